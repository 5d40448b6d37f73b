"""Numbers as people write and say them: digits, words, «to nuller», ordinals, codes, phones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.nlu.normalise import Word

ONES = {
    "null": 0,
    "nul": 0,
    "nill": 0,
    "en": 1,
    "ein": 1,
    "ei": 1,
    "ett": 1,
    "eitt": 1,
    "et": 1,
    "to": 2,
    "tu": 2,
    "tre": 3,
    "tri": 3,
    "trei": 3,
    "fire": 4,
    "fir": 4,
    "fira": 4,
    "fem": 5,
    "femm": 5,
    "fæm": 5,
    "seks": 6,
    "sæks": 6,
    "sex": 6,
    "syv": 7,
    "sju": 7,
    "sjau": 7,
    "sjy": 7,
    "åtte": 8,
    "åtta": 8,
    "otte": 8,
    "aatte": 8,
    "ått": 8,
    "ni": 9,
    "nie": 9,
    "ti": 10,
    "tie": 10,
    "elleve": 11,
    "ellve": 11,
    "ellev": 11,
    "tolv": 12,
    "tolløv": 12,
    "tåll": 12,
    "tretten": 13,
    "trettan": 13,
    "fjorten": 14,
    "fjortan": 14,
    "femten": 15,
    "femtan": 15,
    "seksten": 16,
    "sekstan": 16,
    "søtten": 17,
    "sytten": 17,
    "søttan": 17,
    "syttan": 17,
    "atten": 18,
    "attan": 18,
    "nitten": 19,
    "nittan": 19,
}
TENS = {
    "tjue": 20,
    "tyve": 20,
    "tjuge": 20,
    "tretti": 30,
    "tredve": 30,
    "førti": 40,
    "femti": 50,
    "seksti": 60,
    "søtti": 70,
    "sytti": 70,
    "åtti": 80,
    "otti": 80,
    "nitti": 90,
}
UNITS_IN_COMPOUND = {name: value for name, value in ONES.items() if value < 10}
# «to nuller», «tre sjuere»: how many of a digit.
PLURALS = {
    "nuller": 0,
    "nullar": 0,
    "nulla": 0,
    "enere": 1,
    "einarar": 1,
    "toere": 2,
    "toarar": 2,
    "treere": 3,
    "firere": 4,
    "femmere": 5,
    "seksere": 6,
    "sjuere": 7,
    "syvere": 7,
    "åttere": 8,
    "niere": 9,
}
DOUBLES = {"dobbel": 2, "dobbelt": 2, "trippel": 3}
ORDINALS = {
    "første": 1,
    "fyrste": 1,
    "føste": 1,
    "fysste": 1,
    "1ste": 1,
    "andre": 2,
    "annen": 2,
    "anna": 2,
    "2re": 2,
    "tredje": 3,
    "tridje": 3,
    "fjerde": 4,
    "femte": 5,
    "sjette": 6,
    "sjuende": 7,
    "sjuande": 7,
    "syvende": 7,
    "åttende": 8,
    "åttande": 8,
    "niende": 9,
    "niande": 9,
    "tiende": 10,
    "tiande": 10,
    "ellevte": 11,
    "tolvte": 12,
    "trettende": 13,
    "trettande": 13,
    "fjortende": 14,
    "fjortande": 14,
    "femtende": 15,
    "femtande": 15,
    "sekstende": 16,
    "sekstande": 16,
    "syttende": 17,
    "syttande": 17,
    "søttende": 17,
    "attende": 18,
    "attande": 18,
    "nittende": 19,
    "nittande": 19,
    "tjuende": 20,
    "tjuande": 20,
    "tyvende": 20,
    "trettiende": 30,
    "trettiande": 30,
    "tredevte": 30,
}
LAST = frozenset({"siste", "sistnevnte", "sistnemnde", "sistnemnte"})


@dataclass(frozen=True)
class Number:
    """A number said over `words` words from `first`. `digits` keeps leading zeros."""

    value: int
    digits: str
    first: int
    words: int


def cardinal(word: str) -> int | None:
    """0-99 from one word («tjueto», «toogtyve», «førtito»), or None."""
    if word in ONES:
        return ONES[word]
    if word in TENS:
        return TENS[word]
    for ten, tens in TENS.items():
        if word.startswith(ten):
            unit = UNITS_IN_COMPOUND.get(word[len(ten) :])
            return None if not unit else tens + unit
        if word.endswith("og" + ten):
            unit = UNITS_IN_COMPOUND.get(word[: -len("og" + ten)])
            return None if not unit else tens + unit
    return None


def ordinal(word: str) -> int | None:
    """1-31 from one word («første», «tjueandre», «enogtredevte»), -1 for the last, or None."""
    if word in LAST:
        return -1
    if word in ORDINALS:
        return ORDINALS[word]
    for ten, tens in (("tjue", 20), ("tyve", 20), ("tretti", 30)):
        if word.startswith(ten) and word[len(ten) :] in ORDINALS:
            unit = ORDINALS[word[len(ten) :]]
            return tens + unit if unit < 10 else None
    for ten, tens in (("ogtyvende", 20), ("ogtredevte", 30)):
        if word.endswith(ten):
            unit = UNITS_IN_COMPOUND.get(word[: -len(ten)])
            return tens + unit if unit else None
    return None


def digits_from(words: Sequence[Word], first: int) -> tuple[str, int]:
    """Digits said from a place on, and over how many words: «null to 14» is ("0214", 3).

    «to nuller» and «dobbel null» are two noughts; «tjueto» is 22, as people read numbers aloud.
    Gives ("", 0) where no digit is said.
    """
    digits: list[str] = []
    at = first
    while at < len(words):
        word = words[at].spelt
        following = words[at + 1].spelt if at + 1 < len(words) else ""
        amount = DOUBLES.get(word, cardinal(word) or 0)
        if word in DOUBLES and following in UNITS_IN_COMPOUND:
            digits.append(str(UNITS_IN_COMPOUND[following]) * amount)
            at += 2
        elif following in PLURALS and 0 < amount <= 9:
            digits.append(str(PLURALS[following]) * amount)
            at += 2
        elif word.isdecimal():
            digits.append(word)
            at += 1
        elif (value := cardinal(word)) is not None:
            digits.append(str(value))
            at += 1
        elif word == "og" and digits and cardinal(following) is not None:
            at += 1
        else:
            break
    return "".join(digits), at - first


def numbers(words: Sequence[Word]) -> list[Number]:
    """Every run of said or written digits, in order, each as long as it goes on."""
    found: list[Number] = []
    at = 0
    while at < len(words):
        digits, length = digits_from(words, at)
        if length:
            value = int(digits[:18])
            found.append(Number(value, digits, at, length))
        at += length or 1
    return found
