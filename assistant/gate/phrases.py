"""Phrases of one meaning, matched against runs of whole words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST_PHRASE = 14
"""Words."""


@dataclass(frozen=True)
class Covered:
    """How far phrases reach over a run of words.

    Args:
        whole: whether every word belongs to a phrase.
        core: whether one of the phrases answers by itself, rather than stands beside an answer.
    """

    whole: bool
    core: bool


class Phrases:
    """Phrases of one meaning, and those that may stand beside them.

    Args:
        core: each is an answer by itself.
        beside: each changes nothing where it stands beside an answer.
        links: each leads to something more, and so ends nothing.
    """

    def __init__(
        self,
        core: Sequence[re.Pattern[str]],
        beside: Sequence[re.Pattern[str]] = (),
        links: Sequence[re.Pattern[str]] = (),
    ) -> None:
        # The same runs are asked about again and again: every end of a sentence is tried.
        self._is_core = lru_cache(4096)(_matcher(core))
        self._is_beside = lru_cache(4096)(_matcher(beside))
        self._is_link = lru_cache(4096)(_matcher(links))

    def cover(self, words: Sequence[str]) -> Covered:
        """Whether the phrases cover all the words. Time grows with their number, whatever they are.

        Args:
            words: as `clean.words` makes them.
        """
        # reached[position] tells whether a core phrase was among those that led there.
        reached: dict[int, bool] = {0: False}
        for start in range(len(words)):
            if start not in reached:
                continue
            for stop in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1):
                run = " ".join(words[start:stop])
                is_core = self._is_core(run)
                leads_on = stop < len(words) and self._is_link(run)
                if is_core or leads_on or self._is_beside(run):
                    reached[stop] = reached.get(stop, False) or reached[start] or is_core
        return Covered(whole=len(words) in reached, core=reached.get(len(words), False))

    def find(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Where core phrases stand, the longest from each word on: where it starts and ends."""
        found = []
        for start in range(len(words)):
            for stop in range(min(start + LONGEST_PHRASE, len(words)), start, -1):
                if self._is_core(" ".join(words[start:stop])):
                    found.append((start, stop))
                    break
        return found

    def find_apart(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """The same without those that overlap, from the left."""
        kept: list[tuple[int, int]] = []
        for start, stop in self.find(words):
            if not kept or start >= kept[-1][1]:
                kept.append((start, stop))
        return kept

    def outside(self, words: Sequence[str]) -> list[str]:
        """The words that belong to no core phrase."""
        inside = {at for start, stop in self.find_apart(words) for at in range(start, stop)}
        return [word for at, word in enumerate(words) if at not in inside]


def _matcher(patterns: Sequence[re.Pattern[str]]) -> Callable[[str], bool]:
    """Whether a run is one of the phrases: one pattern of all, for speed."""
    if not patterns:
        return lambda _run: False
    every = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns))
    return lambda run: every.fullmatch(run) is not None
