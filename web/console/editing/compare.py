"""Two contents beside each other, and the words in which they differ."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from web.console.editing.words import Row


@dataclass(frozen=True)
class Span:
    """Some words; `changed` where the other side has not got them."""

    words: str
    changed: bool


@dataclass(frozen=True)
class Compared:
    """One thing before and after; empty on a side that does not say it."""

    label: str
    before: list[Span]
    after: list[Span]


def compare(before: list[Row], after: list[Row]) -> list[Compared]:
    """The things that differ, in the order of the newer."""
    old, new = ({row.label: row.words for row in rows} for rows in (before, after))
    labels = [*new, *(label for label in old if label not in new)]
    return [
        Compared(label, *_spans(old.get(label, ""), new.get(label, "")))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    ]


def _spans(before: str, after: str) -> tuple[list[Span], list[Span]]:
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    left: list[Span] = []
    right: list[Span] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = what == "equal"
        if a < b:
            left.append(Span("".join(old[a:b]), not same))
        if c < d:
            right.append(Span("".join(new[c:d]), not same))
    return left, right
