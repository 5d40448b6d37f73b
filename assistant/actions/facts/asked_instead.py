"""A message that asks, though it was understood as something to begin: it is answered first.

Whether it asks is judged (`asks`). Then the facts and the dialogue's own questions have their say,
as if nothing else had been understood. A wish ends with the word that begins it, and what would
have been offered anyway is offered after the answer. Who asked and gets no answer hears that it is
not known, and is not met with «skriv koden».
"""

from collections.abc import Mapping
from dataclasses import replace

from assistant.actions.facts import asks, in_turn
from assistant.actions.facts.answering import from_facts
from assistant.actions.facts.asked import DOUBT, Do, found_here
from assistant.actions.facts.presenter import say_statement
from assistant.actions.reply import Reply
from assistant.actions.several import UNDOUBTED
from assistant.actions.situation import Situation
from assistant.actions.thread import ON_THE_SIDE, UNANSWERED
from provider_catalog.facts.answering import asks_somewhere
from provider_catalog.facts.judging import SURER

LEAST_HEARD = 0.5
"""How surely one of the dialogue's own questions must be heard, to be the one that is asked."""
OFFERED_AFTER = frozenset(
    "pause_help more_help change_content end_help report_problem new_letter".split()
)
"""What a person is offered for: the answer does not take that away."""
LISTS = frozenset("list_providers compare_providers provider_details".split())
"""Questions to which firms are told: heard beside, they are seldom what is asked."""


def answered(
    situation: Situation, questions: Mapping[str, Do], wishes: Mapping[str, Do]
) -> Reply | None:
    """The answer to what is asked; None where the message asks for what it was understood as.

    Args:
        situation: the message in its place.
        questions: the dialogue's own answers by intent.
        wishes: what is begun, by intent.
    """
    if situation.pending not in ON_THE_SIDE or not asks_after_all(situation):
        return None
    asked = as_a_question(situation)
    told = in_turn.answered(asked, questions, wishes) or from_facts(asked, questions)
    if told is None and asked.intent in questions:
        told = questions[asked.intent](asked)
    if told is None or (_is_unknown(told) and situation.intent not in asks.CHOOSING):
        return None
    return told.then(_way_on(situation, told, questions, wishes))


def asks_after_all(situation: Situation) -> bool:
    """Whether a message asks that was understood as something to begin (`asks`)."""
    intent = situation.intent
    if intent not in asks.BEGUN - asks.SAID_FIRST or situation.danger or situation.entity("code"):
        return False
    firm = situation.entity("provider") is not None
    heard, found = dict(situation.readings), found_here(situation)
    judged = asks.evidence(situation.text, intent, heard, found, firm=firm)
    return asks.asks(judged) >= asks.ASKS


def beside_an_event(situation: Situation, told: Reply) -> Reply:
    """What is said to an event of a life, with what surely answers a question beside it.

    «Mannen min døde. Mister jeg hjelpen nå?» is met with sympathy, and with the answer.
    """
    first = str(told.messages[0].get("say")) if told.messages else ""
    if not first.startswith("event.") or not asks_somewhere(situation.text):
        return told
    found = next(iter(found_here(situation)), None)
    statement = found.statement if found is not None and found.sure >= SURER else None
    if statement is None or statement.own_answer_first:
        return told
    answer = say_statement(situation, statement)
    told.messages[1:1] = answer.messages
    return told.set(topic={"name": statement.id, "place": situation.municipality.id})


def _is_unknown(told: Reply) -> bool:
    """Whether all that is told is that no answer is known."""
    return told.slots.get("reason") == UNANSWERED


def as_a_question(situation: Situation) -> Situation:
    """The message as the likeliest of the dialogue's own questions, or as none of them."""
    heard = [
        (sure, name)
        for name, sure in situation.readings
        if asks.is_question_intent(name) and name not in LISTS
    ]
    sure, name = max(heard, default=(0.0, DOUBT))
    acts = tuple(each for each in situation.acts if asks.is_question_intent(each.intent))
    intent = name if sure >= LEAST_HEARD else DOUBT
    return replace(situation, intent=intent, acts=acts, kind="question", choice=None)


def _way_on(
    situation: Situation, told: Reply, questions: Mapping[str, Do], wishes: Mapping[str, Do]
) -> Reply:
    """How to go on with what was understood: the word that begins it, or the offer itself."""
    if told.slots.get("pending") is not None:
        return Reply()
    if situation.intent in asks.CHOOSING and situation.scheme.open_on(situation.today):
        return Reply().say("choice.way")
    heard = dict(situation.readings).get(situation.intent, 0.0)
    act = wishes.get(situation.intent) or questions.get(situation.intent)
    if act is None or situation.intent not in OFFERED_AFTER or heard < UNDOUBTED:
        return Reply()
    return act(situation)
