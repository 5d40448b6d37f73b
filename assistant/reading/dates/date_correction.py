"""A date put right in part: «nei, 1941», «den 14., ikke den 15.», «i mars, mente jeg».

Only where the whole message is that: one word more, and it is about something else.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.reading.dates.date_parts import LONGEST_MONTH, birth_year, days_at, years_at
from assistant.reading.dates.days import best
from assistant.reading.numbers.numerals import month, numeral
from assistant.reading.numbers.runs import is_number, read_tokens
from assistant.reading.tokens import Token, tokenise

DAY, MONTH, YEAR = "day", "month", "year"
_NOT = frozenset({"ikke", "ikkje", "itj", "itte", "kje"})
_OF_A_DAY = frozenset({"den", "dagen", "n", "d"})
_BORN = frozenset("født fødd fødtes året årstallet årstalet dagen måneden månaden".split())
_CORRECTS = frozenset(
    "nei næi nai feil galt gale mente meinte mener meiner skulle skal unnskyld orsak beklager "
    "sorry oi rettere".split()
) | (_NOT | _BORN)
"""One of these must be there."""
_BESIDE = frozenset(
    """
    den d det jeg eg æ e je er var va ble blei vart være vere vera men i uff takk at en ein sa
    skrev skreiv rett riktig sagt
    """.split()
)
"""And of other words only these: what is about a letter, a visit or a firm has another."""
_NAMES_TOO = frozenset({"jan"})
"""Short months that are names: «nei, Jan»."""


def corrected(text: str, before: date, today: date) -> date | None:
    """The date with the parts that a message says anew; None where it says more, or leaves doubt.

    Args:
        text: as written or said.
        before: the date as it was given.
        today: tells which year two digits mean.
    """
    found = tokenise(text)
    told: dict[str, set[int]] = {}
    beside: list[str] = []
    at = 0
    while at < len(found):
        part = _part_at(found, at, today)
        if part is None:
            if is_number(found[at]) and not _is_article(found[at]):
                return None  # A number that is no part of a date: it may be another thing.
            if found[at].kind == "sign" and found[at].text not in ".,:;-–—!":
                return None
            if found[at].kind == "word":
                beside.append(found[at].text)
            at += 1
            continue
        kind, value, last = part
        if not any(each.text in _NOT for each in found[max(0, at - 2) : at]):
            told.setdefault(kind, set()).add(value)
        at = last
    alone = not beside and set(told) == {YEAR}
    if not alone and not _only_corrects(beside):
        return None
    return _with_parts(before, told)


_OR = re.compile(r"^[\s,.;:–-]*eller\b", re.IGNORECASE)


def corrected_at_once(text: str, today: date) -> tuple[date, date] | None:
    """«9. april 1934, nei 1943»: the date as it is put right in the same breath, and as it was.

    None where nothing is put right, or where it leaves doubt what is.

    Args:
        text: as written or said.
        today: tells which year two digits mean.
    """
    tokens = read_tokens(text)
    found = [day for day in best(tokens, today) if day.year_said]
    if len({day.value for day in found}) != 1:
        return None
    rest = text[tokens[found[0].last - 1].end :]
    before = found[0].value
    after = corrected(_OR.sub(" nei", rest), before, today)
    return None if after is None else (after, before)


def _only_corrects(beside: list[str]) -> bool:
    words = set(beside)
    # «Jeg er 84» tells how old one is.
    tells_age = words & {"jeg", "eg", "æ", "je"} and words & {"er", "e"} and not words & _BORN
    return bool(words & _CORRECTS) and words <= _CORRECTS | _BESIDE and not tells_age


def _with_parts(before: date, told: dict[str, set[int]]) -> date | None:
    parts = {DAY: before.day, MONTH: before.month, YEAR: before.year}
    for kind, values in told.items():
        fresh = values - {parts[kind]} or values
        if len(fresh) != 1 or (kind == DAY and len(values) != 1):
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
        named = None if token.text in _NAMES_TOO else month(token.text, misspelt=False)
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
