"""One spelling for what many hands write: letters, repeats, splits, fillers and dialect words.

Every step walks over the text once, so that no input, however long or repetitive, can stall it.
Each word remembers where it stood in the text as written, so that entities can point back.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.nlu.wording.word_forms import COURTESIES, FILLERS, FORMS, GLUED, SIGNS, SPLIT

# Longer texts are cut in the middle before anything else is done: what a person wants stands at
# the start or at the end, and no real message needs more (an SMS has at most 1,600 characters).
LONGEST_TEXT = 10_000
# The classifier was trained on messages of a sentence or three.
CLASSIFIED_WORDS_START, CLASSIFIED_WORDS_END = 60, 40
LONGEST_WORD = 40
# A letter carries at most this many combining marks; more is an attack on fonts, not language.
MARKS_PER_LETTER = 3
RUN_THAT_IS_STRESS = 3

VOWELS = frozenset("aeiouyæøåäö")
NORDIC_LETTERS = str.maketrans(
    {
        "ä": "æ",
        "ö": "ø",
        "é": "e",
        "è": "e",
        "ê": "e",
        "ó": "o",
        "ò": "o",
        "ô": "o",
        "à": "a",
        "á": "a",
        "ü": "y",
    }
)


@dataclass(frozen=True)
class Word:
    """One word: as brought to common form, as spelt (lower case), and where it stands."""

    text: str
    spelt: str
    start: int
    end: int


@dataclass(frozen=True)
class Normalised:
    """A message after normalising. `words` leaves out fillers; `spelt` keeps every word.

    `question` tells whether the writer put a question mark.
    """

    original: str
    words: tuple[Word, ...]
    spelt: tuple[Word, ...]
    question: bool

    @property
    def text(self) -> str:
        """The common forms with single spaces between."""
        return " ".join(word.text for word in self.words)

    @property
    def spelt_text(self) -> str:
        """The words as spelt, lower case, with single spaces between."""
        return " ".join(word.spelt for word in self.spelt)


def normalise(text: str) -> Normalised:
    """Bring a message to common form. Never raises, and takes time linear in the length.

    Texts above `LONGEST_TEXT` characters keep their start and end.
    """
    spans = _kept_spans(len(text))
    spelt = _words(text, spans) or _signs(text, spans, COURTESIES)
    return Normalised(
        original=text,
        words=tuple(_common_forms(spelt)),
        spelt=tuple(spelt),
        question="?" in text,
    )


def shortened(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words that the classifier reads: all, or the start and end of a long message."""
    if len(words) <= CLASSIFIED_WORDS_START + CLASSIFIED_WORDS_END:
        return words
    return words[:CLASSIFIED_WORDS_START] + words[-CLASSIFIED_WORDS_END:]


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """A word without what thumbs lose: æøå in any spelling, double letters, silent h and d.

    «hjelpå», «hjælpaa» and «jelpa» do not become equal, but «får», «faar» and «far» do.
    """
    if word[:1].isdigit():
        return word
    folded = (
        word.replace("aa", "a")
        .replace("oe", "o")
        .replace("ae", "e")
        .replace("æ", "e")
        .replace("ø", "o")
        .replace("å", "a")
        .replace("kj", "k")
        .replace("hv", "v")
        .replace("gj", "j")
        .replace("hj", "j")
    )
    letters: list[str] = []
    for letter in folded:
        if not letters or letters[-1] != letter:
            letters.append(letter)
    return "".join(letters)


def _kept_spans(length: int) -> tuple[tuple[int, int], ...]:
    if length <= LONGEST_TEXT:
        return ((0, length),)
    half = LONGEST_TEXT // 2
    return ((0, half), (length - half, length))


def _words(text: str, spans: tuple[tuple[int, int], ...]) -> list[Word]:
    found: list[Word] = []
    for first, last in spans:
        letters: list[str] = []
        begun = first
        at = first
        while at < last:
            end = at + 1
            while end < last and unicodedata.combining(text[end]):
                end += 1
            plain = _letter(text[at : min(end, at + 1 + MARKS_PER_LETTER)])
            # Digits and letters are told apart: «kl10» is two words, «1.» is «1».
            if plain and letters and plain[0].isdigit() != letters[-1][-1].isdigit():
                found.append(_word(letters, begun, at))
                letters = []
            if plain:
                if not letters:
                    begun = at
                letters.append(plain)
            elif letters and not _joins(text, at, last):
                found.append(_word(letters, begun, at))
                letters = []
            if text[at] in SIGNS and not (found and found[-1].text == SIGNS[text[at]]):
                found.append(Word(SIGNS[text[at]], SIGNS[text[at]], at, end))
            at = end
        if letters:
            found.append(_word(letters, begun, last))
    return found


def _signs(text: str, spans: tuple[tuple[int, int], ...], known: dict[str, str]) -> list[Word]:
    """The first sign of a message that has no words, as the word that it stands for."""
    places = (at for first, last in spans for at in range(first, last) if text[at] in known)
    return [Word(known[text[at]], known[text[at]], at, at + 1) for at in places][:1]


def _joins(text: str, at: int, last: int) -> bool:
    """An apostrophe inside a word («ka'kje») is left out without splitting it."""
    return text[at] in "'’´`" and at + 1 < last and text[at + 1].isalpha()


@lru_cache(maxsize=4_096)
def _letter(cluster: str) -> str:
    """A letter or digit in lower case, Nordic neighbours' letters as ours; "" for the rest."""
    if cluster.isascii():
        return cluster.lower() if cluster.isalnum() else "*" if cluster == "*" else ""
    folded = unicodedata.normalize("NFKC", cluster).lower().translate(NORDIC_LETTERS)
    kept = "".join(letter for letter in folded if letter.isalnum() or unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept) if kept and kept[0].isalnum() else ""


def _word(letters: list[str], start: int, end: int) -> Word:
    spelt = _without_stress("".join(letters))[:LONGEST_WORD]
    return Word(spelt, spelt, start, end)


def _without_stress(word: str) -> str:
    """«jaaaa» is «ja», «hjelppp» is «hjelpp»: a run of three or more was stress, not spelling."""
    if word.isdigit():
        return word
    kept: list[str] = []
    at = 0
    while at < len(word):
        end = at
        while end < len(word) and word[end] == word[at]:
            end += 1
        run = end - at
        if run >= RUN_THAT_IS_STRESS:
            run = 1 if word[at] in VOWELS else 2
        kept.append(word[at] * run)
        at = end
    return "".join(kept)


def _common_forms(spelt: list[Word]) -> list[Word]:
    """Fillers out, split words joined, glued words parted, dialect brought to one form."""
    words: list[Word] = []
    at = 0
    while at < len(spelt):
        word = spelt[at]
        pair = f"{word.spelt} {spelt[at + 1].spelt}" if at + 1 < len(spelt) else ""
        if pair in SPLIT:
            words.append(Word(SPLIT[pair], pair, word.start, spelt[at + 1].end))
            at += 2
            continue
        if pair in FILLERS:
            at += 2
            continue
        at += 1
        if word.spelt in GLUED:
            words.extend(Word(part, word.spelt, word.start, word.end) for part in GLUED[word.spelt])
        elif word.spelt not in FILLERS:
            words.append(Word(FORMS.get(word.spelt, word.spelt), word.spelt, word.start, word.end))
    # A message of nothing but fillers is still a message.
    return words or list(spelt)
