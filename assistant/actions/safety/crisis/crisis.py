"""After an alarm: every reply is about the danger until it is over.

The state ends in two ways: somebody at the municipality has answered or finished the task
(`casework`), or the citizen says clearly that it is over, or that there never was one, and says so
once more when asked. Those on duty who were called hear of it. What may be said is in
texts/danger.yml and texts/first_aid.yml, what is listened for in gate/words/crisis.yml and
words/corrected.yml; what the danger is about, in words/danger.yml.
"""

import re
from collections.abc import Mapping
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import grave, hearing
from assistant.actions.safety.crisis import denied
from assistant.actions.safety.crisis.all_clear import (
    bare,
    corrected,
    corrects,
    direct,
    may_be_out,
    only_ends_with_yes,
    over_or_not,
    says_it_is_out,
    takes_back,
)
from assistant.actions.safety.crisis.answers import (
    ANSWERS,
    ask,
    no,
    noted,
    rung,
    task,
    tells_of_neglect,
)
from assistant.actions.safety.crisis.plainly import has_rung, is_yes
from assistant.actions.safety.crisis.state import (
    LIFE,
    SLOT,
    advice,
    begun,
    heard,
    number_of,
    with_number,
)
from assistant.actions.safety.life import care
from assistant.actions.situation import Situation
from core.channel import Channel

PASSES = frozenset({"stop_messages", "start_messages", "automatic", "reaction"})
"""What is answered as ever: commands that the law gives everybody, and what no person wrote."""


def answered(situation: Situation) -> Reply | None:
    """What is said in a crisis; None where there is none, or a new danger is told of."""
    state = dict(situation.slots.get(SLOT) or {})
    if not state or state.get("care") or situation.intent in PASSES:
        return None
    return Reply() if _is_our_own_text(situation) else _within(situation, state)


def _within(situation: Situation, state: dict[str, Any]) -> Reply | None:
    """What a message of somebody in a crisis leads to; None where it is a new danger."""
    kind = heard(situation.text)
    if state["kind"] != LIFE and not state.get("about") and hearing.signs(situation.text):
        return in_earnest(situation)  # What was taken for a danger to the body was this.
    if state.pop("fire_out", False) and _said_it_is_out(situation):
        return ask(situation, state).do("all_clear", danger="fire")
    if state.get("direct"):
        return direct(situation, state)
    if situation.danger == "alarm" and situation.entity("danger") != state["kind"]:
        return None  # something else: its own alarm
    if (told := _grave(situation, state, kind) or _it_ends(situation, state)) is not None:
        return told
    of_life = state["kind"] == LIFE and corrects(situation.text)  # It is asked about directly.
    if (takes_back(situation) or of_life) and not state.get("clear"):
        return corrected(state)
    if tells_of_neglect(situation) and not state.get("neglect"):
        return noted(situation, state)
    if state.get("clear") and kind not in ("farewell", "which_number"):
        return over_or_not(situation, state)
    if state.get("safe") and "safe_time" in hearing.every("after", situation.text):
        return safe_time(situation, state)
    if kind is not None:
        return ANSWERS[kind](situation, state)
    if bare(situation, "deny"):
        return no(situation, state)
    return _said_yes(situation, state) or ask(situation, state)


def _is_our_own_text(situation: Situation) -> bool:
    """Whether a text message is one that we sent, but for a number: another machine sends it back.

    It is met with silence, or two of us would warn each other for ever.
    """
    ours = situation.context.get("quotes_us") and situation.channel == Channel.SMS
    return bool(ours) and not any(each.isalpha() for each in situation.text)


def _it_ends(situation: Situation, state: dict[str, Any]) -> Reply | None:
    """What is said of a death in it, or to who says again that there never was a danger."""
    if _has_died(situation, state):
        return care.begin(situation, grave.DEATH)
    return denied.answered(situation, state)


def _has_died(situation: Situation, state: Mapping[str, Any]) -> bool:
    """Whether «is all danger over?», or help that was rung for, is answered with a death alone.

    What is beside it may say that nobody died: «jeg trodde han var død, men han våkna».
    """
    if state["kind"] in (LIFE, "fire", "violence"):
        return False
    asked = state.get("clear") or state.get("rung") or state.get("passed")
    if not asked or situation.danger == "alarm" or "?" in situation.text:
        return False
    return "died" in hearing.every("died", situation.text)


