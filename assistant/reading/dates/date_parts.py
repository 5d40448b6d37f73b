"""The parts of a date: day, month and year, in every way in which they are written and said."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.reading.numbers.numerals import (
    AND,
    BETWEEN,
    IN_DATES,
    LAST,
    ROMAN,
    SUFFIXES,
    WEEKDAYS,
    month,
    numeral,
)
from assistant.reading.numbers.runs import is_number, numbers_at, readings
from assistant.reading.tokens import Token

# Who has a decision in their own name is grown up: a birth year said with two digits belongs to
# the 1900s, unless it would then make the person older than the oldest who ever lived here.
ADULT_AGE, OLDEST_AGE = 18, 115
OLDEST_YEAR = 1900
MONTHS_IN_A_YEAR, LONGEST_MONTH = 12, 31
LAST_DAY = -1
YEAR_DIGITS = 4
COUNTED = frozenset("år åring åringer timer timar dager dagar barn ganger gonger stykker".split())
NAMED, ORDINAL, NUMBER = "named", "ordinal", "number"


@dataclass(frozen=True)
class Piece:
    """A day, month or year: its value, where it ends, and how it was said."""

    value: int
    last: int
    how: str = NUMBER


def birth_year(two_digits: int, today: date) -> int:
    """The year behind two digits: the 1900s, or the 2000s for who would be past `OLDEST_AGE`.

    «42» is 1942; «03» is 2003, as nobody born in 1903 is alive and 2003 is grown up.
    """
    century = 1900 + two_digits
    later = 2000 + two_digits
    if today.year - century > OLDEST_AGE and today.year - later >= ADULT_AGE:
        return later
    return century


def skipped(tokens: Sequence[Token], at: int) -> int:
    """The next place that says something of a date: past signs and «den», «i», «av», «år»."""
    while at < len(tokens) and (
        (tokens[at].kind == "sign" and tokens[at].text not in "?!")
        or tokens[at].text in IN_DATES
        or tokens[at].text in BETWEEN
        or tokens[at].text in WEEKDAYS
    ):
        at += 1
    return at


def days_at(tokens: Sequence[Token], at: int) -> Iterator[Piece]:
    """Days of a month that begin at a place."""
    if at >= len(tokens):
        return
    token = tokens[at]
    if token.kind == "word" and token.text in LAST:
        if at + 1 < len(tokens) and tokens[at + 1].text not in ("dag", "mann"):
            yield Piece(LAST_DAY, at + 1, ORDINAL)
        return
    for value, end in numbers_at(tokens, at, ordinals=True):
        if 1 <= value <= LONGEST_MONTH:
            last = tokens[end - 1]
            if last.kind == "digits":
                suffix = _has_suffix(tokens, end)
                yield Piece(value, end + suffix, ORDINAL if suffix else NUMBER)
                continue
            number = numeral(last.text)
            yield Piece(value, end, ORDINAL if number and number.ordinal else NUMBER)


def _has_suffix(tokens: Sequence[Token], at: int) -> bool:
    """Whether an ending stands right behind a number: «1ste», «14de»."""
    return (
        at < len(tokens)
        and tokens[at].kind == "word"
        and tokens[at].text in SUFFIXES
        and tokens[at].start == tokens[at - 1].end
    )


def months_at(tokens: Sequence[Token], at: int, *, after_day: bool) -> Iterator[Piece]:
    """Months that begin at a place; roman ones only behind a day or a year."""
    if at >= len(tokens):
        return
    token = tokens[at]
    if token.kind == "word":
        named = month(token.text, misspelt=after_day)
        if named is not None:
            yield Piece(named, at + 1, NAMED)
            return
        roman = ROMAN.get(unicodedata.normalize("NFKC", token.written))
        if roman is not None and after_day:
            yield Piece(roman, at + 1, NAMED)
            return
    for piece in days_at(tokens, at):
        if 1 <= piece.value <= MONTHS_IN_A_YEAR:
            yield piece


def first_roman(tokens: Sequence[Token], at: int) -> Iterator[Piece]:
    """January as «I» right behind a day, which is also the word «i»: «10.I 1934»."""
    while at < len(tokens) and tokens[at].kind == "sign" and tokens[at].text not in "?!":
        at += 1
    if at < len(tokens) and unicodedata.normalize("NFKC", tokens[at].written) == "I":
        yield Piece(ROMAN["I"], at + 1, NAMED)


def is_part(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number may be a day, a month or the year of a date, and counts nothing.

    Args:
        tokens: the message.
        at: the place of the number.
    """
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if following in COUNTED:
        return False
    token = tokens[at]
    number = numeral(token.text) if token.kind == "word" else None
    if number is not None:
        return number.ordinal or number.digits != "1"  # «på en varm dag»
    return token.kind == "word" or len(token.text) <= YEAR_DIGITS // 2


