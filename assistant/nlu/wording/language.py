"""Which language a message is in: nb or nn first, then those of people who live here.

Marker words and letters decide, for messages are too short for statistics of letters. A short
neutral message («ok», «bytte») is nb and not sure; dialect is nb unless nn's forms dominate.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import yaml

LONGEST_READ = 600
DEFAULT = "nb"
_TABLE = yaml.safe_load(Path(__file__).with_name("languages.yml").read_text(encoding="utf-8"))
STRONG = "+"
MARKERS: dict[str, dict[str, int]] = {
    str(language): {
        str(word).rstrip(STRONG): 2 if str(word).endswith(STRONG) else 1 for word in words
    }
    for language, words in _TABLE.items()
}
NORWEGIAN = ("nb", "nn", "dialect")
FOREIGN = tuple(language for language in MARKERS if language not in NORWEGIAN)
# Letters that a language has and Norwegian has not, and how many points one is worth.
LETTERS = {
    "pl": "ąćęłńśźż",
    "se": "čđŋšŧžá",
    "sv": "äö",
    "de": "ß",
    "lt": "ėįųūšžč",
    "tr": "ğışç",
    "es": "ñ¿",
    "vi": "ạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ",
}
LETTER_POINTS = 1.5
# A letter of another alphabet names its script in Unicode; what is written in it here.
SCRIPTS = {
    "CYRILLIC": "uk",
    "ARABIC": "ar",
    "ETHIOPIC": "ti",
    "THAI": "th",
    "HEBREW": "he",
    "GREEK": "el",
    "HANGUL": "ko",
    "CJK": "zh",
    "TAMIL": "ta",
    "DEVANAGARI": "hi",
    "GURMUKHI": "pa",
}
LETTERS_OF_RUSSIAN = frozenset("ыэъё")
LETTERS_OF_UKRAINIAN = frozenset("іїєґ")
LETTERS_OF_URDU = frozenset("ٹڈڑںےہ")
LETTERS_OF_PERSIAN = frozenset("پچژگ")
LANGUAGE_WORDS_NEEDED = 2
# nn must lead dialect and nb together by this much: «æ kan ikkje» is dialect.
NN_LEAD = 0.5
# One marker in fewer words («bytte») may be anybody's.
SURE_WORDS = 3


@dataclass(frozen=True)
class Language:
    """A language by its ISO 639 code, how sure (0-1), and whether that is enough to mirror it."""

    code: str
    confidence: float
    sure: bool


def language_of(text: str) -> Language:
    """The language of a message."""
    letters = unicodedata.normalize("NFC", text[:LONGEST_READ]).lower()
    script = _script(letters)
    if script:
        return Language(script, 1.0, True)
    words = _words(letters)
    points = {
        language: float(sum(markers.get(word, 0) for word in words))
        for language, markers in MARKERS.items()
    }
    norwegian = max(_only(words, "nb"), _only(words, "nn")) + 0.5 * points["dialect"]
    for language, own in LETTERS.items():
        points[language] += LETTER_POINTS * min(sum(letter in own for letter in letters), 4)
    best = max(FOREIGN, key=lambda language: points[language])
    own_norwegian = max(points["nb"], points["nn"], points["dialect"], norwegian)
    if (
        points[best] >= LANGUAGE_WORDS_NEEDED
        and points[best] > own_norwegian
        and points[best] >= len(words) / 4
    ):
        total = points[best] + own_norwegian
        return Language(best, points[best] / total, True)
    return _written_standard(words)


def _written_standard(words: list[str]) -> Language:
    """nb or nn, by the words that only one of them has."""
    nb, nn = _only(words, "nb"), _only(words, "nn")
    dialect = _only(words, "dialect")
    total = nb + nn + dialect
    long_enough = len(words) >= SURE_WORDS or total > 1
    if nn > nb + dialect + NN_LEAD:
        return Language("nn", nn / total, long_enough)
    if nb == 0 and dialect == 0:
        return Language(DEFAULT, 0.5, False)
    return Language("nb", (nb + dialect) / total, long_enough and nb > nn)


def _only(words: list[str], language: str) -> float:
    """How many words are of this one of nb, nn and dialect; shared words count for none."""
    others = [MARKERS[other] for other in NORWEGIAN if other != language]
    return float(
        sum(
            word in MARKERS[language] and not any(word in other for other in others)
            for word in words
        )
    )


def _script(letters: str) -> str | None:
    """The language of another alphabet, where most letters are of one."""
    counts: dict[str, int] = {}
    latin = 0
    for letter in letters:
        if not letter.isalpha():
            continue
        name = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
        if name == "LATIN":
            latin += 1
        else:
            counts[name] = counts.get(name, 0) + 1
    if not counts or latin > sum(counts.values()):
        return None
    script = max(counts, key=lambda name: counts[name])
    seen = set(letters)
    if script == "CYRILLIC" and seen & LETTERS_OF_RUSSIAN and not seen & LETTERS_OF_UKRAINIAN:
        return "ru"
    if script == "ARABIC" and seen & LETTERS_OF_URDU:
        return "ur"
    if script == "ARABIC" and seen & LETTERS_OF_PERSIAN:
        return "fa"
    return SCRIPTS.get(script, "und")


def _words(letters: str) -> list[str]:
    return "".join(
        letter if letter.isalpha() or unicodedata.combining(letter) else " " for letter in letters
    ).split()
