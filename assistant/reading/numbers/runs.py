"""Numbers in a row as the digits that they may stand for: «sekstitre fjorten» is 6314.

What is said may be read in several ways («femti en» is 51 or 501); the likelier stand first, and a
check digit, a length or the calendar decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.numbers.numerals import (
    AND,
    BETWEEN,
    DOUBLES,
    HUNDRED,
    LAST,
    PLURALS,
    THOUSAND,
    TIMES,
    Numeral,
    numeral,
)
from assistant.reading.tokens import Token, tokenise

MOST_READINGS = 256
"""Of one run; what can be read in more ways is not read at all."""
LONGEST = 26
"""Digits: a birth date, a code and some slips."""
LONGEST_ROW = 48
"""Tokens: a birth date and a code, each digit a word with a sign behind, are fewer."""
MOST_NUMBERS = 120
"""Tokens of numbers in a message that are read."""
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_HIGHEST_TENS = 90
_MOST_OF_ONE = 9


def read_tokens(text: str) -> list[Token]:
    """The tokens of a text, where rows of numbers that nobody has stand as one sign.

    Args:
        text: as it came. However long it is, reading it takes no more than a moment.
    """
    kept: list[Token] = []
    row: list[Token] = []
    numbers = 0
    for token in [*tokenise(text), None]:
        if token is not None and (is_number(token) or (row and stands_between(token))):
            row.append(token)
            continue
        if len(row) > LONGEST_ROW:
            row = [Token("sign", "…", row[0].start, row[-1].end, "…")]
        numbers += len(row)
        kept += row if numbers <= MOST_NUMBERS else []
        row = []
        if token is not None:
            kept.append(token)
    return kept


@dataclass(frozen=True)
class Run:
    """Tokens in a row that hold nothing but numbers and what may stand between them.

    Args:
        first: the place of its first token.
        last: the place after its last.
        readings: the digits that it may be, likeliest first.
    """

    first: int
    last: int
    readings: tuple[str, ...]


def runs(tokens: Sequence[Token]) -> list[Run]:
    """Every run of numbers of a message, in order.

    Args:
        tokens: the message.
    """
    found: list[Run] = []
    at = 0
    while at < len(tokens):
        if not is_number(tokens[at]):
            at += 1
            continue
        end = at + 1
        last = end
        while end < len(tokens) and (is_number(tokens[end]) or stands_between(tokens[end])):
            end += 1
            if is_number(tokens[end - 1]):
                last = end
        found.append(Run(at, last, readings(tokens[at:last])))
        at = end
    return found


def is_number(token: Token) -> bool:
    """Whether a token is a number, or counts or doubles one."""
    if token.kind == "digits":
        return True
    return token.kind == "word" and (
        token.text in PLURALS or token.text in DOUBLES or numeral(token.text) is not None
    )


def stands_between(token: Token) -> bool:
    """Whether a token may stand between the parts of one number."""
    if token.kind == "sign":
        return token.text not in "?\n"
    return token.text in AND or token.text in BETWEEN or token.text in TIMES


def readings(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The digits that a run may stand for, likeliest first; empty where they are too many.

    Args:
        tokens: of one run.
    """
    said = [token for token in tokens if token.kind != "sign" and token.text not in BETWEEN]
    after: list[dict[str, None]] = [{} for _ in range(len(said) + 1)]
    after[len(said)] = {"": None}
    for at in range(len(said) - 1, -1, -1):
        for digits, end in _steps(said, at):
            for rest in after[end]:
                if len(digits) + len(rest) <= LONGEST and len(after[at]) < MOST_READINGS:
                    after[at][digits + rest] = None
    return tuple(each for each in after[0] if each)


def _steps(said: Sequence[Token], at: int) -> Iterator[tuple[str, int]]:
    """What may be read from a place on: digits, and where it goes on; likeliest first."""
    token = said[at]
    if token.text in AND:
        yield "", at + 1
        return
    if token.text in TIMES:
        return
    yield from _counted(said, at)
    found = list(numbers_at(said, at))
    for value, end in found:
        if end > at + 1 or token.kind == "word":  # a written «03» keeps its nought
            yield str(value), end
    if token.kind == "digits":
        yield token.text, at + 1
    elif (number := numeral(token.text)) is not None and not number.scale:
        plain = (number.value, at + 1)
        if plain not in found:
            yield number.digits, at + 1


def _counted(said: Sequence[Token], at: int) -> Iterator[tuple[str, int]]:
    """«To nuller», «dobbel null», «tre ganger sju»: one digit several times."""
    following = said[at + 1] if at + 1 < len(said) else None
    if following is None:
        return
    if said[at].text in DOUBLES:
        digit = _single(following)
        if digit is not None:
            yield str(digit) * DOUBLES[said[at].text], at + 2
        return
    count = _single(said[at])
    if not count:
        return
    if following.text in PLURALS:
        yield str(PLURALS[following.text]) * count, at + 2
    elif following.text in TIMES and at + 2 < len(said):
        digit = _single(said[at + 2])
        if digit is not None:
            yield str(digit) * count, at + 3


