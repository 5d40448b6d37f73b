"""Telephone numbers as they are written and said, with every reading that there is.

Whether a number exists, and whether it may be rung or texted, the numbering plans tell
(`core.phone_number`); here it is only told which digits were meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.numbers.runs import Run, read_tokens, runs
from assistant.reading.tokens import Token, with_look_alikes

PLUS = "+"
_PLUS_WORDS = frozenset({"pluss", "plus"})
SHORTEST, LONGEST = 2, 15
"""Digits: ITU-T E.164 allows fifteen; «113» is to be refused in words."""
BEGUN, WHOLE = 3, 8
"""Digits of a Norwegian number that more is to follow of: fewer are a time or an option."""
_TOLD = frozenset(
    "på nummer nummeret nr numrene tlf telefon telefonen telefonnummer telefonnummeret mobil "
    "mobilen mobilnummer mobilnummeret".split()
)
_BESIDE_NUMBER = frozenset("er e mitt min mi det heter pluss".split())


def phones_in(text: str) -> list[tuple[str, ...]]:
    """The numbers of a message, each with the digits that it may be; a country's begin with +.

    Args:
        text: as written or said.
    """
    mapped = with_look_alikes(text)
    ways = [read_tokens(each) for each in (text, mapped) if each is not None]
    # What stands together before what is put together: «980O706o etter kl 12» is no 98070612.
    found = [number for tokens in ways for number in _together(tokens)]
    return found + [number for tokens in ways for number in _put_together(tokens)]


def begun_number(text: str) -> str | None:
    """The digits of a telephone number that ends too soon, where one is told of; else None.

    Args:
        text: as written or said.
    """
    tokens = read_tokens(text)
    groups = [run for run in runs(tokens) if run.readings]
    if not groups:
        return None
    last = groups[-1]
    before = [token.text for token in tokens[: last.first] if token.kind == "word"]
    told = next((word for word in reversed(before) if word not in _BESIDE_NUMBER), "")
    digits = last.readings[0]
    is_begun = told in _TOLD and BEGUN <= len(digits) < WHOLE
    goes_on = any(token.kind == "word" for token in tokens[last.last :])
    return digits if is_begun and not goes_on else None


def _together(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    found = [
        _possible((*run.readings, *_written(tokens, run)), plus=_after_plus(tokens, run.first))
        for run in runs(tokens)
    ]
    return [each for each in found if each]


def _put_together(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    """A number with words inside: «400 så 12 og til slutt 345»."""
    groups = runs(tokens)
    if len(groups) < 2:  # noqa: PLR2004
        return []
    joined = "".join(run.readings[0] for run in groups if run.readings)
    found = _possible([joined], plus=_after_plus(tokens, groups[0].first))
    return [found] if found else []


def _written(tokens: Sequence[Token], run: Run) -> tuple[str, ...]:
    """The digits of a run without its words: «Siw Null 400 12 345» begins with a name."""
    parts = [token.text for token in tokens[run.first : run.last] if token.kind == "digits"]
    return ("".join(parts),) if parts else ()


def _possible(rows: Sequence[str], *, plus: bool) -> tuple[str, ...]:
    sign = PLUS if plus else ""
    return tuple(
        sign + digits for digits in dict.fromkeys(rows) if SHORTEST <= len(digits) <= LONGEST
    )


def _after_plus(tokens: Sequence[Token], at: int) -> bool:
    """Whether a plus stands before a number: «+46», «(+46)», «pluss førtiseks»."""
    before = at - 1
    while before >= 0 and tokens[before].kind == "sign" and tokens[before].text in "()":
        before -= 1
    return before >= 0 and (tokens[before].text == PLUS or tokens[before].text in _PLUS_WORDS)
