"""What is done with whoever is named nearby: «går for», «ikke bytte», «nei vent», «hva er»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml

from assistant.nlu.listening.frames.frame import Pair
from assistant.nlu.listening.frames.mentions import Named, Word
from assistant.nlu.wording.normalise import skeleton

_TABLE: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "words/operators.yml").read_text("utf-8")
)


TAKES_BACK = "takes_back"
"""The operator that takes back what was said before it."""


@dataclass(frozen=True)
class Operator:
    """Something that is said of who comes, from the word `first` to `last`."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class _Step:
    """A word of a row: a kind of words, or the word itself, after at most `gap` others."""

    gap: int
    cue: str
    sound: str

    def is_it(self, word: Word) -> bool:
        return word.sound == self.sound if self.sound else self.cue in word.cues


def _row(written: str) -> list[_Step]:
    steps, gap = [], 0
    for part in written.split():
        if part.isdigit():
            gap = int(part)
        else:
            itself = part.startswith("=")
            sound = skeleton(part[1:]) if itself else ""
            steps.append(_Step(gap, "" if itself else part, sound))
            gap = 1
    return steps


_ROWS = [(name, _row(row)) for name, rows in _TABLE.items() for row in rows]
_BEGUN: dict[str, list[tuple[str, list[_Step]]]] = {}
"""The rows by what they begin with: a word itself, or a kind of words."""
for _name, _steps in _ROWS:
    _key = f"={_steps[0].sound}" if _steps[0].sound else _steps[0].cue
    _BEGUN.setdefault(_key, []).append((_name, _steps))


def operators_in(named: Named) -> list[Operator]:
    """The operators of a message, in order; the longest and first told where several fit."""
    found: list[Operator] = []
    taken: set[tuple[str, int]] = set()
    for at, word in enumerate(named.words):
        rows = [row for key in (f"={word.sound}", *word.cues) for row in _BEGUN.get(key, ())]
        for name, steps in rows:
            last = _fits(named.words, at, steps)
            if last is not None and (name, at) not in taken:
                taken.add((name, at))
                found.append(Operator(name, at, last))
    return found


def _fits(words: Sequence[Word], at: int, steps: Sequence[_Step]) -> int | None:
    """The last word of a row that begins at a word, or None."""
    if not steps[0].is_it(words[at]):
        return None
    here = at
    for step in steps[1:]:
        reach = range(here + 1, min(len(words), here + 2 + step.gap))
        there = next(
            (n for n in reach if words[n].sentence == words[at].sentence and step.is_it(words[n])),
            None,
        )
        if there is None:
            return None
        here = there
    return here


def without_taken_back(named: Named, operators: Sequence[Operator], want: list[Pair]) -> list[Pair]:
    """The wishes without what is taken back: «Hasselvind, nei vent, Vintereple».

    Two who are wished for different help are both wished for.
    """
    places = named.providers
    for one, two in pairwise(places):
        first = {service for service, name in want if name == one.name}
        second = {service for service, name in want if name == two.name}
        if one.name == two.name or not first or not second:
            continue
        between = range(one.last + 1, two.first)
        back = any(o.name == TAKES_BACK and o.first in between for o in operators)
        last = not any(p.name == one.name and p.first > two.first for p in places)
        if back and last and (None in first | second or first & second):
            want = [pair for pair in want if pair[1] != one.name]
            if second == {None}:  # what it was for was said of the first
                want = [(s, two.name) for s in first] + [p for p in want if p[1] != two.name]
    return want
