"""Which fact of a provider is asked for, and of which provider where nobody knows the name."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property

from provider_catalog.facts.finding.language import PLACE, Language
from provider_catalog.facts.finding.ranking import Ranked, Ranking
from provider_catalog.facts.places import PlaceMention
from provider_catalog.facts.terms import SEARCHED

SOMEWHERE = "bydelen"
"""What stands for a place where a provider is asked about."""
NAME = re.compile(r"[^\W\d_]{4,}")
AS_A_NAME = 0.6
"""How like a question about a provider a message must be, with a word nobody knows as the name."""
_ARTICLE = re.compile(r"\b(?:en|ei|ein|et|eit)\s+$", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"[^\W\d_]{2}(?:st|ste)$|est[ea]?$")
_DEFINITE = re.compile(r"(?:en|et|a|ene|ane|er|ar)$")


class OfProviders:
    """Questions that ask for a fact of one provider, or of all.

    Args:
        language: reads questions.
        asked: by fact of a provider, how people ask for it.
    """

    def __init__(self, language: Language, asked: Mapping[str, Sequence[str]]) -> None:
        self._language = language
        self._asked = asked

    def prepare(self) -> None:
        """Make now what the first question would wait for."""
        _ = self._rankings

    @cached_property
    def _rankings(self) -> tuple[Ranking, Ranking]:
        """Of one that is named, and of all: «hvem kommer på lørdager»."""
        asked = self._asked.items()
        rows = [(fact, each) for fact, many in asked for each in many]
        of_one = Ranking(self._language, [row for row in rows if PLACE in row[1]])
        return of_one, Ranking(self._language, [row for row in rows if PLACE not in row[1]])

    def named(
        self,
        text: str,
        named: Collection[tuple[int, int]],
        places: Iterable[PlaceMention],
    ) -> Ranked | None:
        """Which fact of a provider is asked for; None where nothing is in common.

        Args:
            text: as written.
            named: where in the text providers are named.
            places: the places named in it.
        """
        spans = [(start, end, PLACE) for start, end in named]
        free = [
            each for each in places if all(each.end <= s or e <= each.start for s, e, _ in spans)
        ]
        spans += [(each.start, each.end, SOMEWHERE) for each in free]
        for start, end, word in sorted(spans, reverse=True):
            text = f"{text[:start]}{word}{text[end:]}"
        of_one, of_all = self._rankings
        return next(iter((of_one if PLACE in text else of_all).rank(text)), None)

    def unknown(
        self, text: str, taken: Iterable[tuple[int, int]], knows: Callable[[str], bool]
    ) -> tuple[str, Ranked] | None:
        """A name that nobody knows where a provider's would stand, and what is asked of it.

        Args:
            text: as written.
            taken: where in the text something else is named.
            knows: whether a word means something, so that it is no name.
        """
        of_one, _ = self._rankings
        spans, found = list(taken), []
        for word in NAME.finditer(text[:SEARCHED]):
            start, end = word.span()
            named = any(first < end and start < last for first, last in spans)
            if named or knows(word.group()):
                continue
            if not _looks_like_a_name(text, start, end):
                continue
            ranked = of_one.rank(f"{text[:start]}{PLACE}{text[end:]}")
            found += [(each.score, word.group(), each) for each in ranked[:1]]
        likeliest = max(found, key=lambda each: each[0], default=None)
        if likeliest is None or likeliest[0] < AS_A_NAME:
            return None
        return likeliest[1], likeliest[2]


def _looks_like_a_name(text: str, start: int, end: int) -> bool:
    """Whether a word nobody knows is written as a name is: a capital, or no «the» at its end."""
    word = text[start:end]
    shouted = text.isupper()
    if _ARTICLE.search(text[:start]) or _SUPERLATIVE.search(word):
        return False  # «et firma som tåler en Teddy», «de største».
    if word[0].isupper() and not shouted:
        return True
    return not _DEFINITE.search(word.lower())
