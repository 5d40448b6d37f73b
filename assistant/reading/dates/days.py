"""Dates as people born between 1920 and 1960 write and say them, with every reading that there is.

«14.03.1942», «14/III-41», «annen i niende tretti sju», «nittenhundre og førti en», «julaften 1944»,
`19410314`, «mars 14, 1941».
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.reading.dates.date_parts import (
    LAST_DAY,
    MONTHS_IN_A_YEAR,
    NAMED,
    NUMBER,
    OLDEST_YEAR,
    ORDINAL,
    YEAR_DIGITS,
    Piece,
    birth_year,
    days_at,
    first_roman,
    is_part,
    months_at,
    skipped,
    years_at,
)
from assistant.reading.dates.feasts import feast_at
from assistant.reading.numbers.numerals import BETWEEN, IN_DATES, numeral
from assistant.reading.numbers.runs import is_number, readings, stands_between
from assistant.reading.tokens import Token

ENDS = frozenset("?!;\n")
"""Signs behind which something else begins."""


@dataclass(frozen=True)
class Day:
    """One reading of a date.

    Args:
        value: the date; with this year's where none was said.
        first: the place of its first token.
        last: the place after its last.
        year_said: whether the year was said.
        grouped: whether it was put together of digits in a row rather than of day, month and year.
    """

    value: date
    first: int
    last: int
    year_said: bool
    grouped: bool = False


def days(tokens: Sequence[Token], today: date) -> list[Day]:
    """Every reading of every date, those that reach over most tokens first at each place.

    Args:
        tokens: the message.
        today: gives dates without a year theirs, and ends what a birth date may be.
    """
    found: dict[tuple[date, int, int, bool], Day] = {}
    for at in range(len(tokens)):
        if tokens[at].kind == "sign":
            continue
        for day in (*_in_order(tokens, at, today), *_of_digits(tokens, at, today)):
            found.setdefault((day.value, day.first, day.last, day.year_said), day)
    return sorted(found.values(), key=lambda day: (day.first, -day.last, day.grouped))


def best(tokens: Sequence[Token], today: date) -> list[Day]:
    """The readings that are to be weighed against each other: of those with a year the longest.

    Args:
        tokens: the message, or the part of it that may hold the date.
        today: see `days`.
    """
    found = days(tokens, today)
    said = [day for day in found if day.year_said] or found
    sure = [day for day in said if _is_complete(tokens, day)]
    whole = sure or [day for day in said if not _is_torn(tokens, day, said)]
    if not whole:
        return []
    reach = max(_weight(tokens, day) for day in whole)
    longest = [day for day in whole if _weight(tokens, day) == reach]
    in_parts = [day for day in longest if not day.grouped]
    if in_parts and not any(_is_said(tokens, day) for day in longest):
        longest = in_parts  # «1.12.40» was written in parts
    return list({day.value: day for day in longest}.values())


def _weight(tokens: Sequence[Token], day: Day) -> int:
    return sum(token.kind != "sign" for token in tokens[day.first : day.last])


def _is_complete(tokens: Sequence[Token], day: Day) -> bool:
    """Whether it is a day, a month and a year of four digits, one behind the other.

    What stands beside it is something else: «14. mars 1941, 2 etasje».
    """
    last = tokens[day.last - 1]
    year = last.kind == "digits" and len(last.text) == YEAR_DIGITS
    return year and day.year_said and not day.grouped and str(day.value.year) == last.text


def _is_torn(tokens: Sequence[Token], day: Day, others: Sequence[Day]) -> bool:
    """Whether a part of a date stands beside it that was not read: then it is another date.

    «13de oktxbr nitten fem og fyrre» is neither the 5th nor the 19th of anything.
    """
    beside = (*_beside(tokens, day.first - 1, -1), *_beside(tokens, day.last, 1))
    return any(
        not any(other.first <= at < other.last for other in others if _is_apart(other, day))
        for at in beside
        if is_part(tokens, at)
    )


def _is_apart(one: Day, other: Day) -> bool:
    return one.last <= other.first or other.last <= one.first


def _beside(tokens: Sequence[Token], at: int, step: int) -> Iterator[int]:
    """The first number beside a date, with no more than one word that says nothing in between."""
    words = 0
    while 0 <= at < len(tokens) and words <= 1 and tokens[at].text not in ENDS:
        if is_number(tokens[at]):
            yield at
            return
        between = tokens[at].kind == "sign" or tokens[at].text in {*BETWEEN, *IN_DATES}
        words += not between
        at += step


def _is_said(tokens: Sequence[Token], day: Day) -> bool:
    return any(token.kind == "word" for token in tokens[day.first : day.last])


@dataclass(frozen=True)
class _Start:
    """Day and month, where they begin and end, and whether a year must follow."""

    first: int
    last: int
    day: Piece
    month: Piece
    must: bool = False

    def in_year(self, year: Piece, last: int) -> Iterator[Day]:
        """The date in a year, as a reading that ends at a place."""
        if found := self._date(year.value):
            yield Day(found, self.first, last, year_said=True)

    def without_year(self, today: date) -> Iterator[Day]:
        """The date in this year, where the words tell that it is a date."""
        if self.must or (self.month.how == NUMBER and self.day.how != ORDINAL):
            return
        if found := self._date(today.year):
            yield Day(found, self.first, self.last, year_said=False)

    def _date(self, year: int) -> date | None:
        day, month = self.day.value, self.month.value
        last = calendar.monthrange(year, month)[1]
        return _date(year, month, last if day == LAST_DAY else day)


def _in_order(tokens: Sequence[Token], at: int, today: date) -> Iterator[Day]:
    """Day, month and year in any order that is used."""
    for start in (*_day_first(tokens, at), *_month_first(tokens, at)):
        for year in years_at(tokens, skipped(tokens, start.last), today):
            if not _is_century(tokens, start, year, today):
                yield from start.in_year(year, year.last)
        yield from start.without_year(today)
    for year in years_at(tokens, at, today, four=True):
        on = skipped(tokens, year.last)
        for start in (*_day_first(tokens, on, named=True), *_month_first(tokens, on, iso=True)):
            yield from replace(start, first=at).in_year(year, start.last)
        feast = _feast(tokens, on, year.value)
        if feast is not None:
            yield Day(feast[0], at, feast[1], year_said=True)
    yield from _feasts(tokens, at, today)


def _is_century(tokens: Sequence[Token], start: _Start, year: Piece, today: date) -> bool:
    """Whether what looks like a day behind a month begins a year: «søttanes mai nitten tjueni»."""
    before = tokens[start.first - 1] if start.first else None
    if start.day.last < start.month.last or before is None or before.kind == "sign":
        return False
    whole = years_at(tokens, skipped(tokens, start.month.last), today, four=True)
    follows = before.text == "i" or before.text not in IN_DATES
    return follows and any(each.last == year.last for each in whole)


def _day_first(tokens: Sequence[Token], at: int, *, named: bool = False) -> Iterator[_Start]:
    for day in days_at(tokens, at):
        on = skipped(tokens, day.last)
        for month in (*months_at(tokens, on, after_day=True), *first_roman(tokens, day.last)):
            # «1941 14.03» can only be March, as 1941-03-14 is.
            if not named or month.how != NUMBER or day.value > MONTHS_IN_A_YEAR:
                yield _Start(at, month.last, day, month)


def _month_first(tokens: Sequence[Token], at: int, *, iso: bool = False) -> Iterator[_Start]:
    """Month before day: «mars 14», 1941-03-14; «03/14/1941», which can only be March."""
    for month in months_at(tokens, at, after_day=iso):
        for day in days_at(tokens, skipped(tokens, month.last)):
            if iso or month.how == NAMED:
                yield _Start(at, day.last, day, month)
            elif day.value > MONTHS_IN_A_YEAR:
                yield _Start(at, day.last, day, month, must=True)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _feasts(tokens: Sequence[Token], at: int, today: date) -> Iterator[Day]:
    """A feast day with the year that follows; without one it is this year's."""
    bare, places = _bare(tokens, at)
    found = feast_at(bare, 0)
    if found is None:
        return
    feast, end = found
    last = places[end - 1] + 1
    for year in years_at(tokens, skipped(tokens, last), today):
        if value := feast.in_year(year.value):
            yield Day(value, at, year.last, year_said=True)
    if value := feast.in_year(today.year):
        yield Day(value, at, last, year_said=False)


