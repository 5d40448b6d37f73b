"""The questions that are asked after something grave was told, and what their answers lead to.

They live in the state (`asks`), so that their yes can be no yes to a choice. Nothing is put off and
nobody rings before it was answered.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.actions.mandates.who import phone_in
from assistant.actions.reply import Reply
from assistant.actions.safety import hearing, people
from assistant.actions.safety.crisis.state import SHORT
from assistant.actions.situation import Situation
from assistant.gate.verdict import Answer as Heard
from assistant.gate.verdict import Answered, judge
from assistant.reading.call_wish import wanted, whom

ASKS_FOR_IT = re.compile(
    r"\bja\b.*\b(?:sett?|sette|setje|legg)\b.*\bpå (?:vent|pause)\b", re.IGNORECASE
)
PAUSE, SAFE = "pause", "safe"
"""Whether visits shall wait, and when and how somebody can be reached without danger."""


def pause(situation: Situation) -> Reply | None:
    """The answer to whether the visits shall wait: only a plain yes asks for it."""
    answer = Heard(
        text=situation.text,
        question=PAUSE,
        given=str(situation.context.get("input") or "text"),
        confidence=situation.context.get("confidence"),
        denied=situation.intent == "deny",
    )
    answered = judge(answer).answered
    if answered is not Answered.NO and ASKS_FOR_IT.search(situation.text):
        answered = Answered.YES  # «Ja, sett dem på vent.»
    match answered:
        case Answered.YES:
            act = people.task(situation, "pause_help", situation.caller)
            act["summary"]["what"] = PAUSE
            return Reply().say("event.pause_asked").do("hand_over", **act)
        case Answered.NO:
            return Reply().say("event.pause_not")
    return None


BESIDE_A_TIME = frozenset({"alone_at_home", "afraid", "lonely", "call_me", "night", "safe_time"})
"""What is said with a time at which somebody can be reached: «i morgen, da er jeg alene»."""


def number_to_ring(situation: Situation) -> str | None:
    """The number on which whoever told something in confidence wants to be rung, if any."""
    left = wanted(situation.text)
    if left is None or not RINGS.search(left):
        return None
    return phone_in(replace(situation, text=left))


def kept_in_confidence(situation: Situation, number: str) -> Reply:
    """The number stands with what was told, and makes no task that anybody else would read."""
    act = people.task(situation, "abuse", number, urgent=True) | {"promised_at": None}
    act["summary"]["contact"] = "told"
    if who := whom(situation.text):
        act["summary"]["whom"] = who
    return Reply().say("abuse.safe_noted").do("hand_over", **act, amends=True)


def no_contact(situation: Situation) -> Reply:
    """«Glem det»: what was told stands, and with it that nobody is to take contact now."""
    act = people.task(situation, "abuse", None, urgent=True) | {"promised_at": None}
    act["summary"]["contact"] = "no_contact"
    return Reply().say("abuse.no_contact").do("hand_over", **act, amends=True)


RINGS = re.compile(r"\b(?:ring|ringe|ringje|ringja|ringes)\b", re.IGNORECASE)


def safe(situation: Situation, heard: str | None, others: Collection[str | None]) -> Reply | None:
    """The answer to when and how somebody can be reached; None where it is something else.

    Args:
        situation: the message.
        heard: the first kind of words/after.yml that is heard in it.
        others: the kinds that have an answer of their own here.
    """
    if (number := number_to_ring(situation)) is not None:
        return kept_in_confidence(situation, number)
    if heard in others and heard not in BESIDE_A_TIME:
        return None
    act = people.task(situation, "abuse", situation.caller, urgent=True)
    if "safe_time" in hearing.every("after", situation.text) and "?" not in situation.text:
        act["summary"]["what"] = "safe_time"
        return Reply().say("abuse.safe_noted").do("hand_over", **act)
    if situation.intent == "deny" and len(situation.text.split()) <= SHORT:
        act["summary"]["what"] = "no_contact"
        return Reply().say("abuse.no_contact").do("hand_over", **act)
    return None
