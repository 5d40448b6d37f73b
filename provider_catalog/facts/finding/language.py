"""What a Norwegian question is made of, for comparing: stems, concepts, letters, its kind."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import snowballstemmer

GRAM = 4
LONGEST = 600
"""Signs of a message that are compared."""
PLACE = "STED"

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


class Language:
    """Features of a Norwegian question: stems, concepts, pairs of stems, and its kind.

    Args:
        known: what concepts.yml holds.
    """

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._forms = {
            form: common for common, forms in known["forms"].items() for form in forms.split()
        }
        self._stop = frozenset(known["stopwords"])
        asking = {
            word for _, asks in known["kinds"].items() for ask in asks for word in ask.split()
        }
        self._content_stop = self._stop | asking | {PLACE} | frozenset(known["empty"])
        self._whole: dict[str, list[str]] = {}
        self._begins: dict[str, list[str]] = {}
        for concept, words in known["concepts"].items():
            for word in words:
                where = self._begins if word.endswith("*") else self._whole
                where.setdefault(word.rstrip("*"), []).append(concept)
        self._kinds = [(ask, kind) for kind, asks in known["kinds"].items() for ask in asks]
        self._kinds.sort(key=lambda each: -len(each[0]))
        self._stemmer = snowballstemmer.stemmer("norwegian")
        self._stem: Callable[[str], str] = lru_cache(maxsize=50_000)(self._stemmer.stemWord)
        self.concepts_of = lru_cache(maxsize=50_000)(self._find_concepts)

    def words(self, text: str) -> list[str]:
        """The words in their common form."""
        found = []
        for match in _WORD.finditer(text):
            word = match.group()
            if word == PLACE:
                found.append(word)
                continue
            word = word.lower().replace("ä", "æ").replace("ö", "ø")
            found.append(self._forms.get(word, word))
        return found

    def features(self, text: str) -> list[str]:
        """Stems, concepts, pairs and the kind of question, each with a mark of what it is."""
        words = self.words(text[:LONGEST])
        told = [word for word in words if word not in self._stop]
        stems = [self._stem(word) for word in told if word != PLACE]
        found = [f"w:{stem}" for stem in stems]
        found += [f"p:{a} {b}" for a, b in pairwise(stems)]
        found += [f"c:{each}" for word in told for each in self.concepts_of(word)]
        kind = self.kind(words)
        found += [f"k:{kind}"] if kind else []
        return found + (["s:place"] if PLACE in words else [])

    def content(self, text: str) -> list[str]:
        """The stems of the words that say what it is about."""
        told = [word for word in self.words(text[:LONGEST]) if word not in self._content_stop]
        return list(dict.fromkeys(self._stem(word) for word in told))

    def is_common(self, word: str) -> bool:
        """Whether a word in its common form carries no meaning of its own."""
        return word in self._content_stop or word in self._forms.values()

    def stems(self, text: str) -> list[str]:
        """Every word by its stem, in order."""
        return [self._stem(word) for word in self.words(text)]

    def kind(self, words: Sequence[str]) -> str | None:
        """Which kind of answer the question wants: when, count, who, why and the like."""
        said = f" {' '.join(words)} "
        return next((kind for ask, kind in self._kinds if f" {ask} " in said), None)

    def letters(self, text: str) -> list[str]:
        """Runs of letters within words, of those that say something."""
        told = [w for w in self.words(text[:LONGEST]) if w not in self._stop and w != PLACE]
        return [
            padded[at : at + GRAM]
            for padded in (f" {word} " for word in told)
            for at in range(max(len(padded) - GRAM + 1, 1))
        ]

    def _find_concepts(self, word: str) -> tuple[str, ...]:
        found = list(self._whole.get(word, ()))
        for end in range(2, len(word) + 1):
            found += self._begins.get(word[:end], ())
        return tuple(dict.fromkeys(found))
