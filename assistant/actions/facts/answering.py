"""Where every turn asks the body of facts: another place, or something known as a fact?

One place decides it for every intent, so that no answer about this municipality's rules is given
to a question about another's.
"""

import re
from collections.abc import Mapping

from assistant.actions.facts.another_place import about_others
from assistant.actions.facts.asked import (
    ASKED_ABOUT,
    DOUBT,
    MISHEARD,
    MUST_I,
    NEVER,
    OFTEN_MISTAKEN,
    OPEN,
    SHORT,
    Do,
    asks_anything,
    ends_with_a_question,
    found_here,
    gives_proof,
    is_outside,
    told_before,
)
from assistant.actions.facts.following import follow_up
from assistant.actions.facts.likeliest import (
    GO_ON,
    is_sure,
    its_own_answer,
    least_sure,
    surely,
    tell_found,
)
from assistant.actions.facts.only_mentioned import is_only_mentioned
from assistant.actions.facts.own_answer import (
    DOUBTED,
    WISHES,
    is_trusted,
    leads_to,
    names_its_thing,
    own,
    stands,
)
from assistant.actions.facts.presenter import nearly, not_known, say_statement
from assistant.actions.facts.providers import about_provider
from assistant.actions.reply import Reply
from assistant.actions.several import UNDOUBTED, says_more
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE, take_up
from provider_catalog.facts.answering import (
    asked_about,
    asks_somewhere,
    elsewhere,
    is_question,
)
from provider_catalog.facts.body import Found
from provider_catalog.facts.finding.judging import NEAR, SURER, SUREST
from provider_catalog.facts.must_choose import is_about_who_comes
from provider_catalog.facts.places import Place, PlaceMention

HELP, A_COMMAND = "help", 2
"""«HJELP», «hva nå»: what the assistant can do, and no question about help."""
GOES_ON = re.compile(r"^\W*(?:og|men|enn|så)\b|\b(?:da|då|der|dem|dei)\W*$", re.IGNORECASE)
PROVIDER = "provider_details"
FOR_ANOTHER, FOR_ONESELF = "ask_relative", frozenset({"ask_no_choice", "must_i"})
OF_ANOTHER = re.compile(
    r"\b(?:henne|ham|han|ho|hun|mor|mora|moren|mamma|far|faren|pappa|kona|mannen)\b", re.IGNORECASE
)


def from_facts(situation: Situation, questions: Mapping[str, Do]) -> Reply | None:
    """The answer that the body of facts gives, or None where the dialogue's own action answers.

    Args:
        situation: the message in its place.
        questions: the dialogue's own answers by intent.
    """
    if situation.intent in NEVER and not _is_mistaken(situation):
        return None
    if situation.intent == HELP and len(situation.text.split()) <= A_COMMAND:
        return None
    if situation.intent in MISHEARD and not asks_somewhere(situation.text):
        return None
    named = mentions = situation.deps.catalogue.places_in(situation.text)
    if situation.intent != "ask_elsewhere":
        mentions = asked_about(situation.text, mentions)
    places = elsewhere(mentions, situation.municipality.id)
    if places and (is_outside(situation) or is_only_mentioned(situation, named)):
        places, mentions = [], [m for m in mentions if m.place.id == situation.municipality.id]
    elif not places:
        places = _place_before(situation, mentions)
    own_case = situation.intent in OFTEN_MISTAKEN | ASKED_ABOUT
    reply = about_others(situation, mentions, places) if places and not own_case else None
    if reply is None and (situation.intent != MUST_I or not is_about_who_comes(situation.text)):
        reply = _about_here(situation, mentions, questions)
    if reply is None or reply.slots.get("pending") is not None:
        return reply  # What is offered waits for its yes.
    return reply.then(take_up(situation))


def general_answer(situation: Situation) -> Reply | None:
    """What a fact surely answers, to somebody whose own case is closed: it asks for no proof."""
    if situation.intent in NEVER or situation.pending not in ON_THE_SIDE:
        return None
    mentions = asked_about(situation.text, situation.deps.catalogue.places_in(situation.text))
    if not asks_somewhere(situation.text) or elsewhere(mentions, situation.municipality.id):
        return None
    for found in found_here(situation, mentions)[:1]:
        told = found.statement
        if told is not None and not told.own_answer_first and is_sure(found):
            topic = {"name": told.id, "place": situation.municipality.id}
            return say_statement(situation, told).set(topic=topic)
    return None


def _place_before(situation: Situation, mentions: list[PlaceMention]) -> list[Place]:
    """The place that was asked about before, where the message goes on from it and names none."""
    before = told_before(situation)
    here = situation.municipality.id
    if mentions or before is None or before["place"] in (here, None):
        return []
    short = len(situation.text.split()) <= SHORT
    if not short or not GOES_ON.search(situation.text):
        return []
    try:
        return [situation.deps.catalogue.facts.places.place(str(before["place"]))]
    except KeyError:
        return []


