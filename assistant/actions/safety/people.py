"""Handing over to a person, and danger, which comes before everything else."""

import re
from typing import Any

from assistant.actions import commands
from assistant.actions.facts.presenter import say_statement
from assistant.actions.mandates.who import fault_of_phone, phone_in
from assistant.actions.reply import Reply
from assistant.actions.safety import told
from assistant.actions.safety.crisis.state import SLOT, advice, begun
from assistant.actions.situation import END_PROOF, Situation
from assistant.actions.thread import FORGOTTEN, ON_THE_SIDE, ask_again, offer_person
from assistant.reading.own_name import own_name
from core.channel import Channel
from core.phone_number import Fault
from provider_catalog.office_hours import Window, as_value
from provider_catalog.post_places import post_places

ASKED = "asked"
NEW_LETTER = "new_letter"
PRAISE = "praise"

NOTHING_PROMISED = (NEW_LETTER, PRAISE, "wrong_person")
"""Tasks that nobody is called back about."""

OWN_NUMBER = ("fire", "violence", "suicide")
"""The dangers whose first word is not just 113."""


def hand_over(situation: Situation) -> Reply:
    """Leave a task for a person, and say what happens now.

    A call-back needs a number: the one that called, one that was said, or one asked for.
    """
    reason = situation.slots.get("reason") or ASKED
    if situation.intent == "request_callback":
        reason = "callback"
    number = phone_in(situation) or situation.caller
    name = situation.municipality.name
    # What was asked in a thread stays asked, and is not asked again just now: a person was wanted.
    done = {"pending": None} if situation.pending in ON_THE_SIDE else {}
    reply = Reply().set(**done, reason=None, misses=None)
    if number is None and situation.channel == Channel.PHONE:
        # A call may be put through at once; the number is for when nobody can be reached.
        reply.do("connect", reason=reason)
        reply.say("person.no_number", municipality=name, expect="phone")
        return reply.set(pending="callback_number", reason=reason)
    if number is None and reason == "callback":
        # On the web there is no number to see. What was asked before is not asked just now.
        reply.set(**FORGOTTEN)
        return reply.ask(
            "callback_number", "person.no_number", expect="phone", municipality=name
        ).set(reason=reason)
    # «Ring meg», and then the number: it is one call.
    amends = reason == "callback" and phone_in(situation) is not None
    reply.do("hand_over", **task(situation, reason, number), amends=amends)
    said = {"phone": number} if number else ""
    if reason == PRAISE:
        return reply.say("praise.passed_on", municipality=name)
    # Without a number or a proven person nobody would know where to send a letter.
    if reason == NEW_LETTER and (number or situation.person):
        return reply.say("person.new_letter", municipality=name)
    if situation.intent == "request_callback" and number:
        if leaves_word(situation):
            reply.then(_taken_down(situation))
        reply.say("person.calls", municipality=name, number=said)
    else:
        reply.say("person.coming", municipality=name, number=said)
    reply.then(when(situation))
    if number is None and done:
        # The answer comes in the chat; who cannot wait there may give a number as well.
        reply.ask("callback_number", "person.or_call", expect="phone").set(reason=reason)
    return reply


def take_number(situation: Situation) -> Reply:
    """The number to call back, for whoever calls from a hidden one.

    It may be any country's, and a landline: a person rings it. What is none is refused in words.
    """
    name = situation.municipality.name
    number = phone_in(situation)
    if number is None:
        fault = fault_of_phone(situation.text)
        reply = Reply().say(f"phone_number.{fault.value}") if fault is not Fault.NONE else Reply()
        asked = "person.which_number" if reply.messages else "person.no_number"
        return reply.ask("callback_number", asked, expect="phone", municipality=name)
    reason = situation.slots.get("reason") or ASKED
    act = task(situation, reason, number) | {"amends": True}
    reply = Reply().set(pending=None, reason=None).do("hand_over", **act)
    reply.say("person.calls", municipality=name, number={"phone": number})
    return reply.then(when(situation))


LEFT_WORD = 12
"""Words. So many with a telephone number are left as on an answering machine: over-70s say eleven
words where others say three (Kvale and Halvorsrud, Interspeech 2008)."""


def leaves_word(situation: Situation) -> bool:
    """Whether a message that was not understood asks to be rung: it is long and gives a number."""
    return len(situation.text.split()) >= LEFT_WORD and phone_in(situation) is not None


def take_down(situation: Situation) -> Reply:
    """A message left as on an answering machine: name and number are read back; a person has it."""
    number, name = phone_in(situation), situation.municipality.name
    done = {"pending": None} if situation.pending in ON_THE_SIDE else {}
    reply = Reply().set(**done, reason=None, misses=None)
    reply.do("hand_over", **task(situation, "callback", number))
    reply.then(_taken_down(situation))
    reply.say("person.calls", municipality=name, number={"phone": number})
    return reply.then(when(situation))


