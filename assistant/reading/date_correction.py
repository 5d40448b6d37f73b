"""A date put right in part: «nei, 1941», «den 14., ikke den 15.», «i mars, mente jeg»."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.reading.date_parts import LONGEST_MONTH, birth_year, days_at, years_at
from assistant.reading.numerals import month, numeral
from assistant.reading.runs import is_number
from assistant.reading.tokens import Token, tokenise

DAY, MONTH, YEAR = "day", "month", "year"
_NOT = frozenset({"ikke", "ikkje", "itj", "itte", "kje"})
_OF_A_DAY = frozenset({"den", "dag", "dagen", "n", "d"})


def corrected(text: str, before: date, today: date) -> date | None:
    """The date with the parts that a message says anew; None where it says none, or leaves doubt.

    Args:
        text: as written or said.
        before: the date as it was given.
        today: tells which year two digits mean.
    """
    found = tokenise(text)
    told: dict[str, set[int]] = {}
    at = 0
    while at < len(found):
        part = _part_at(found, at, today)
        if part is None:
            if is_number(found[at]) and not _is_article(found[at]):
                return None  # A number that is no part of a date: it may be another thing.
            at += 1
            continue
        kind, value, last = part
        if not any(each.text in _NOT for each in found[max(0, at - 2) : at]):
            told.setdefault(kind, set()).add(value)
        at = last
    parts = {DAY: before.day, MONTH: before.month, YEAR: before.year}
    for kind, values in told.items():
        fresh = values - {parts[kind]} or values
        if len(fresh) != 1:
            return None
        parts[kind] = fresh.pop()
    try:
        after = date(parts[YEAR], parts[MONTH], parts[DAY])
    except ValueError:
        return None
    return after if after != before else None


def _is_article(token: Token) -> bool:
    """«En feil» counts nothing."""
    number = numeral(token.text) if token.kind == "word" else None
    return number is not None and number.value == 1 and not number.ordinal


def _part_at(found: Sequence[Token], at: int, today: date) -> tuple[str, int, int] | None:
    """The part of a date that begins at a place: its kind, its value, and where it ends."""
    token = found[at]
    if token.kind == "word" and not is_number(token):
        named = month(token.text, misspelt=False)
        return None if named is None else (MONTH, named, at + 1)
    if not is_number(token):
        return None
    years = sorted(years_at(found, at, today, four=True), key=lambda each: -each.last)
    if years:
        return YEAR, years[0].value, years[0].last
    return next(_short(found, at, today), None)


def _short(found: Sequence[Token], at: int, today: date) -> Iterator[tuple[str, int, int]]:
    """A day, where «den», a full stop or a month beside it tells that, or a year of two digits."""
    token = found[at]
    if token.kind == "digits" and len(token.text) == 2 and int(token.text) > LONGEST_MONTH:  # noqa: PLR2004
        yield YEAR, birth_year(int(token.text), today), at + 1
        return
    before = found[at - 1].text if at else ""
    for piece in sorted(days_at(found, at), key=lambda each: -each.last):
        after = found[piece.last] if piece.last < len(found) else None
        stop = after is not None and after.text == "."
        named = after is not None and month(after.text, misspelt=False) is not None
        if piece.value > 0 and (piece.how == "ordinal" or before in _OF_A_DAY or stop or named):
            yield DAY, piece.value, piece.last
