"""Masking: what must not stand in a transcript or a log.

National ids (11 digits) and letter codes (9 digits) are masked wherever they stand, also with
spaces, dots or dashes between the digits. When the assistant says that a message held a code, all
digits and spoken digits in it go.
"""

import re
from typing import Any

_RUN = re.compile(r"\+?\d(?:[ .\-\u00a0]{0,2}\d)*")
_SHORTEST = 9
"""Digits: as many as a letter code has. A Norwegian phone number has eight."""
_NORWEGIAN_NUMBER = re.compile(r"\+47\d{8}")
_SPOKEN = re.compile(
    r"\b(?:(?:tjue|tretti|førti|femti|seksti|sytti|åtti|nitti)?"
    r"(?:null|en|ei|ein|ett|eitt|to|tre|fire|fem|seks|sju|syv|åtte|ni)"
    r"|ti|elleve|elve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|tjue|tyve"
    r"|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti)\b",
    re.IGNORECASE,
)


def mask_ids(text: str) -> str:
    """The text with national ids and codes masked."""

    def masked(found: re.Match[str]) -> str:
        run = found.group()
        digits = re.sub(r"[^\d+]", "", run)
        if len(digits.lstrip("+")) < _SHORTEST or _NORWEGIAN_NUMBER.fullmatch(digits):
            return run
        return _dots(run)

    return _RUN.sub(masked, text)


def mask_all(text: str) -> str:
    """The text with every digit and every spoken number masked: for a message that held a code."""
    return _SPOKEN.sub("•", _dots(text))


def _dots(text: str) -> str:
    return re.sub(r"\d", "•", text)


def mask_understood(understood: dict[str, Any], *, everything: bool) -> dict[str, Any]:
    """What a message was understood as, masked as the message is.

    Args:
        understood: `intent`, `confidence`, `entities` and `language`.
        everything: True for a message that held a code: then no value is kept.
    """

    def masked(value: Any) -> Any:
        if not isinstance(value, str):
            return "•" if everything else value
        return "•" if everything else mask_ids(value)

    kept = [
        {"entity": entity.get("entity"), "value": masked(entity.get("value"))}
        for entity in understood.get("entities") or ()
    ]
    return {**understood, "entities": kept} if understood else {}