def _single(token: Token) -> int | None:
    """A number of one digit, or None."""
    if token.kind == "digits":
        return int(token.text) if len(token.text) == 1 else None
    number = numeral(token.text)
    if number is None or number.value is None or number.ordinal or number.scale:
        return None
    return number.value if number.value <= _MOST_OF_ONE else None


def numbers_at(said: Sequence[Token], at: int, *, ordinals: bool = False) -> list[tuple[int, int]]:
    """The numbers of several words that begin at a place, and where each ends; the longest first.

    «førti en» (41), «tre og tredve» (33), «nitten hundre og førti en» (1941). A number of one
    written or said word is given too, but for written ones of more than two digits.

    Args:
        said: tokens.
        at: where to begin.
        ordinals: whether the last word may tell an order («en og tyvende»).
    """
    found = {*_thousands(said, at, ordinals), *_below_thousand(said, at, ordinals)}
    return sorted(found, key=lambda each: -each[1])


def _thousands(said: Sequence[Token], at: int, ordinals: bool) -> Iterator[tuple[int, int]]:
    heads = [(1, at)] if _is(said, at, THOUSAND) else []
    heads += [(value, end) for value, end in _below_thousand(said, at, False) if value]
    for value, end in heads:
        if not _is(said, end, THOUSAND):
            continue
        yield value * _THOUSAND, end + 1
        start = end + 2 if _is(said, end + 1, AND) else end + 1
        for rest, stop in _below_thousand(said, start, ordinals):
            yield value * _THOUSAND + rest, stop


def _below_thousand(said: Sequence[Token], at: int, ordinals: bool) -> Iterator[tuple[int, int]]:
    """Numbers below a thousand, and hundreds of more than ten («nitten hundre»)."""
    heads = [(1, at)] if _is(said, at, HUNDRED) else []
    heads += [(value, end) for value, end in _below_hundred(said, at, False) if 0 < value < 30]  # noqa: PLR2004
    number = _word(said, at)
    if number is not None and number.compound and (number.value or 0) % _HUNDRED == 0:
        yield from _after_hundreds(said, number.value or 0, at + 1, ordinals)  # «nittenhundre»
    for value, end in heads:
        if _is(said, end, HUNDRED):
            yield from _after_hundreds(said, value * _HUNDRED, end + 1, ordinals)
    yield from _below_hundred(said, at, ordinals)


def _after_hundreds(
    said: Sequence[Token], hundreds: int, at: int, ordinals: bool
) -> Iterator[tuple[int, int]]:
    start = at + 1 if _is(said, at, AND) else at
    for rest, stop in _below_hundred(said, start, ordinals):
        if rest:
            yield hundreds + rest, stop
    yield hundreds, at


def _below_hundred(said: Sequence[Token], at: int, ordinals: bool) -> Iterator[tuple[int, int]]:
    value = _small(said, at, ordinals)
    if value is None:
        return
    joined = at + 2 if _is(said, at + 1, AND) else at + 1
    ten = value >= 2 * _TEN and value % _TEN == 0 and value <= _HIGHEST_TENS
    following = _small(said, joined, ordinals)
    # «fire og tyvende» and «fjerde og tyvende» are both the 24th.
    both = joined == at + 2 and _is_ordinal(said, joined)
    if following is not None and (both or not _is_ordinal(said, at)):
        if ten and 0 < following < _TEN:
            yield value + following, joined + 1
        if (
            0 < value < _TEN
            and joined == at + 2
            and 2 * _TEN <= following <= _HIGHEST_TENS
            and following % _TEN == 0
        ):
            yield value + following, joined + 1
    yield value, at + 1


def _small(said: Sequence[Token], at: int, ordinals: bool) -> int | None:
    """A number below a hundred in one token, or None."""
    if at >= len(said):
        return None
    token = said[at]
    if token.kind == "digits":
        return int(token.text) if len(token.text) <= 2 else None  # noqa: PLR2004
    number = _word(said, at)
    if number is None or number.value is None or number.scale or number.value >= _HUNDRED:
        return None
    return number.value if ordinals or not number.ordinal else None


def _word(said: Sequence[Token], at: int) -> Numeral | None:
    if at >= len(said) or said[at].kind != "word" or said[at].text in LAST:
        return None
    return numeral(said[at].text)


def _is(said: Sequence[Token], at: int, words: frozenset[str]) -> bool:
    return at < len(said) and said[at].text in words


def _is_ordinal(said: Sequence[Token], at: int) -> bool:
    number = _word(said, at)
    return number is not None and number.ordinal
