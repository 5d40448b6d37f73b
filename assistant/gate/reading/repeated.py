"""What an answer only repeats of the read-back: its date, its price, a telephone number.

Each becomes one word («samedate»), so that a clause that repeats it can stand beside a yes; another
date becomes «otherdate», which can not. A number is never simply left out: it may be a condition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.gate.wording import either, table

SAME_DATE, OTHER_DATE, SAME_PRICE = " samedate ", " otherdate ", " sameprice "
SAME_NUMBER, PHONE_NUMBER = " samenumber ", " phonenumber "
LOCAL_DIGITS = 8
"""Of a Norwegian telephone number."""

_WORDS = table("dates")


def _numbers(kind: str) -> dict[str, int]:
    return {word: number for number, words in enumerate(_WORDS[kind], 1) for word in words.split()}


_WEEKDAYS, _MONTHS, _DAYS = _numbers("weekdays"), _numbers("months"), _numbers("days")


def _any_of(numbers: dict[str, int]) -> str:
    return either(sorted(numbers, key=len, reverse=True))


_DAY = rf"(?:(?P<day>[0-3]?\d)(?!\d)\.?|(?P<said>{_any_of(_DAYS)})\b)"
_DATE = re.compile(
    rf"\b(?:(?P<weekday>{_any_of(_WEEKDAYS)})(?:en)?\b,?\s*)?(?:den\s+)?{_DAY}\s*"
    rf"(?P<month>{_any_of(_MONTHS)})\b\.?(?:\s*(?P<year>\d{{4}}))?\b"
    rf"|\b(?P<of>{_any_of(_WEEKDAYS)}),?\s*(?:den\s+)?(?:(?P<only>[0-3]?\d)\.?|(?P<spoken>{_any_of(_DAYS)}))(?!\w|[./-]\d)"
    rf"|\b(?:(?P<named>{_any_of(_WEEKDAYS)}),?\s*(?:den\s+)?)?"
    r"\b(?P<d>[0-3]?\d)[./-](?P<m>[01]?\d)(?:[./-](?P<y>\d{4}|\d{2}))?(?![\d./-]\d)\b"
    r"|\bden\s+(?P<alone>[0-3]?\d)(?:\.|\b)(?!\s*\d)",
    re.IGNORECASE,
)
_PRICE_ASKED = re.compile(r"prisen er den sa(?:mme|me)\b", re.IGNORECASE)
_PRICE = re.compile(
    r"\b(?:(?:til |og |med )?(?:sam[me]+|same) pris"
    r"|prisen? (?:er|e|æ) (?:jo )?(?:den )?sa(?:mme|me))\b",
    re.IGNORECASE,
)
# As telephone numbers are grouped: eight digits in twos, 3-2-3 or all at once, or with a plus.
_PHONE = re.compile(
    r"(?<![\d.,/+-])(?:(?:\+|00)47[ ]?)?"
    r"(?:[2-9]\d(?:[ ]\d\d){3}|[2-9]\d\d[ ]\d\d[ ]\d{3}|[2-9]\d{7})(?![\d/-]|[.,]\d)"
    r"|(?<![\d+])\+(?!47)\d(?:[ -]?\d){7,12}(?!\d)"
)


@dataclass(frozen=True)
class _Date:
    weekday: int | None
    day: int | None
    month: int | None
    year: int | None


def repeated(text: str, asked: str, numbers: frozenset[str] = frozenset()) -> str:
    """A text with dates, telephone numbers and the price as one word each.

    Args:
        text: what the person wrote.
        asked: the read-back, as the person got it.
        numbers: the telephone numbers that were read back; where there are any, no other is
            courtesy.
    """
    ours = [_date(match) for match in _DATE.finditer(asked)]

    def of_phone(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match.group())[-LOCAL_DIGITS:]
        if not numbers:
            return PHONE_NUMBER
        same = digits in {re.sub(r"\D", "", each)[-LOCAL_DIGITS:] for each in numbers}
        return SAME_NUMBER if same else " othernumber "

    def of_date(match: re.Match[str]) -> str:
        said = _date(match)
        return SAME_DATE if any(_agrees(said, each) for each in ours) else OTHER_DATE

    text = _DATE.sub(of_date, _PHONE.sub(of_phone, text))
    return _PRICE.sub(SAME_PRICE, text) if _PRICE_ASKED.search(asked) else text


def _date(match: re.Match[str]) -> _Date:
    part = {name: (value or "").lower() for name, value in match.groupdict().items()}
    weekday = part["weekday"] or part["named"] or part["of"]
    day = part["day"] or part["only"] or part["d"] or part["alone"]
    spoken = part["said"] or part["spoken"]
    year = part["year"] or part["y"]
    return _Date(
        _WEEKDAYS.get(weekday),
        int(day) if day else _DAYS.get(spoken),
        int(part["m"]) if part["m"] else _MONTHS.get(part["month"]),
        (2000 + int(year) if len(year) == 2 else int(year)) if year else None,  # noqa: PLR2004
    )


def _agrees(said: _Date, ours: _Date) -> bool:
    """Whether all that is said of a day holds for ours."""
    if said.day != ours.day or said.month not in (None, ours.month):
        return False
    if said.weekday not in (None, ours.weekday):
        return False
    return said.year in (None, ours.year) or _falls_on(said.year, ours)


def _falls_on(year: int | None, ours: _Date) -> bool:
    """We read back weekday, day and month: in one year of some they meet."""
    if year is None or ours.year is not None or None in (ours.day, ours.month, ours.weekday):
        return False
    try:
        return date(year, ours.month or 1, ours.day or 1).isoweekday() == ours.weekday
    except ValueError:
        return False
