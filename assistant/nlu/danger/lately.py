"""Dates of today and yesterday in the words of somebody who tells of now: «i dag», «i går»."""

from __future__ import annotations

import re
from datetime import date

from assistant.reading.dates.days import best
from assistant.reading.numbers.runs import read_tokens

_MAY_HOLD_A_DATE = re.compile(r"\d")
_SAID = {0: "i dag", 1: "i går"}


def told_as_lately(text: str, today: date) -> str | None:
    """The text with such dates as words, or None where there is none.

    «Jeg falt 28. november 2026» sounds like something that is long past, and may be of this hour.

    Args:
        text: as it came.
        today: the day.
    """
    if _MAY_HOLD_A_DATE.search(text) is None:
        return None
    tokens = read_tokens(text)
    said = text
    for day in sorted(best(tokens, today), key=lambda day: -day.first):
        word = _SAID.get((today - day.value).days)
        if word is not None:
            said = f"{said[: tokens[day.first].start]}{word}{said[tokens[day.last - 1].end :]}"
    return said if said != text else None