def years_at(
    tokens: Sequence[Token], at: int, today: date, *, four: bool = False
) -> Iterator[Piece]:
    """Years that begin at a place; only whole ones where `four`."""
    if at >= len(tokens):
        return
    token = tokens[at]
    if token.kind == "digits" and len(token.text) == YEAR_DIGITS:
        yield from _year(int(token.text), at + 1, today)
        return
    for value, end in numbers_at(tokens, at):
        if value > 100:  # noqa: PLR2004 - «nitten hundre og førti en»
            # «nittenhundre og …» goes on with what was not read: no year is known then.
            if value % 100 or end >= len(tokens) or tokens[end].text not in AND:
                yield from _year(value, end, today)
        elif not four and (value >= 10 or _is_two_digits(token)):  # noqa: PLR2004
            yield Piece(birth_year(value, today), end)
    number = numeral(token.text) if token.kind == "word" else None
    if number is not None and number.value and number.value > 1000:  # noqa: PLR2004
        if number.value % 100:
            yield from _year(number.value, at + 1, today)
        for unit, end in numbers_at(tokens, at + 1) if number.value % 10 == 0 else ():
            if 0 < unit < 10:  # noqa: PLR2004 - «nittenførti en»
                yield from _year(number.value + unit, end, today)
    yield from _spoken_century(tokens, at, today)
    if not four:
        yield from _after_nought(tokens, at, today)


def _after_nought(tokens: Sequence[Token], at: int, today: date) -> Iterator[Piece]:
    """«Null fem»."""
    number = numeral(tokens[at].text) if tokens[at].kind == "word" else None
    if number is not None and number.value == 0:
        for value, end in numbers_at(tokens, at + 1):
            if 0 < value < 10:  # noqa: PLR2004
                yield Piece(birth_year(value, today), end)


def _spoken_century(tokens: Sequence[Token], at: int, today: date) -> Iterator[Piece]:
    """«Nitten førti en», «nitten null fem», «19 41», «en ni fire en»."""
    for value, end in numbers_at(tokens, at):
        if value not in (19, 20):
            continue
        start = end + 1 if end < len(tokens) and tokens[end].text in AND else end
        for rest, last in numbers_at(tokens, start):
            if 10 <= rest <= 99:  # noqa: PLR2004
                yield from _year(value * 100 + rest, last, today)
            elif rest == 0:
                for unit, stop in numbers_at(tokens, last):
                    if 0 <= unit < 10:  # noqa: PLR2004
                        yield from _year(value * 100 + unit, stop, today)
    run = tokens[at : at + YEAR_DIGITS]
    if len(run) == YEAR_DIGITS and all(is_number(token) for token in run):
        for digits in readings(run):
            if len(digits) == YEAR_DIGITS:
                yield from _year(int(digits), at + YEAR_DIGITS, today)


def _is_two_digits(token: Token) -> bool:
    return token.kind == "digits" and len(token.text) == 2  # noqa: PLR2004


def _year(value: int, last: int, today: date) -> Iterator[Piece]:
    if OLDEST_YEAR <= value <= today.year + 10:
        yield Piece(value, last)
