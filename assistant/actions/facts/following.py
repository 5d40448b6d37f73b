"""«Hvorfor?», «hvor mange da?»: a question that goes on from what was told before."""

from collections.abc import Mapping
from typing import Any

from assistant.actions.facts.presenter import say_statement
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from provider_catalog.facts.answering import Asked, asks_somewhere, find, topic_of
from provider_catalog.facts.body import Facts
from provider_catalog.facts.messages import source_of
from provider_catalog.facts.places import Place
from provider_catalog.facts.statement import Statement

LIKE = 0.5
SHORT = 4


def follow_up(situation: Situation, before: Mapping[str, Any], here: Place) -> Reply | None:
    """The answer to a question that names nothing; None where it is no such question.

    Another statement on the same topic that gives the kind of answer that is asked for, else what
    more is known of the same, else that no more is known.
    """
    facts, text = situation.deps.catalogue.facts, situation.text
    short = len(text.split()) <= SHORT and asks_somewhere(text)
    if not short or not facts.says_nothing(text) or facts.kind(text) is None:
        return None
    told = facts.statements.get(str(before["name"]))
    if told is None:
        return None
    place = facts.places.place(str(before["place"])) if before["place"] else here
    other = _another(facts, told, text, place, own=place.id == here.id)
    if other is not None:
        topic = {"name": other.id, "place": place.id}
        return say_statement(situation, other).set(topic=topic)
    if told.more["nb"]:
        reply = Reply().say("facts.more", more={"more_of": told.id})
        reply.messages[0]["source"] = source_of(told)
        return reply
    return Reply().say("facts.no_more")


def _another(
    facts: Facts, told: Statement, text: str, place: Place, *, own: bool
) -> Statement | None:
    """Another statement about the same that gives the kind of answer that is asked for."""
    wanted = facts.kind(text)
    whole = f"{told.questions[0]} {text}"
    for found in find(facts, Asked(whole, before=told.id), place, own=own):
        statement = found.statement
        if statement is None or statement.id == told.id or found.score < LIKE:
            continue
        same = topic_of(facts, statement.id) == told.topic or statement.place == told.place
        kinds = {facts.kind(question) for question in statement.questions}
        if same and wanted in kinds:
            return statement
    return None
