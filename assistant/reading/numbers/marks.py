"""How satisfied somebody is, from 1 to 5: in digits, words or stars."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.numbers.numerals import CARDINALS, PLURALS, numeral
from assistant.reading.numbers.runs import read_tokens
from assistant.reading.tokens import Token

LOWEST, HIGHEST = 1, 5
OUT = 0
"""A mark on another scale, or two at once: a throw of six, 8 of 10, «3 eller 4». It must be asked
about."""
_STARS = frozenset("⭐★🌟✩✭*")
_WITHOUT_STAR = frozenset("☆✰")
_FOURS = {
    f"{word}{ending}": value
    for word, value in CARDINALS.items()
    if LOWEST <= value <= HIGHEST
    for ending in ("er", "ar", "eren", "aren")
}
"""«En firer», «femmer», «toer», «ein firar», «toeren»."""
_ONE = frozenset("en ein ei et ett eitt én".split())
"""The number one, which is far more often the article: «en firer»."""
_POINTS = frozenset("stjerne stjerner poeng prikk karakter".split())
_COUNTED = frozenset(
    "gang ganger gong gonger gonga time timer timar dag dager dagar uke uker veke veker måned år "
    "måneder månader person personer folk stykker stk kroner kr prosent minutter minutt min ulike "
    "forskjellige andre nye hjelpere damer dame menn mann stykk minuttar besøk".split()
)
"""What is counted is no mark: «1 gang i uka», «3 timer»."""
_TIMES = frozenset("kl klokka klokken klokkå klokko rundt cirka ca".split())
"""What stands before a time of the day: «de kom kl 5»."""
_NOT = frozenset("ikke ikkje ikkj itj itte ingen inga verken".split())
_ARTICLES = _ONE | {"noen", "nokon", "noe", "noko", "nummer"}
_OF = frozenset({"av", "of", "ut", "/"})
_HALF = frozenset({"halv", "halvt", "halve"})
_BETWEEN = frozenset("eller og til mellom / -".split())
_SIGNS = "/-–+%,½"
_LONGEST = 12
"""Tokens before a mark."""
_HIGHEST_OF_ANY = 10
"""A higher number is no mark on any scale that people use."""


def mark_in(text: str) -> int | None:
    """The mark of a message, `OUT` for one that must be asked about, None for none.

    Args:
        text: as written or said.
    """
    stars = sum(sign in _STARS for sign in text)
    letters = any(sign.isalnum() for sign in text)
    if (stars or any(sign in _WITHOUT_STAR for sign in text)) and not letters:
        return stars if LOWEST <= stars <= HIGHEST else OUT
    tokens = [token for token in read_tokens(text) if token.kind != "sign" or token.text in _SIGNS]
    found = [at for at in range(min(len(tokens), _LONGEST)) if _is_mark(tokens, at)]
    at = found[0] if found else 0
    value = _value(tokens, at) if found else None
    if value is None:
        return None
    rest = tokens[at + 1 :]
    following = rest[0].text if rest else ""
    if following in _OF:
        scale = next((each for to in found[1:] if (each := _value(tokens, to))), None)
        if scale is not None and scale != HIGHEST:
            return OUT
    elif _is_between(tokens, at, found) or _is_refused(tokens, at):
        return OUT
    if value > _HIGHEST_OF_ANY and following != "%":
        return None
    on_another = following == "%" or any("terning" in token.text for token in tokens)
    return OUT if on_another or not LOWEST <= value <= HIGHEST else value


def _is_mark(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is none of how many, and none of when."""
    if _value(tokens, at) is None:
        return False
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return following not in _COUNTED and not (at and tokens[at - 1].text in _TIMES)


def _is_between(tokens: Sequence[Token], at: int, found: Sequence[int]) -> bool:
    """Whether two marks were given, or a half: «3 eller 4», «4-5», «3,5», «tre og en halv»."""
    if any(token.text in _HALF or token.text == "½" for token in tokens[at + 1 : at + 4]):
        return True
    second = next((to for to in found if to > at), None)
    if second is None:
        return False
    between = tokens[at + 1 : second]
    decimal = [token.text for token in between] == [","] and tokens[at].end == between[0].start
    close = decimal and between[0].end == tokens[second].start
    return close or (bool(between) and all(token.text in {*_BETWEEN, "–"} for token in between))


def _is_refused(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is said that it is not this one: «ikke 1», «ikke noen femmer»."""
    before = [token.text for token in tokens[max(0, at - 2) : at]]
    if before and before[-1] in _ARTICLES:
        before.pop()
    return bool(before) and before[-1] in _NOT


def _value(tokens: Sequence[Token], at: int) -> int | None:
    token = tokens[at]
    if token.kind == "digits":
        return int(token.text) if len(token.text) <= 3 else None  # noqa: PLR2004
    if token.kind == "sign":
        return None
    if token.text in _FOURS and token.text not in PLURALS:
        # «Einar kommer hit» is no mark; «ein einar» is.
        named = token.text == "einar" and (not at or tokens[at - 1].text not in _ONE)
        return None if named else _FOURS[token.text]
    if token.text in PLURALS:
        return _FOURS.get(token.text)
    if token.text in _ONE:
        return LOWEST if _is_one(tokens, at) else None
    if token.text in ("e", "ne", "i"):
        return None
    number = numeral(token.text)
    return number.value if number is not None and not number.ordinal else None


def _is_one(tokens: Sequence[Token], at: int) -> bool:
    """Whether «en» is the number: alone, «en av fem», «en stjerne»."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    points = following in _POINTS and not (following == "karakter" and at + 2 < len(tokens))
    return len(tokens) == 1 or following in _OF or points