def _feast(tokens: Sequence[Token], at: int, year: int) -> tuple[date, int] | None:
    bare, places = _bare(tokens, at)
    value = found[0].in_year(year) if (found := feast_at(bare, 0)) else None
    return (value, places[found[1] - 1] + 1) if found and value else None


def _bare(tokens: Sequence[Token], at: int) -> tuple[list[Token], list[int]]:
    """The next tokens without signs, and their places."""
    places = [
        place for place in range(at, min(at + 8, len(tokens))) if tokens[place].kind != "sign"
    ]
    return [tokens[place] for place in places], places


def _of_digits(tokens: Sequence[Token], at: int, today: date) -> Iterator[Day]:
    """Digits in a row: `140341`, `19410314`, «null to null ni tretti sju», «1403 1941»."""
    end = at
    while end < len(tokens) and end - at < 12:  # noqa: PLR2004
        if _is_scale(tokens[end]):
            return
        if not (is_number(tokens[end]) or (end > at and stands_between(tokens[end]))):
            return
        end += 1
        if not is_number(tokens[end - 1]):
            continue
        for digits in readings(tokens[at:end]):
            for value in from_digits(digits, today):
                yield Day(value, at, end, year_said=True, grouped=True)


def _is_scale(token: Token) -> bool:
    """Whether a word multiplies: «nitten hundre og førti» are no digits in a row."""
    number = numeral(token.text) if token.kind == "word" else None
    return number is not None and (number.scale > 0 or (number.value or 0) >= 100)  # noqa: PLR2004


def from_digits(digits: str, today: date) -> list[date]:
    """What six or eight digits may be as a date: as Norwegians write it, else the year first.

    Args:
        digits: without separators.
        today: decides the century of two digits.
    """
    match len(digits):
        case 8:
            orders = [(digits[4:], digits[2:4], digits[:2]), (digits[:4], digits[4:6], digits[6:])]
        case 6:
            orders = [(digits[4:], digits[2:4], digits[:2]), (digits[:2], digits[2:4], digits[4:])]
        case _:
            return []
    for year, month, day in orders:
        number = int(year) if len(year) == YEAR_DIGITS else birth_year(int(year), today)
        value = _date(number, int(month), int(day))
        if value is not None and OLDEST_YEAR <= number <= today.year + 10:
            return [value]
    return []


def without_noughts(digits: str, today: date) -> list[date]:
    """What five to seven digits may be: a date whose noughts were left out («1031941»).

    Args:
        digits: without separators.
        today: decides the century of two digits.
    """
    match len(digits):
        case 6:
            tried = [f"0{digits[0]}0{digits[1:]}"]
        case 5 | 7:
            tried = [f"0{digits}", f"{digits[:2]}0{digits[2:]}"]
        case _:
            tried = []
    return list(dict.fromkeys(day for each in tried for day in from_digits(each, today)))
