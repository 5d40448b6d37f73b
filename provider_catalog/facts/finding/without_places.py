"""A question with the names of places and firms taken out of it."""

from collections.abc import Iterable

from provider_catalog.facts.finding.language import PLACE
from provider_catalog.facts.places import OTHERS, PlaceMention

FIRM = "firmaet"
"""What stands for a provider's name where a question is not about that one alone."""


def without_places(
    text: str, mentions: Iterable[PlaceMention], firms: Iterable[tuple[int, int]] = ()
) -> str:
    """The text with a word that stands for any place, and one for any firm, where they are named.

    A district says more than which municipality it lies in, and so does «other municipalities».
    """
    places = [each for each in mentions if not each.by_district and each.place.id != OTHERS]
    named = [(each.start, each.end, PLACE) for each in places]
    named += [(start, end, FIRM) for start, end in firms]
    for start, end, word in sorted(named, reverse=True):
        text = f"{text[:start]}{word}{text[end:]}"
    return text
