"""How satisfied somebody is, from 1 to 5: in digits, words or stars."""

from __future__ import annotations

from assistant.reading.numerals import CARDINALS, PLURALS, numeral
from assistant.reading.runs import read_tokens
from assistant.reading.tokens import Token

LOWEST, HIGHEST = 1, 5
OUT = 0
"""A mark on another scale: a throw of six, 8 of 10, 90 per cent. It must be asked about."""
_STARS = frozenset("⭐★🌟✩✭*")
_WITHOUT_STAR = frozenset("☆✰")
_FOURS = {f"{word}er": value for word, value in CARDINALS.items() if LOWEST <= value <= HIGHEST}
"""«En firer», «femmer», «toer»."""
_COUNTED = frozenset(
    "gang ganger gong gonger gonga time timer timar dag dager dagar uke uker veke veker måned år "
    "måneder månader personer person folk stykker stk kroner kr prosent minutter minutt min ulike "
    "forskjellige andre nye hjelpere damer dame menn mann stykk minuttar besøk".split()
)
"""What is counted is no mark: «1 gang i uka», «3 timer»."""
_OF = frozenset({"av", "of", "ut", "/"})
_LONGEST = 12
"""Tokens before a mark."""
_HIGHEST_OF_ANY = 10
"""A higher number is no mark on any scale that people use."""


def mark_in(text: str) -> int | None:
    """The mark of a message, `OUT` for one on another scale, None for none.

    Args:
        text: as written or said.
    """
    stars = sum(sign in _STARS for sign in text)
    letters = any(sign.isalnum() for sign in text)
    if (stars or any(sign in _WITHOUT_STAR for sign in text)) and not letters:
        return stars if LOWEST <= stars <= HIGHEST else OUT
    tokens = [token for token in read_tokens(text) if token.kind != "sign" or token.text in "/-+%"]
    found = [at for at in range(min(len(tokens), _LONGEST)) if _value(tokens[at]) is not None]
    if not found:
        return None
    at = found[0]
    value = _value(tokens[at])
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if value is None or following in _COUNTED:
        return None
    if following in "-–" and following and at + 1 in {each - 1 for each in found[1:]}:
        return OUT  # «4-5» is two
    if following in _OF:
        scale = next((_value(token) for token in tokens[at + 2 :] if _value(token)), None)
        if scale is not None and scale != HIGHEST:
            return OUT
    if value > _HIGHEST_OF_ANY and following != "%":
        return None
    on_another = following == "%" or any("terning" in token.text for token in tokens)
    return OUT if on_another or not LOWEST <= value <= HIGHEST else value


def _value(token: Token) -> int | None:
    if token.kind == "digits":
        return int(token.text) if len(token.text) <= 3 else None  # noqa: PLR2004
    if token.kind == "sign":
        return None
    if token.text in _FOURS:
        return _FOURS[token.text]
    if token.text in PLURALS:
        return None
    if token.text in ("en", "ein", "ei", "et", "ett", "e", "ne", "i"):
        return None  # far more often the article: «en firer»
    number = numeral(token.text)
    return number.value if number is not None and not number.ordinal else None
