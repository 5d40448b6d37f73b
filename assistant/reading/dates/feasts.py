"""Feast days by which people name the day that they were born on («julaften 1944»)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from dateutil.easter import easter

from assistant.reading.tokens import Token, tokenise

_TABLE: Mapping[str, Mapping[Any, str]] = yaml.safe_load(
    Path(__file__).with_name("feasts.yml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Feast:
    """A day of the church's or the country's year.

    Args:
        day: of the month, and `month`, for a fixed one.
        month: see `day`.
        from_easter: days from Easter Sunday, for a movable one.
    """

    day: int = 0
    month: int = 0
    from_easter: int | None = None

    def in_year(self, year: int) -> date | None:
        """The date in a year; None where the year has none (29 February)."""
        if self.from_easter is not None:
            return easter(year) + timedelta(days=self.from_easter)
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def _names() -> dict[tuple[str, ...], Feast]:
    found: dict[tuple[str, ...], Feast] = {}
    for when, names in _TABLE["fixed"].items():
        day, month = map(int, when.split("."))
        for name in names.split(","):
            found[_words(name)] = Feast(day, month)
    for offset, names in _TABLE["easter"].items():
        for name in names.split(","):
            found[_words(name)] = Feast(from_easter=int(offset))
    return found


def _words(name: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenise(name) if token.kind != "sign")


FEASTS = _names()
_LONGEST = max(map(len, FEASTS))


def feast_at(tokens: Sequence[Token], at: int) -> tuple[Feast, int] | None:
    """The feast day named from a place on, and where it ends; the longest name wins.

    Args:
        tokens: the message, without signs.
        at: where to begin.
    """
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        name = tuple(token.text for token in tokens[at : at + length])
        if name in FEASTS:
            return FEASTS[name], at + length
    return None


def feasts_in(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where feast days are named in a message: the first token of each and the place after it.

    Args:
        tokens: the message; signs within a name do not matter.
    """
    places = [at for at, token in enumerate(tokens) if token.kind != "sign"]
    bare = [tokens[at] for at in places]
    found = ((at, feast_at(bare, at)) for at in range(len(bare)))
    return [(places[at], places[feast[1] - 1] + 1) for at, feast in found if feast is not None]
