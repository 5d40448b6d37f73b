"""Masking: what must not stand in a transcript or a log.

National ids (11 digits) and letter codes (9 digits) are masked wherever they stand, also with
spaces, dots or dashes between the digits. When the assistant says that a message held proof of who
it is (a code, a birth date), all digits, spoken numbers and months in it go.
"""

import re
from typing import Any

from assistant.reading.dates.feasts import feasts_in
from assistant.reading.numbers.numerals import MONTHS, ROMAN
from assistant.reading.numbers.runs import is_number
from assistant.reading.tokens import Token, tokenise

_RUN = re.compile(r"\+?\d(?:[ .\-\u00a0]{0,2}\d)*")
_SHORTEST = 9
"""Digits: as many as a letter code has. A Norwegian phone number has eight."""
PROOF = frozenset({"code", "birth_date"})
"""What shows who somebody is: never kept beside a message, whatever it was said for."""
_NORWEGIAN_NUMBER = re.compile(r"\+47\d{8}")
_BESIDE_DIGITS = re.compile(r"[^\s•]*•[^\s]*")
_LETTERS = re.compile(r"\w")


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
    """The text with every digit, spoken number, month and feast day masked: it held proof.

    What is masked is whatever could be read as a number (`assistant.reading`), so that nothing that
    the assistant can read is kept.
    """
    tokens = tokenise(text)
    spans = [(each.start, each.end) for each in tokens if is_number(each) or _names_a_month(each)]
    spans += [(tokens[first].start, tokens[last - 1].end) for first, last in feasts_in(tokens)]
    masked = list(text)
    for start, end in spans:
        masked[start] = "•" * sum(map(str.isdecimal, text[start:end])) or "•"
        masked[start + 1 : end] = [""] * (end - start - 1)
    dotted = _dots("".join(masked))
    # «lO12O4779»: letters that were typed for digits stand beside them.
    return _BESIDE_DIGITS.sub(lambda run: _LETTERS.sub("•", run.group()), dotted)


def _names_a_month(token: Token) -> bool:
    return token.kind == "word" and (token.text in MONTHS or token.written in ROMAN)


def _dots(text: str) -> str:
    return re.sub(r"\d", "•", text)


def mask_understood(understood: dict[str, Any], *, everything: bool) -> dict[str, Any]:
    """What a message was understood as, masked as the message is.

    Args:
        understood: `intent`, `confidence`, `entities` and `language`.
        everything: True for a message that held proof: then no value is kept.
    """

    def masked(value: Any) -> Any:
        if not isinstance(value, str):
            return "•" if everything else value
        return "•" if everything else mask_ids(value)

    kept = [
        {
            "entity": entity.get("entity"),
            "value": "•" if entity.get("entity") in PROOF else masked(entity.get("value")),
        }
        for entity in understood.get("entities") or ()
    ]
    return {**understood, "entities": kept} if understood else {}
