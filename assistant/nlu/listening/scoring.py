"""How likely each part of a message means each intent: a part is one to three clauses in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import softmax

from assistant.nlu.entity import Found
from assistant.nlu.features import with_kinds
from assistant.nlu.listening.clauses import Clause
from assistant.nlu.wording.normalise import Normalised, normalise

LONGEST_PART = 3
"""Clauses: what one clause begins the next may end."""

Scores = Callable[[list[Normalised]], np.ndarray]
"""Scores messages: a row each, a column an intent, before they are made probabilities."""


@dataclass(frozen=True)
class Scored:
    """A message cut into clauses, with what each part and the whole may mean.

    Attributes:
        clauses: in order.
        parts: first and last (exclusive) clause of each part; the single clauses first, in order.
        scores: a row a part, a column an intent.
        chances: the same as probabilities.
        whole: the whole message's probabilities.
        found: the names found in the message.
    """

    text: str
    clauses: tuple[Clause, ...]
    parts: tuple[tuple[int, int], ...]
    scores: np.ndarray
    chances: np.ndarray
    whole_scores: np.ndarray
    whole: np.ndarray
    found: tuple[Found, ...]

    @property
    def single(self) -> np.ndarray:
        """The probabilities of the single clauses."""
        return self.chances[: len(self.clauses)]


def scored(
    text: str,
    clauses: Sequence[Clause],
    found: Iterable[Found],
    scores: Scores,
    temperature: float,
) -> Scored:
    """Score every part of a message, and the whole of it.

    Args:
        text: as written.
        clauses: where it is cut.
        found: the names in it, which are seen as their kind.
        scores: the classifier.
        temperature: makes its scores probabilities.
    """
    names = tuple(found)
    many = len(clauses)
    parts = tuple(
        (first, first + length)
        for length in range(1, LONGEST_PART + 1)
        for first in range(many - length + 1)
    )
    texts = [(clauses[a].start, clauses[b - 1].end) for a, b in parts]
    seen = [_part(text, start, end, names) for start, end in texts]
    rows = scores([*seen, with_kinds(normalise(text), names)])
    return Scored(
        text=text,
        clauses=tuple(clauses),
        parts=parts,
        scores=rows[:-1],
        chances=softmax(rows[:-1] / temperature, axis=1),
        whole_scores=rows[-1],
        whole=softmax(rows[-1] / temperature),
        found=names,
    )


def _part(text: str, start: int, end: int, found: Sequence[Found]) -> Normalised:
    """A part as the classifier sees it; names keep their place in the whole message."""
    inside = [
        Found(one.kind, one.value, one.start - start, one.end - start, one.finder, one.confidence)
        for one in found
        if start <= one.start and one.end <= end
    ]
    return with_kinds(normalise(text[start:end]), inside)
