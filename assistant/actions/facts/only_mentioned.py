"""Whether a place that is named is asked about, or only mentioned on the way to something else."""

import re

from assistant.actions.situation import Situation
from provider_catalog.facts.answering import asked_about, elsewhere
from provider_catalog.facts.places import PlaceMention

_HERE = re.compile(
    r"\b(?:her|hit|hos (?:dere|dykk|dokker|oss)|hjå (?:dykk|oss))\b(?! i\b| på\b)", re.IGNORECASE
)
_AS_HERE = re.compile(
    r"\b(?:som|enn|og|både) (?:her|hos (?:oss|dere)|hjå (?:oss|dykk))\b|"
    r"\b(?:samme|same|lik\w*|ulik\w*)\b",
    re.IGNORECASE,
)
"""The place is held against this one, and so is asked about."""
_COMPARED = re.compile(
    r"\b(?:slik|sånn|akkurat|samme) som (?:(?:de|dei|dem|en|man|folk) \w+ )?(?:i|på|hos)\s*$",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:bor|bur|bodde|budde|flytt\w*|heime|hjemme)\b[^.!?\n]{0,40}$", re.IGNORECASE
)
"""What a place follows where somebody lives there, or goes to live."""
_I_LIVE = re.compile(
    r"\b(?:jeg|eg|æ|je|vi|me) (?:\w+ ){0,2}(?:bor|bur) (?:her )?(?:på|i)\s*$", re.IGNORECASE
)
_OF_ANOTHER = re.compile(
    r"\b(?:hun|ho|han|mor|mora|moren|far|faren|mamma|pappa|de|dei)\b", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:fra|frå|ifra)\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def asks_of_another_place(situation: Situation) -> bool:
    """Whether a message asks about another municipality, which it names where it asks or lives."""
    named = situation.deps.catalogue.places_in(situation.text)
    mentions = asked_about(situation.text, named)
    places = elsewhere(mentions, situation.municipality.id)
    known = [each for each in places if each.is_municipality]
    return bool(known) and not is_only_mentioned(situation, named)


def is_only_mentioned(situation: Situation, mentions: list[PlaceMention]) -> bool:
    """Whether a message names a place and asks about this one, or about a firm.

    «I Danmark sparer de på det. Hvem tar gevinsten her?» asks of here; «er det likt her?» of both.

    Args:
        situation: the message in its place.
        mentions: the places named in it.
    """
    text, here = situation.text, situation.municipality.id
    named = [each for each in mentions if each.place.id != here]
    sentences = [each.group() for each in _SENTENCE.finditer(text) if each.group().strip()]
    asks = [each for each in sentences if each.endswith("?")] or sentences[-1:]
    find_places = situation.deps.catalogue.places_in
    inside = [each for one in asks for each in find_places(one) if each.place.id != here]
    if all(_COMPARED.search(text[: each.start]) for each in named):
        return True
    if inside and not (situation.entity("provider") and not _any_municipality(inside)):
        return False
    before = [text[: each.start] for each in named]
    own = [each for each in mentions if each.place.id == here]
    lives_here = any(_I_LIVE.search(text[: each.start]) for each in own)
    if lives_here and not any(_OF_ANOTHER.search(each) for each in asks):
        return True  # «Æ bor på Frogner no men e fra Ålesund.»
    if any(_LIVES.search(each) and not _FROM.search(each) for each in before):
        return False
    if situation.entity("provider"):
        return True
    last = asks[-1] if asks else ""
    return bool(_HERE.search(last)) and not _AS_HERE.search(last)


def _any_municipality(mentions: list[PlaceMention]) -> bool:
    return any(each.place.is_municipality for each in mentions)
