"""What is asked of another place: its own rules are told, or whose number is the right one."""

import re

from assistant.actions.facts.asked import (
    MUST_I,
    SHORT,
    as_asked,
    asks_anything,
    found_here,
    told_before,
)
from assistant.actions.facts.own_answer import WISHES
from assistant.actions.facts.presenter import say_statement, tell
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from provider_catalog.facts.finding.judging import SURE, SURER
from provider_catalog.facts.messages import place_value
from provider_catalog.facts.must_choose import must_choose
from provider_catalog.facts.of_a_place import about_another_place
from provider_catalog.facts.places import NATION, OTHERS, UNKNOWN, Place, PlaceMention
from provider_catalog.facts.statement import Statement

ANOTHERS_HOME = frozenset("ask_relative change_contact pause_help".split())
"""Where a place tells where somebody lives, and not whose rules are asked for."""
SAYS_WHERE = 10
"""Words: in a longer message a place that nobody knows is where somebody lives or goes."""
RELATIVE = re.compile(
    r"\b(?:datt?er|dotter|dattra|sønn|son|bror|broren|søster|syster|barnebarn|niese|nevø|venninne|venn|"
    r"nabo|svoger|svigerdatter|svigersønn|tante|onkel)\w*\b",
    re.IGNORECASE,
)
"""Somebody else, whose home a place beside a wish may be."""


def _known_anyway(
    situation: Situation, mentions: list[PlaceMention], place: Place
) -> Statement | None:
    """What is surely asked, whatever the place: a journey is told of, and where one moves."""
    catalogue = situation.deps.catalogue
    if place.id in catalogue.schemes or place.id in (UNKNOWN, OTHERS):
        return None
    first = next(iter(found_here(situation, mentions)), None)
    least = SURER if place.is_municipality else SURE
    known = any(each.place == place.id for each in catalogue.facts.statements.values())
    told = None if first is None or known or first.sure < least else first.statement
    return told if told is not None and (told.wherever or told.place == NATION) else None


def about_others(
    situation: Situation, mentions: list[PlaceMention], places: list[Place]
) -> Reply | None:
    """What is told of other places; None where the place is not what the message is about."""
    question = asks_anything(situation)
    if situation.intent in ANOTHERS_HOME and not question:
        return None
    if situation.intent == "ask_relative":
        return None
    if situation.intent in WISHES and not question:
        return _not_ours(situation, places[0])
    asks = question or situation.intent.startswith("ask_")
    short = len(situation.text.split()) <= SHORT and told_before(situation) is not None
    listed = situation.intent in {"list_providers", "nlu_fallback", "out_of_scope"}
    if not (asks or short or listed):
        return None
    if all(place.id == UNKNOWN for place in places) and not asks:
        return None
    catalogue, reply = situation.deps.catalogue, Reply()
    asked, said = as_asked(situation, mentions), set[str]()
    long = len(situation.text.split()) > SAYS_WHERE
    for place in places:
        scheme = catalogue.schemes.get(place.id)
        if situation.intent == MUST_I and scheme is not None:
            responsible = catalogue.national_rule("responsible")
            reply.messages += must_choose(scheme, place.name, situation.today, responsible)
            continue
        if (known := _known_anyway(situation, mentions, place)) is not None:
            reply.then(say_statement(situation, known)).set(
                topic={"name": known.id, "place": situation.municipality.id}
            )
            break
        answer = about_another_place(
            catalogue.facts, catalogue.schemes, situation.today, asked, place
        )
        if long and answer.told[0].says == "which_place":
            continue
        if answer.name in said and answer.name in catalogue.facts.statements:
            continue
        said.add(answer.name)
        topic = {"name": answer.name, "place": place.id}
        reply.then(tell(situation, answer.told)).set(topic=topic)
    return reply if reply.messages else None


def _not_ours(situation: Situation, place: Place) -> Reply | None:
    """A wish from somebody who lives elsewhere: the wrong number, and which is the right one."""
    if situation.person is not None or not place.is_municipality or RELATIVE.search(situation.text):
        return None
    reply = Reply().say(
        "elsewhere.not_ours",
        municipality=situation.municipality.name,
        place=place_value(place),
    )
    known = {each.id: each for each in situation.deps.catalogue.municipalities()}
    if place.id in known:
        reply.say("elsewhere.their_number", number={"phone": known[place.id].phone})
    return reply