_BY_ANOTHER = re.compile(
    r"\b(?:mannen|kona|samboeren|hennes|hans|hun|ho|hu|han|sønnen|sonen|hilsen|overdriver|overdriv)\b",
    re.IGNORECASE,
)
"""Who strikes may hold the telephone: «alt er bra. Hilsen mannen» ends nothing."""


_NOBODY_ANSWERS = re.compile(
    r"(?:(?:ja|nei|men|og|jeg|eg|æ|vi|me|har|ringt|ringte|ringer|prøvd|prøvde|113|112|110) )*"
    r"(?:(?:de|dei|113|112|110|amk|nødsentralen|legevakta|legevakten)"
    r" (?:svarer|svarar|svara|svarte|tar|tek|tok)(?: den| telefonen)? (?:ikke|ikkje|itj)"
    r"|(?:ingen|inga) (?:svarer|svarar|svara|svarte|tar|tek|tok)(?: den| telefonen)?)"
    r"(?: (?:der|nå|no|heller|på|i|telefonen|113|112|110))*"
)
"""The whole of a message in which those who were rung do not answer: «de svarer ikke der». With
anything beside it somebody here may not wake or breathe."""
_NUMBER = re.compile(r"\b(?:11[023]|amk|nødsentralen|ringt|ringte)\b")


def _grave(situation: Situation, state: dict[str, Any], kind: str | None) -> Reply | None:
    """What makes it worse, or may be said by who is feared."""
    if _is_worse(situation, state):
        state["about"] = "lifeless"
        return with_number(advice(state), state)
    if kind == "clear" and state["kind"] == "violence" and _BY_ANOTHER.search(situation.text):
        return with_number(Reply().say("crisis.still"), state)
    return None


def _is_worse(situation: Situation, state: Mapping[str, Any]) -> bool:
    """Whether somebody is told of who no longer wakes or breathes, of another danger before."""
    if state["kind"] in (LIFE, "fire", "violence") or state.get("about") == "lifeless":
        return False
    said = hearing.plain(situation.text)
    if _NOBODY_ANSWERS.fullmatch(said) and (situation.danger != "alarm" or _NUMBER.search(said)):
        return False  # «De svarer ikke» alone may be of two who lie here.
    told_now = situation.danger is not None or hearing.first("plain", situation.text) is not None
    return told_now and hearing.first("danger", situation.text) == "lifeless"


def _said_it_is_out(situation: Situation) -> bool:
    """Whether the fire beside another danger is said to be out, asked about once."""
    if situation.danger == "alarm":
        return False
    yes = is_yes(situation) and may_be_out(situation.text)
    return says_it_is_out(situation.text) or yes


def _said_yes(situation: Situation, state: dict[str, Any]) -> Reply | None:
    """The answer to a bare yes: they have rung, or they will."""
    if only_ends_with_yes(situation.text):
        return None  # «Sønnen ja.»
    if state.get("asked") and has_rung(situation):
        return rung(situation, state)
    if not state.get("asked") and _goes_along(situation, state):
        reply = Reply().say("crisis.do_it", number=number_of(state), expect="yes_no")
        return reply.set(**{SLOT: {**state, "asked": True}})
    return None


def _goes_along(situation: Situation, state: dict[str, Any]) -> bool:
    """Whether a yes was said before anything was asked: what is to be done is said once more."""
    return bare(situation, "affirm") and state["kind"] != LIFE and situation.danger is None


def safe_time(situation: Situation, state: dict[str, Any]) -> Reply:
    """When somebody can be reached without danger: noted, as a task of its own."""
    reply = Reply().say("crisis.safe_noted")
    reply.do("hand_over", **task(situation, "abuse", "safe_time"))
    return reply.set(**{SLOT: {**state, "safe": False, "reached": True}})


def in_earnest(situation: Situation) -> Reply:
    """Signs of not wanting to live, and no no to them: from now on it is about this alone."""
    reply = Reply().say("crisis.life").say("first_aid.suicide").say("crisis.tonight")
    act = task(situation, "emergency")
    reply.do("hand_over", **act, danger=LIFE)
    return reply.set(**begun(LIFE, before=situation.slots.get(SLOT)))
