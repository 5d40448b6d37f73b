"""A message as digits, words and signs, each with where it stands in the text as written.

Digits of any script become 0-9; letters become lower case in composed form, without accents, with
the neighbours' letters as ours. Walks over the text once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.reading.numbers.numerals import numeral

LONGEST_TEXT = 1600
"""Characters: no answer needs more; a text message has at most as many."""
LONGEST_WORD = 48
LOOK_ALIKE = str.maketrans(
    {
        **dict.fromkeys("OoØøQοΟоО°ºD", "0"),
        **dict.fromkeys("lI|!iíıĺ¦", "1"),
        **dict.fromkeys("Zz", "2"),
        **dict.fromkeys("Ss$", "5"),
        **dict.fromkeys("Gb", "6"),
        **dict.fromkeys("B", "8"),
        **dict.fromkeys("gq", "9"),
    }
)
"""Letters that are typed or scanned for a digit: what hands and eyes take for each other."""
_MONTHS = frozenset({"II", "III"})
"""Roman months of nothing but look-alikes."""
_AS_OURS = str.maketrans({"ä": "æ", "ö": "ø", "ą": "a", "č": "c", "é": "e", "ð": "d"})
_KEPT_MARKS = "\u030a"
"""The ring of å, which is a letter and no accent."""


@dataclass(frozen=True)
class Token:
    """A run of digits, a word or a sign.

    Args:
        kind: `digits`, `word` or `sign`.
        text: digits as 0-9; a word folded; the sign.
        start: where it begins in the text.
        end: where it ends, exclusive.
        written: as written, for roman numerals and look-alikes.
    """

    kind: str
    text: str
    start: int
    end: int
    written: str


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, in order.

    Args:
        text: as it came; what exceeds `LONGEST_TEXT` is not read.
    """
    found: list[Token] = []
    run: list[tuple[str, int, int]] = []
    kind = ""
    for folded, start, end in _clusters(text[:LONGEST_TEXT]):
        its = _kind(folded)
        if run and its != kind:
            found.append(_token(kind, run, text))
            run = []
        if its == "sign":
            found.append(Token("sign", folded, start, end, folded))
        elif its:
            run.append((folded, start, end))
        kind = its
    if run:
        found.append(_token(kind, run, text))
    return found


def with_look_alikes(text: str) -> str | None:
    """The text with letters that stand for digits as digits, or None where there are none.

    «1O12O4779», «lO1 2O4 779», «fem O O en»: a blob counts where it holds a digit, or where it has
    nothing but O and l and stands beside one that does, or beside a digit that is said.

    Args:
        text: as it came.
    """
    blobs = text[:LONGEST_TEXT].split(" ")
    plain = [unicodedata.normalize("NFKC", blob) for blob in blobs]
    mapped = [blob.translate(LOOK_ALIKE) for blob in plain]
    digital = [
        any(sign.isdecimal() for sign in blob) and _all_digits(as_digits)
        for blob, as_digits in zip(plain, mapped, strict=True)
    ]
    numbers = [is_it or _is_said_digit(blob) for is_it, blob in zip(digital, plain, strict=True)]
    changed = list(plain)
    for at, blob in enumerate(plain):
        beside = any(numbers[max(0, at - 2) : at + 3])
        only_round = bool(blob) and all(sign in "OoØøQlI|°" for sign in blob.strip(".,-"))
        only_round = only_round and blob.strip(".,-") not in _MONTHS
        if digital[at] or (only_round and beside):
            changed[at] = mapped[at]
    joined = " ".join(changed)
    return joined if changed != plain else None


def _is_said_digit(blob: str) -> bool:
    number = numeral(blob.strip(".,-").lower())
    return number is not None and len(number.digits) == 1 and not number.ordinal


def _all_digits(blob: str) -> bool:
    bare = [sign for sign in blob if sign not in ".,-–/:;()"]
    return bool(bare) and all(sign.isdecimal() for sign in bare)


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Letters with their marks, folded: «å» of one or two characters is one «å»."""
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (
            unicodedata.combining(text[end]) or text[end] in "\ufe0f\u20e3\u200d\u200b\u2060"
        ):
            end += 1
        yield _fold(text[at : min(end, at + 4)]), at, end
        at = end


@lru_cache(maxsize=4096)
def _fold(cluster: str) -> str:
    if cluster.isascii():
        return cluster.lower()
    if cluster[0] == "\U0001f51f":  # 🔟, which has no decomposition
        return "10"
    whole = unicodedata.normalize("NFKC", cluster)
    base = whole[0]
    value = unicodedata.decimal(base, None)
    if value is None and base in "〇一二三四五六七八九":
        value = int(unicodedata.numeric(base))
    if value is not None and not any(sign.isalpha() and sign != base for sign in whole):
        rest = "".join(str(unicodedata.decimal(sign)) for sign in whole[1:] if sign.isdecimal())
        return f"{value}{rest}"
    folded = unicodedata.normalize("NFD", whole.lower().translate(_AS_OURS))
    kept = (sign for sign in folded if not unicodedata.combining(sign) or sign in _KEPT_MARKS)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_AS_OURS)


def _kind(folded: str) -> str:
    if not folded or folded.isspace() or folded in "\u200b\u200c\u200d\u2060\ufeff\u00ad":
        return ""
    if folded.isdecimal():
        return "digits"
    return "word" if folded.isalpha() else "sign"


def _token(kind: str, run: list[tuple[str, int, int]], text: str) -> Token:
    start, end = run[0][1], run[-1][2]
    folded = "".join(each[0] for each in run)
    return Token(kind, folded[:LONGEST_WORD], start, end, text[start:end])


def moved(token: Token, by: int) -> Token:
    """The token as it stands in a longer text that has `by` characters before it."""
    return replace(token, start=token.start + by, end=token.end + by)