def _taken_down(situation: Situation) -> Reply:
    """That the words are kept, with the name that was given as the caller's own."""
    name = own_name(situation.text, post_places())
    if name is None:
        return Reply().say("person.taken_down")
    return Reply().say("person.taken_down_from", name=name)


def _promised(situation: Situation) -> Window | None:
    """When the municipality calls, by the hours that it has given; None where it has given none."""
    opening = situation.municipality.opening
    return opening.next_window(situation.deps.clock.now()) if opening else None


def when(situation: Situation) -> Reply:
    """When somebody takes contact: promised where the municipality's hours are known."""
    window = _promised(situation)
    if window is None:
        return Reply().say("person.no_time_known").then(told.same_day(situation))
    when = as_value(window, situation.deps.clock.now())
    return Reply().say("person.time_known", when=when).then(told.same_day(situation))


def decline(situation: Situation) -> Reply:
    """No to a person; what was asked before that is asked again."""
    reply = Reply().set(pending=None, reason=None, misses=None, asked=None)
    if asked := situation.slots.get("asked"):
        return reply.then(ask_again(situation, asked))
    return reply.say("person.not_now")


def emergency(situation: Situation) -> Reply:
    """113 before anything else, and an urgent task; what was under way stays as it was."""
    kind = situation.entity("danger")
    reply = Reply().say(f"emergency.{kind}" if kind in OWN_NUMBER else "emergency")
    slots = begun(kind, situation.text, situation.slots.get(SLOT))
    reply.then(advice(slots[SLOT]))
    if kind == "suicide":
        reply.say("crisis.tonight")
    reply.then(told.of_danger(situation)).set(**slots)
    act = task(situation, "emergency", situation.caller, urgent=True)
    return reply.do("hand_over", **act, danger=slots[SLOT]["kind"])


DIGNITY = re.compile(
    r"\b(?:naken\w*|nakne|kledd av|avkledd\w*|uten klær|utan klede|"
    r"skammet|skamma|av skam|flau\w*)\b",
    re.IGNORECASE,
)
"""Somebody was seen who was not asked: what one may ask for is told, and not only to be sorry."""


def report_problem(situation: Situation) -> Reply:
    """Help that is late, absent or careless: offer to tell the municipality, and the way out."""
    rule = situation.scheme.rule("switch_any_time")
    can_switch = situation.scheme.open_on(situation.today) and rule.value is True
    reply = Reply().say("problem.can_switch", source=rule) if can_switch else Reply()
    if DIGNITY.search(situation.text):
        facts = situation.deps.catalogue.facts
        for name in ("visits.trainee", "visits.woman"):
            reply.then(say_statement(situation, facts.statements[name]))
    sorry = Reply().say("problem.sorry").then(reply).then(told.same_day(situation))
    return sorry.then(offer_person("problem", "problem.offer"))


def change_content(_situation: Situation) -> Reply:
    """Other tasks or times within the decision: a person decides; the wish is passed on."""
    return offer_person("change_content", "content.offer")


def ask_wrong_person(situation: Situation) -> Reply:
    """The message may have been for somebody else: what follows is an act, so it is asked about."""
    if commands.is_bare(situation, commands.WRONG_PERSON):
        return wrong_person(situation)
    return Reply().ask("confirm_wrong_person", "wrong_person.ask", expect="yes_no")


def wrong_person(situation: Situation) -> Reply:
    """The message was for somebody else: end any proof here, and tell the municipality."""
    reply = Reply().set(**FORGOTTEN).do(END_PROOF, another=False).say("wrong_person")
    return reply.do("hand_over", **task(situation, "wrong_person", situation.caller))


def task(
    situation: Situation, reason: str, number: str | None, *, urgent: bool = False
) -> dict[str, Any]:
    """The act that leaves a task: why, for whom if known, and what was under way."""
    under_way = {
        name: situation.slots[name]
        for name in ("wish", "services", "provider", "pending")
        if situation.slots.get(name)
    }
    if situation.person is not None and situation.person.mandate is not None:
        under_way["agent"] = situation.person.mandate.agent_name
    if reason == "callback" and (name := own_name(situation.text, post_places())):
        under_way["name"] = name
    promised = None if urgent or reason in NOTHING_PROMISED else _promised(situation)
    return {
        "reason": reason,
        "urgent": urgent,
        "promised_at": promised.ends.isoformat() if promised else None,
        "person": situation.person.id if situation.person else None,
        "call_back_number": number,
        "summary": {"intent": situation.intent, "standard": situation.context.get("standard")}
        | under_way,
    }
