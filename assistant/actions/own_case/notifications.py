"""What we wrote first, and the person's answer to it."""

from dataclasses import replace
from datetime import timedelta

from assistant.actions.own_case import own_case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN
from core.channel import Channel
from core.working_days import working_day

REMIND_AFTER_DAYS = 2
MARKS = range(1, 6)
LOW = ("1", "2", "no")
"""Who answers so is asked whether to switch."""

WISHES = {"choose": "choose_provider", "switch": "switch_provider"}


def offer_reminder(situation: Situation) -> Reply:
    """«Skal jeg minne deg på det?», once, and where there is a number to write to.

    By text message that is the number written from; in a call, the one on the record of who has
    proved who it is.
    """
    slots = situation.slots
    number = situation.channel == Channel.SMS or _number(situation)
    if not number or slots.get("reminded") or not situation.deps.reminds(situation.municipality.id):
        return Reply()
    place = slots.get("before_think") if situation.pending == "remind" else situation.pending
    return Reply().ask("remind", "think.remind", expect="yes_no").set(before_think=place)


def remind(situation: Situation) -> Reply:
    """Yes: plan it, and go back to where the person was."""
    person = situation.person
    # The working day that is at least two days away: notices go on working days only.
    day = working_day(situation.today + timedelta(days=REMIND_AFTER_DAYS - 1), 1)
    reply = Reply().do(
        "remind",
        on=day.isoformat(),
        person=person.id if person else None,
        number=_number(situation),
    )
    reply.say("think.remind_yes", date={"date": day.isoformat()})
    return reply.set(reminded=True).then(_back(situation))


def no_reminder(situation: Situation) -> Reply:
    """No."""
    return Reply().say("think.remind_no").then(_back(situation))


def take_mark(situation: Situation) -> Reply:
    """How satisfied the person is: a number, or a plain yes or no. On a low one: switch?"""
    mark = {"affirm": "yes", "deny": "no"}.get(situation.intent)
    if mark is None and situation.entity("option") in MARKS:
        mark = str(situation.entity("option"))
    if mark is None:
        return Reply().ask("satisfied", "notice.mark_again", expect="free")
    reply = Reply().set(**FORGOTTEN)
    if situation.slots.get("notice") is not None:
        reply.do("answer_notice", notice=situation.slots["notice"], answer=mark)
    if mark not in LOW:
        return reply.say("notice.mark_thanks")
    reply.say("notice.mark_low").set(wish="switch")
    return reply.ask("change_after_notice", "notice.change", expect="yes_no").set(wish="switch")


def go_on(situation: Situation) -> Reply:
    """Yes to choosing or switching: as if the person had said so."""
    wish = situation.slots.get("wish") or "choose"
    slots = {**situation.slots, "pending": None}
    wanted = replace(situation, intent=WISHES[wish], entities={}, slots=slots)
    return Reply().set(**FORGOTTEN).then(own_case.choose(wanted))


def leave(_situation: Situation) -> Reply:
    """No: it stays as it is."""
    return Reply().set(**FORGOTTEN).say("notice.left")


def _number(situation: Situation) -> str | None:
    """The number on record of who is proven: the agent's own where somebody has a mandate."""
    person = situation.person
    if person is None:
        return None
    return person.mandate.agent_phone if person.mandate else person.phone


def _back(situation: Situation) -> Reply:
    return Reply().set(pending=situation.slots.get("before_think"), before_think=None)