def _about_here(
    situation: Situation, mentions: list[PlaceMention], questions: Mapping[str, Do]
) -> Reply | None:
    """A statement, or a fact of a provider, that answers better than the dialogue's own answer."""
    asks = asks_anything(situation)
    if not _is_to_be_answered(situation, asks=asks):
        return None
    facts = situation.deps.catalogue.facts
    here = facts.places.place(situation.municipality.id)
    if situation.intent in OFTEN_MISTAKEN | ASKED_ABOUT:
        return _in_place_of_the_case(situation, mentions)
    if (before := told_before(situation)) is not None and situation.intent not in MISHEARD:
        reply = follow_up(situation, before, here)
        if reply is not None:
            return reply
    explained = facts.explained(situation.text, here.id)
    if explained is not None and (
        situation.intent == "ask_word" or facts.is_about(situation.text, explained)
    ):
        topic = {"name": explained.id, "place": here.id}
        return say_statement(situation, explained).set(topic=topic)
    found = found_here(situation, mentions)
    reply = _of_firms(situation, found)
    if reply is not None:
        return reply
    if situation.intent not in OPEN and says_more(situation) and not surely(situation, found):
        return None
    trusted = is_trusted(situation) and own(situation, found) >= NEAR
    found = [each for each in found if not _is_anothers(situation, each)]
    for each in found:
        other = trusted and leads_to(each) != situation.intent
        if each.sure < (SURER if other else least_sure(situation, each)):
            break
        if (reply := tell_found(situation, each, questions)) is not GO_ON:
            return reply
    return _unless_it_stands(situation, found, questions) if asks else None


def _is_mistaken(situation: Situation) -> bool:
    """Whether what was taken for a question about the own case is put as a question in general."""
    if situation.person is not None:
        return False  # Whose case is open asks of it.
    if situation.intent in ASKED_ABOUT and not gives_proof(situation):
        return situation.pending in ON_THE_SIDE and ends_with_a_question(situation.text)
    if dict(situation.readings).get(situation.intent, 0.0) >= UNDOUBTED:
        return False
    asks = is_question(situation.text) and not situation.entity("code")
    return situation.intent in OFTEN_MISTAKEN and asks and situation.pending in ON_THE_SIDE


def _in_place_of_the_case(situation: Situation, mentions: list[PlaceMention]) -> Reply | None:
    """A statement that surely answers what was taken, with doubt, for the own case."""
    first = next(iter(found_here(situation, mentions)), None)
    least = SURER if situation.intent in ASKED_ABOUT else SUREST
    if first is None or first.statement is None or first.sure < least or first.statement.terms:
        return None
    told = say_statement(situation, first.statement)
    return told.set(topic={"name": first.statement.id, "place": situation.municipality.id})


def _is_to_be_answered(situation: Situation, *, asks: bool) -> bool:
    """Whether a message is one that the body of facts may answer."""
    if names_only(situation):
        return False  # «Hasselvind»: whoever writes a name alone wishes for that one.
    aside = situation.pending in ON_THE_SIDE
    if not asks:
        told = situation.intent.startswith("ask_") or situation.intent in OPEN | {PROVIDER}
        # «Jeg er verge for henne» has a road of its own.
        return told and aside and situation.intent != FOR_ANOTHER
    return situation.intent not in MISHEARD or aside


def _is_anothers(situation: Situation, found: Found) -> bool:
    """«Kan jeg bestemme for henne når hun ikke orker»: it asks of a mandate, not of no choice."""
    another = situation.intent == FOR_ANOTHER and OF_ANOTHER.search(situation.text)
    return bool(another) and leads_to(found) in FOR_ONESELF


def _of_firms(situation: Situation, found: list[Found]) -> Reply | None:
    """A fact of the firms, save where a language is asked for, which is what is rare."""
    if names_its_thing(situation) and situation.entity("provider") is None:
        return None
    facts = situation.deps.catalogue.facts
    best = max((each.score for each in found if each.fact is None), default=0.0)
    return about_provider(situation, facts, best, found)


def names_only(situation: Situation) -> bool:
    """Whether a message is a firm's name and nothing more."""
    firms = [each for each in situation.mentions if each.kind == "provider"]
    text = situation.text
    for each in sorted(firms, key=lambda mention: -mention.start):
        text = f"{text[: each.start]}{text[each.end :]}"
    wished = situation.intent in WISHES | {DOUBT}
    return bool(firms) and wished and not any(map(str.isalpha, text))


def _unless_it_stands(
    situation: Situation, found: list[Found], questions: Mapping[str, Do]
) -> Reply | None:
    """What is said where the dialogue's own answer is not surely one; None where it may be given.

    Told as what is known nearest, or that it is not known: a person is offered with both.
    """
    if situation.pending not in ON_THE_SIDE:
        return None
    sure = stands(situation, found, questions)
    other = next((each for each in found if leads_to(each) != situation.intent), None)
    if sure < DOUBTED or (sure < NEAR and other is not None and other.sure > sure):
        return not_known(situation, found)
    if sure < NEAR:
        return nearly(its_own_answer(situation, situation.intent, questions, {}))
    return None
