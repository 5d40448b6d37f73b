"""Views of a message: what a linear model sees of it, as lists of features.

GENERAL views hold for any Norwegian: runs of letters of the words' skeletons (what is left when
æøå, double letters and silent letters are gone), and the beginnings of words with their order,
where names are seen as names. The DOMAIN's own view adds what we know of talk of help at home:
concepts (concepts.yml) and their order.

Nothing but the standard library and PyYAML is imported: the app judges danger by the same views in
its own environment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from assistant.nlu.entity import Found
from assistant.nlu.wording.concepts import concepts
from assistant.nlu.wording.normalise import Normalised, Word, shortened, skeleton
from assistant.nlu.wording.word_forms import FORMS

LONGEST_RUN = 5
STEM_LETTERS = 5
# Named things are seen as their kind, so that a new provider needs no new training.
SEEN_AS_KIND = frozenset({"provider", "district", "municipality", "language"})
NEVER_MASKED = frozenset({"municipal", "nn", "nb", "no"})

KIND_SIGN = "§"
NAME = f"{KIND_SIGN}name"
SENTENCE_ENDS = frozenset(".!?:\n")

View = Callable[[Normalised], list[str]]


def sound_letters(message: Normalised) -> list[str]:
    """Runs of 1-5 letters within the skeletons of words in common form."""
    return [
        padded[at : at + size]
        for padded in (f" {sound} " for sound in _sounds(message))
        for size in range(1, min(LONGEST_RUN, len(padded)) + 1)
        for at in range(len(padded) - size + 1)
    ]


def stems(message: Normalised) -> list[str]:
    """Beginnings of words, their pairs, pairs with a word or two between, and the question mark."""
    said = (skeleton(form)[:STEM_LETTERS] for form in _with_names_as_one(message))
    cut = ["<", *said, ">"]
    apart = [f"{a}_{b}" for at, a in enumerate(cut) for b in cut[at + 2 : at + 4]]
    seen = [*cut[1:-1], *_pairs(cut), *apart]
    return [*seen, "?"] if message.question else seen


def concept_order(message: Normalised) -> list[str]:
    """Concepts in the order in which they are said, other words as their beginnings."""
    said = [
        "/".join(sorted(found)) or skeleton(word.text)[:STEM_LETTERS]
        for word, found in _conceived(message)
    ]
    return [*said, *_pairs(["<", *said, ">"])]


GENERAL: tuple[View, ...] = (sound_letters, stems)
DOMAIN: tuple[View, ...] = (*GENERAL, concept_order)


def with_kinds(message: Normalised, found: Iterable[Found]) -> Normalised:
    """The message with named providers, places and languages replaced by what kind they are."""
    named = [one for one in found if one.kind in SEEN_AS_KIND and one.value not in NEVER_MASKED]
    if not named:
        return message
    seen: list[Word] = []
    for word in message.words:
        inside = next((one for one in named if one.start <= word.start < one.end), None)
        if inside is None:
            seen.append(word)
        elif not seen or seen[-1].start < inside.start:
            placeholder = KIND_SIGN + inside.kind
            seen.append(Word(placeholder, placeholder, inside.start, inside.end))
    return Normalised(message.original, tuple(seen), message.spelt, message.question)


def _with_names_as_one(message: Normalised) -> list[str]:
    """The words in common form; capital letters inside a sentence make a name, whichever it is.

    A name that nobody has listed says no more than that somebody or something is named, and in a
    small set of messages it would be learnt by heart.
    """
    forms: list[str] = []
    shouts = message.original.isupper()
    for at, word in enumerate(shortened(message.words)):
        before = message.original[max(0, word.start - 2) : word.start]
        begins = at == 0 or any(sign in SENTENCE_ENDS for sign in before)
        named = message.original[word.start : word.start + 1].isupper()
        if not named or begins or shouts or word.spelt in FORMS or word.text.startswith(KIND_SIGN):
            forms.append(_number_shape(word.text))
        elif not forms or forms[-1] != NAME:
            forms.append(NAME)
    return forms


def _sounds(message: Normalised) -> list[str]:
    return [skeleton(_number_shape(word.text)) for word in shortened(message.words)]


def _conceived(message: Normalised) -> list[tuple[Word, frozenset[str]]]:
    return [(word, concepts(word.text) | concepts(word.spelt)) for word in shortened(message.words)]


def _pairs(items: list[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(items)]


def _number_shape(word: str) -> str:
    """Numbers differ in nothing but their length: «17» is «00»."""
    return "0" * min(len(word), 9) if word.isdigit() else word
