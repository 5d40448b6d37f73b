"""Numerals said in words: what each word is, also where several are written as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_TABLE: Mapping[str, Any] = yaml.safe_load(
    Path(__file__).with_name("numerals.yml").read_text(encoding="utf-8")
)


def _by_word(name: str) -> dict[str, int]:
    return {word: value for value, words in _TABLE[name].items() for word in _folded(words)}


def _folded(words: str) -> list[str]:
    return words.replace("ä", "æ").replace("ö", "ø").split()


CARDINALS = _by_word("cardinals")
ORDINALS = _by_word("ordinals")
PLURALS = _by_word("plurals")
MONTHS = _by_word("months")
DOUBLES: dict[str, int] = _TABLE["doubles"]
HUNDRED, THOUSAND, MILLION, TIMES, AND, LAST, SUFFIXES = (
    frozenset(_folded(_TABLE[name]))
    for name in ("hundred", "thousand", "million", "times", "and", "last", "suffixes")
)
BETWEEN = frozenset(_folded(_TABLE["between"]))
WEEKDAYS = frozenset(_folded(_TABLE["weekdays"]))
IN_DATES = frozenset(_folded(_TABLE["in_dates"]))
ROMAN = {
    roman: value
    for value, roman in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)
}
"""Months as older people write them: «14/III-41»."""
_LEAST_OF_A_MONTH = 6
"""Letters of a month's name that may be misspelt: «juni» and «juli» are too near to each other."""
_ALIKE = 0.8

_SCALES = {
    **dict.fromkeys(HUNDRED, 100),
    **dict.fromkeys(THOUSAND, 1000),
    **dict.fromkeys(MILLION, 1_000_000),
}
_PARTS = frozenset({*CARDINALS, *ORDINALS, *_SCALES, "og"})
_LONGEST_PART = max(map(len, _PARTS))
_LEAST_PART = 2
_LEAST_WIDE = 4
_CENTURIES = (18, 19, 20)


@dataclass(frozen=True)
class Numeral:
    """What a word stands for as a number.

    Args:
        value: the number; None where the word is a row of digits («entotre»).
        digits: as digits.
        ordinal: whether it tells a place in an order.
        scale: 100, 1000 or 1,000,000 for the words that only multiply; else 0.
        compound: whether it was put together of several numerals in one word.
    """

    value: int | None
    digits: str
    ordinal: bool = False
    scale: int = 0
    compound: bool = False


@lru_cache(maxsize=4096)
def numeral(word: str) -> Numeral | None:
    """What a folded word stands for, or None for a word that is no number.

    Args:
        word: as `tokens.tokenise` folds it.
    """
    plain = _simple(word) or _simple(_less_stress(word))
    if plain is not None:
        return plain
    if "æ" in word and len(word) >= _LEAST_WIDE:
        # «fæmti», «sæksten»: as it sounds in much of the country. Short words are others («næ»).
        narrow = numeral(word.replace("æ", "e"))
        if narrow is not None:
            return narrow
    parts = _parts(word)
    if parts is None:
        return None
    value = value_of(parts)
    if value is not None:
        return Numeral(value, str(value), ordinal=parts[-1] in ORDINALS, compound=True)
    if parts[0] in CARDINALS and CARDINALS[parts[0]] in _CENTURIES:
        rest = value_of(parts[1:])  # «nittenførtien»
        if rest is not None and 10 <= rest <= 99:  # noqa: PLR2004
            year = CARDINALS[parts[0]] * 100 + rest
            return Numeral(year, str(year), compound=True)
    if all(part in CARDINALS and CARDINALS[part] < 10 for part in parts):  # noqa: PLR2004
        return Numeral(None, "".join(str(CARDINALS[part]) for part in parts), compound=True)
    return None


@lru_cache(maxsize=4096)
def month(word: str, *, misspelt: bool = False) -> int | None:
    """The month that a folded word names, or None.

    Args:
        word: as `tokens.tokenise` folds it.
        misspelt: whether the place tells that a month must stand there: «novenber» is one then.
    """
    if word in MONTHS or not misspelt or len(word) < _LEAST_OF_A_MONTH:
        return MONTHS.get(word)
    whole = [name for name in MONTHS if len(name) >= _LEAST_OF_A_MONTH]
    near = {MONTHS[name] for name in get_close_matches(word, whole, n=3, cutoff=_ALIKE)}
    return next(iter(near)) if len(near) == 1 else None


def _simple(word: str) -> Numeral | None:
    if word in CARDINALS:
        return Numeral(CARDINALS[word], str(CARDINALS[word]))
    if word in ORDINALS:
        return Numeral(ORDINALS[word], str(ORDINALS[word]), ordinal=True)
    if word in _SCALES:
        return Numeral(_SCALES[word], str(_SCALES[word]), scale=_SCALES[word])
    return None


def _less_stress(word: str) -> str:
    """«fiiire» is «fire»: three of a letter in a row were stress."""
    kept: list[str] = []
    for at, letter in enumerate(word):
        if word[at : at + 3] == letter * 3 or word[max(0, at - 1) : at + 2] == letter * 3:
            continue
        kept.append(letter)
    return "".join(kept)


def _parts(word: str) -> tuple[str, ...] | None:
    """A word as the fewest numerals that it is made of; None where it is not made of numerals."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for at in range(len(word)):
        if at not in best:
            continue
        for end in range(at + _LEAST_PART, min(len(word), at + _LONGEST_PART) + 1):
            part = word[at:end]
            if part in _PARTS and (end not in best or len(best[end]) > len(best[at]) + 1):
                best[end] = (*best[at], part)
    found = best.get(len(word))
    return found if found and len(found) > 1 else None


def value_of(parts: tuple[str, ...]) -> int | None:
    """The one number that numerals in a row are, as grammar has them; None where they are none.

    Args:
        parts: numerals and «og».
    """
    total, current, last = 0, 0, 0
    for at, part in enumerate(parts):
        if part == "og":
            if at in (0, len(parts) - 1):
                return None
            continue
        if part in _SCALES:
            scale = _SCALES[part]
            if scale == 100:  # noqa: PLR2004
                if current >= 100:  # noqa: PLR2004
                    return None
                current = (current or 1) * 100
            else:
                total, current = total + (current or 1) * scale, 0
            last = scale
            continue
        value = CARDINALS.get(part, ORDINALS.get(part, 0))
        if not _fits(parts, at, value, current, last):
            return None
        current, last = current + value, value
    return total + current if last else None


def _fits(parts: tuple[str, ...], at: int, value: int, current: int, last: int) -> bool:
    """Whether a numeral may be added: after a scale, a unit after tens, or «tre og tredve»."""
    if part_is_last_ordinal(parts, at):
        pass
    elif parts[at] in ORDINALS:
        return False
    if at == 0 or last >= 100 or (current == 0 and last == 0):  # noqa: PLR2004
        return current % 100 == 0
    if 20 <= last <= 90 and last % 10 == 0:  # noqa: PLR2004
        return 0 < value < 10  # noqa: PLR2004
    return 0 < last < 10 and parts[at - 1] == "og" and 20 <= value <= 90  # noqa: PLR2004


def part_is_last_ordinal(parts: tuple[str, ...], at: int) -> bool:
    """Whether it is an ordinal that ends the number, as ordinals do."""
    return parts[at] in ORDINALS and at == len(parts) - 1
