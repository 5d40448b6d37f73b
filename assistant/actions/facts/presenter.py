"""What was found in the body of facts as a reply."""

from collections.abc import Iterable, Sequence

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import UNANSWERED, offer_person
from provider_catalog.facts.body import Found
from provider_catalog.facts.finding.judging import NEAR
from provider_catalog.facts.messages import Message, messages, of_statement
from provider_catalog.facts.of_a_place import Told
from provider_catalog.facts.statement import Statement


def tell(situation: Situation, told: Iterable[Told]) -> Reply:
    """Say what was found."""
    return _reply(messages(told, situation.today))


def say_statement(situation: Situation, statement: Statement) -> Reply:
    """Say a statement."""
    return _reply(of_statement(statement, situation.today))


def not_known(situation: Situation, found: Sequence[Found]) -> Reply:
    """That no answer is known, with what is known nearest, and a person who may know."""
    nearest = next((each for each in found if each.statement is not None), None)
    if nearest is None or nearest.statement is None or nearest.sure < NEAR:
        return offer_person(UNANSWERED, "facts.not_known")
    if nearest.statement.says_unknown or nearest.statement.own_answer_first:
        return offer_person(UNANSWERED, "facts.not_known")
    told = as_here(situation, nearest.statement)
    reply = Reply().say("facts.nearest").then(say_statement(situation, told))
    return reply.then(offer_person(UNANSWERED, "facts.ask_person"))


MOVES_AWAY, MOVES_HERE = "places.moving", "choosing.new_district"
"""What holds for who moves to another municipality, and within the own one."""


def as_here(situation: Situation, statement: Statement) -> Statement:
    """A statement, or what holds in its place for who moves within the own municipality."""
    within = statement.id == MOVES_AWAY and situation.stays_here
    return situation.deps.catalogue.facts.statements[MOVES_HERE] if within else statement


def nearly(answer: Reply | None) -> Reply:
    """The dialogue's own answer to something near it, said to be no more than that; a person."""
    told = [each for each in answer.messages if "expect" not in each] if answer else []
    if not told:
        return offer_person(UNANSWERED, "facts.not_known")
    reply = Reply().say("facts.nearest")
    reply.messages.extend(told)
    return reply.then(offer_person(UNANSWERED, "facts.ask_person"))


def _reply(found: list[Message]) -> Reply:
    reply = Reply()
    reply.messages.extend(found)
    return reply
