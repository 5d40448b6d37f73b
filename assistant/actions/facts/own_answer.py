"""How surely the dialogue's own answer to what was understood answers what was asked.

An intent is broader than the answer that stands behind it: «får firmaet se klagen min» is about
complaining, and the answer says how to complain. So the answer is judged as a statement is.
"""

from collections.abc import Collection

from assistant.actions.situation import Situation
from provider_catalog.facts.answering import asks_somewhere
from provider_catalog.facts.body import Found
from provider_catalog.facts.finding.judging import NEAR

WISHES = frozenset("choose_provider switch_provider keep_municipal".split())
"""Who shall come: what a question is easily taken for."""

SAYS_SO_ITSELF = frozenset({"ask_statistics", "ask_word"})
"""Intents whose own answer, where no fact is found, says that it is not known."""

CAUTION = "ask_scam"
"""To be careful and to ring a number one finds oneself is right whatever was asked of fraud."""

HARMS_NOBODY = frozenset("ask_responsible ask_relative ask_apply ask_complaint".split())
"""Who answers, who may act for another, where one applies and complains: right for whoever asks
anything near it, and better than «det vet jeg ikke»."""
HEARD = 0.85
"""How surely one of those must be understood."""

TRUSTED = 0.9
"""How sure understanding must be of one of the dialogue's own questions to be heard against the
facts: of 35 strangers' questions below it 6 were answered right."""
DOUBTED = 0.12
"""Below this even what is surely understood is not answered. Of the dialogue's own questions
(`bench/understanding`) 94 of 100 lie above it, and 88 above NEAR, where it is plainly given."""


def stands(situation: Situation, found: list[Found], questions: Collection[str]) -> float:
    """How surely the dialogue's own answer may be given to a question that no fact answers.

    From NEAR on it is given; below that only as what is known nearest, and below DOUBTED not.
    """
    intent = situation.intent
    if intent == "ask_elsewhere" or only_speaks_of_choosing(situation):
        return 0.0
    if intent == CAUTION:
        return 1.0
    if intent not in questions or intent in SAYS_SO_ITSELF or names_its_thing(situation):
        return 1.0
    heard = dict(situation.readings).get(intent, 0.0)
    if intent in HARMS_NOBODY and heard >= HEARD and not _is_beaten(situation, found):
        return 1.0
    if not intent.startswith("ask_") and intent != "must_i":
        return 1.0
    sure = own(situation, found)
    return sure if is_trusted(situation) or sure >= NEAR else 0.0


def _is_beaten(situation: Situation, found: list[Found]) -> bool:
    """Whether a statement is likelier than the general answer: «er det for seint å klage?»."""
    first = next(iter(found), None)
    told = first is not None and first.statement is not None and first.sure >= NEAR
    return told and leads_to(found[0]) != situation.intent


def only_speaks_of_choosing(situation: Situation) -> bool:
    """Whether a question was taken for a wish about who shall come, and wishes for nobody."""
    wants = bool((situation.choice or {}).get("want"))
    asks = situation.kind == "question" and asks_somewhere(situation.text)
    doubted = situation.intent in WISHES and not is_trusted(situation)
    return doubted and asks and not wants


def names_its_thing(situation: Situation) -> bool:
    """Whether what the dialogue's own answer is made from is named: a language."""
    return situation.intent == "ask_language_needs" and bool(situation.entity("language"))


def is_trusted(situation: Situation) -> bool:
    """Whether understanding is sure of what it heard."""
    return dict(situation.readings).get(situation.intent, 0.0) >= TRUSTED


def own(situation: Situation, found: list[Found]) -> float:
    """How sure it is that the dialogue's own answer to what was understood answers this."""
    led = (each.sure for each in found if leads_to(each) == situation.intent)
    return max(led, default=0.0)


def leads_to(found: Found) -> str | None:
    """The dialogue's own question that an entry is about."""
    entry = found.statement or found.topic
    return entry.intent if entry else None
