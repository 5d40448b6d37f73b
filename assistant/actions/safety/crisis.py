"""After an alarm: every reply is about the danger until it is over.

The state ends in two ways: somebody at the municipality has answered or finished the task
(`casework`), or the citizen says clearly that it is over, or that there never was one, and says so
once more when asked. Those on duty who were called hear of it. What may be said is in
texts/danger.yml and texts/first_aid.yml, what is listened for in gate/words/crisis.yml and
words/corrected.yml; what the danger is about, in words/danger.yml.
"""

from collections.abc import Callable, Mapping
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import hearing, told
from assistant.actions.safety.all_clear import (
    bare,
    corrected,
    corrects,
    direct,
    over_or_not,
    takes_back,
)
from assistant.actions.safety.state import (
    LIFE,
    NUMBERS,
    SLOT,
    heard,
    lasts,
    number_of,
    with_number,
)
from assistant.actions.situation import Situation

PASSES = frozenset({"stop_messages", "start_messages", "automatic", "reaction"})
"""What is answered as ever: commands that the law gives everybody, and what no person wrote."""
OF_THE_KIND = frozenset({"fire", "violence", LIFE})
"""Dangers whose kind says what to do; for the others the words do (words/danger.yml)."""
COMES_BACK = frozenset({"chest", "stroke", "lifeless", "poison"})
"""What is rung about also when it has passed."""
GRAVER = ("lifeless", "stroke")
"""What a danger turns into when it is told of later, whatever it was about before."""


def begun(
    kind: str | None, text: str = "", before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The slots of a crisis of a kind, right after its alarm.

    Args:
        kind: fire, violence, suicide; everything else is one.
        text: what the alarm was given for.
        before: the state that it came in. Abuse, a death and a wish not to live are not over
            because a danger beside them is: that state goes on afterwards.
    """
    state: dict[str, Any] = {"kind": kind or "urgent"}
    if about := _about(state, text):
        state["about"] = about
    if before and not lasts(before):
        before = before.get("before")
    if before and before["kind"] != state["kind"]:
        state["before"] = dict(before)
    return {SLOT: state}


def advice(state: Mapping[str, Any]) -> Reply:
    """What is said beside the number, by what the danger is about, if that is known."""
    about = state.get("about")
    reply = Reply().say(f"first_aid.{about}") if about else Reply()
    return reply.say("first_aid.poison_calm") if about == "poison" else reply


def answered(situation: Situation) -> Reply | None:
    """What is said in a crisis; None where there is none, or a new danger is told of."""
    state = dict(situation.slots.get(SLOT) or {})
    if not state or state.get("care") or situation.intent in PASSES:
        return None
    kind = heard(situation.text)
    if state.get("direct"):
        return direct(situation, state)
    if situation.danger == "alarm" and situation.entity("danger") != state["kind"]:
        return None  # something else: its own alarm
    of_life = state["kind"] == LIFE and corrects(situation.text)  # It is asked about directly.
    if (takes_back(situation) or of_life) and not state.get("clear"):
        return corrected(state)
    if _neglect(situation) and not state.get("neglect"):
        return _noted(situation, state)
    if state.get("clear") and kind not in ("farewell", "which_number"):
        return over_or_not(situation, state)
    if state.get("safe") and "safe_time" in hearing.every("after", situation.text):
        noted = Reply().say("crisis.safe_noted")
        noted.do("hand_over", **_task(situation, "abuse", "safe_time"))
        return noted.set(**{SLOT: {**state, "safe": False, "reached": True}})
    if kind is not None:
        return _ANSWERS[kind](situation, state)
    if bare(situation, "deny"):
        return _no(situation, state)
    if bare(situation, "affirm", "thank") and state.get("asked"):
        return _rung(situation, state)
    return _ask(situation, state)


def _about(state: Mapping[str, Any], text: str) -> str | None:
    if state["kind"] in OF_THE_KIND:
        return str(state["kind"])
    return hearing.first("danger", text)


def _means(situation: Situation, state: dict[str, Any]) -> Reply:
    """What it could be done with is at hand: from now on nothing is taken back by words."""
    return _of_life("crisis.means")(situation, {**state, "sure": state["kind"] == LIFE})


def _taken_back(situation: Situation, state: dict[str, Any]) -> Reply:
    return corrected(state) if state["kind"] == LIFE else _ask(situation, state)


def _clear(_situation: Situation, state: dict[str, Any]) -> Reply:
    if state.get("about") in COMES_BACK and not (state.get("passed") or state.get("rung")):
        kept = {**state, "passed": True}
        return Reply().say("crisis.still_ring", number=number_of(state)).set(**{SLOT: kept})
    text = "crisis.clear_life" if state["kind"] == LIFE else "crisis.clear"
    return Reply().say(text, expect="yes_no").set(**{SLOT: {**state, "clear": True}})


def _misread(situation: Situation, state: dict[str, Any]) -> Reply:
    """It was a lamp. The fire is let go; whether the alarm works is a task for today."""
    if state["kind"] != "fire":
        return _ask(situation, state)
    goes_on = state.get("before") or {"kind": "alarm", "care": True}
    reply = Reply().say("crisis.misread").set(**{SLOT: goes_on})
    reply.do("all_clear", danger="fire")
    return reply.do("hand_over", **_task(situation, "problem", "alarm"))


def _rung(_situation: Situation, state: dict[str, Any]) -> Reply:
    if state["kind"] == LIFE:
        return _stay(state)
    text = "crisis.rung_fire" if state["kind"] == "fire" else "crisis.rung"
    return Reply().say(text).set(**{SLOT: {**state, "rung": True}})


def _no_phone(_situation: Situation, state: dict[str, Any]) -> Reply:
    own = state["kind"] if state["kind"] in NUMBERS else None
    text = f"crisis.no_phone_{own}" if own else "crisis.no_phone"
    return with_number(Reply().say(text), state, only_life=True)


def _you_ring(situation: Situation, state: dict[str, Any]) -> Reply:
    reply = Reply().say("crisis.you_ring", number=number_of(state))
    return reply.then(told.in_crisis(situation, number_of(state))).set(**{SLOT: state})


def _no_strength(_situation: Situation, state: dict[str, Any]) -> Reply:
    if state["kind"] == LIFE:
        return Reply().say("crisis.life").say("crisis.tonight").set(**{SLOT: state})
    return Reply().say("crisis.no_strength", number=number_of(state)).set(**{SLOT: state})


def _farewell(situation: Situation, state: dict[str, Any]) -> Reply:
    if state["kind"] != LIFE:
        return _ask(situation, state)
    return Reply().say("crisis.life").say("crisis.tonight").set(**{SLOT: state})


def _no(situation: Situation, state: dict[str, Any]) -> Reply:
    """No to «have you rung?», or to ringing at all."""
    return _no_strength(situation, state)


def _secret(situation: Situation, state: dict[str, Any]) -> Reply:
    if state["kind"] != "violence":
        return _delete(situation, state)
    name = situation.municipality.name
    reply = Reply().say("crisis.secret_violence", municipality=name)
    reply.set(**{SLOT: {**state, "asked": True, "safe": True}})
    act = _task(situation, "abuse", "confidential")
    act["summary"]["contact"] = "confidential"
    return reply.do("hand_over", **act)


def _delete(situation: Situation, state: dict[str, Any]) -> Reply:
    text = "crisis.secret" if state["kind"] == LIFE else "crisis.secret_other"
    return Reply().say(text, municipality=situation.municipality.name).set(**{SLOT: state})


def _which_number(_situation: Situation, state: dict[str, Any]) -> Reply:
    return Reply().say(f"crisis.keys_{number_of(state)}").set(**{SLOT: state})


def _ask(situation: Situation, state: dict[str, Any]) -> Reply:
    """Anything else: it is not taken up now, and never «not understood»."""
    reply = Reply()
    if state["kind"] == LIFE:
        return _stay(state)
    about = _about({"kind": "urgent"}, situation.text)
    if about and state["kind"] not in OF_THE_KIND and _graver(about, state.get("about")):
        # More is told of it: that is what is answered, and the number stands by it.
        state = {**state, "about": about}
        return with_number(reply.then(advice(state)), state)
    if situation.danger == "alarm":
        reply.say("crisis.worse", number=number_of(state))
        if not state.get("worse"):
            reply.then(advice(state))
        kept = {**state, "rung": False, "worse": not state.get("worse")}
        return reply.set(**{SLOT: kept})
    if state.get("rung"):
        return reply.say("crisis.with_you").set(**{SLOT: state})
    if situation.intent in ("talk_to_human", "request_callback"):
        reply.then(told.in_crisis(situation, number_of(state)))
    if state["kind"] == "violence" and state.get("asked") and not state.get("reached"):
        name = situation.municipality.name
        reply.say("crisis.quiet", municipality=name)
        return reply.set(**{SLOT: {**state, "safe": True}})
    if state.get("about") == "cold":
        reply.then(advice(state)).say("crisis.where")
        return with_number(reply, state)
    if not state.get("asked") and state["kind"] != "violence":
        reply.say("crisis.if_not")
    elif state.get("about"):
        reply.then(advice(state))
    reply.say("crisis.ask", number=number_of(state), expect="yes_no")
    return reply.set(**{SLOT: {**state, "asked": True}})


LINES = ("crisis.stay", "crisis.stay_2", "crisis.stay_3")


def _stay(state: dict[str, Any]) -> Reply:
    """Nobody who thinks of not living hears the same twice in a row; the numbers come and go."""
    turn = int(state.get("turn") or 0)
    reply = Reply().say(LINES[turn % len(LINES)])
    if turn % len(LINES) == 0:
        reply.say("crisis.tonight")
    return reply.set(**{SLOT: {**state, "turn": turn + 1}})


def _neglect(situation: Situation) -> bool:
    return hearing.first("life", situation.text, ("neglect",)) is not None


def _noted(situation: Situation, state: dict[str, Any]) -> Reply:
    """Nobody came, or there is no food: a task of its own, beside what is said of the danger."""
    reply = Reply().say("crisis.neglect_noted")
    reply.do("hand_over", **_task(situation, "abuse", "neglect"))
    state = {**state, "neglect": True}
    about = _about({"kind": "urgent"}, situation.text)
    if about and not state.get("about") and state["kind"] not in OF_THE_KIND:
        state["about"] = about
    return with_number(reply.then(advice(state)), state)


def _graver(about: str, before: str | None) -> bool:
    return before is None or (about in GRAVER and about != before and before not in GRAVER)


def _afterwards(situation: Situation, state: dict[str, Any]) -> Reply:
    """What is asked for once the danger is over is noted, not begun."""
    name = situation.municipality.name
    reply = Reply().say("crisis.afterwards", municipality=name, number=number_of(state))
    return reply.do("hand_over", **_task(situation, "more_help", "afterwards")).set(**{SLOT: state})


def _tonight(situation: Situation, state: dict[str, Any]) -> Reply:
    if state.get("about") != "sugar":
        return _ask(situation, state)
    return with_number(Reply().say("first_aid.sugar_night"), state)


def _ate(situation: Situation, state: dict[str, Any]) -> Reply:
    if state.get("about") != "sugar":
        return _ask(situation, state)
    return Reply().say("crisis.ate").set(**{SLOT: state})


def _no_need(situation: Situation, state: dict[str, Any]) -> Reply:
    if state["kind"] == LIFE:
        return _ask(situation, state)
    return Reply().say("crisis.still_ring", number=number_of(state)).set(**{SLOT: state})


def _task(situation: Situation, reason: str, what: str) -> dict[str, Any]:
    return {
        "reason": reason,
        "urgent": reason != "more_help",
        "promised_at": None,
        "person": situation.person.id if situation.person else None,
        "call_back_number": situation.caller,
        "summary": {"intent": situation.intent, "what": what},
    }


Answer = Callable[[Situation, dict[str, Any]], Reply]


def _then(text: str, *, number: bool = True) -> Answer:
    """A text, and the number or those who listen tonight after it."""

    def said(situation: Situation, state: dict[str, Any]) -> Reply:
        reply = Reply().say(text, number=number_of(state), municipality=situation.municipality.name)
        return with_number(reply, state) if number else reply.set(**{SLOT: state})

    return said


def _of_life(text: str, other: Answer = _ask) -> Answer:
    """A text where it is about not living any more; something else elsewhere."""

    def said(situation: Situation, state: dict[str, Any]) -> Reply:
        if state["kind"] != LIFE:
            return other(situation, state)
        return Reply().say(text, municipality=situation.municipality.name).set(**{SLOT: state})

    return said


_ANSWERS: dict[str, Answer] = {
    "misread": _misread,
    "which_number": _which_number,
    "what": _of_life("crisis.say_again", _which_number),
    "means": _means,
    "chat": _of_life("crisis.chat"),
    "carer": _of_life("crisis.respite"),
    "taken_back": _taken_back,
    "call_nobody": _then("crisis.call_nobody", number=False),
    "ate": _ate,
    "helper_here": _then("crisis.found_helper", number=False),
    "neighbour": _then("crisis.neighbour"),
    "delete": _delete,
    "secret": _secret,
    "police": _then("crisis.police"),
    "blame": _then("crisis.blame", number=False),
    "visit": _then("crisis.visit"),
    "choice": _then("crisis.no_choice"),
    "tomorrow": _then("crisis.tomorrow"),
    "stay": _then("crisis.stay_with", number=False),
    "machine": _then("crisis.machine"),
    "not_them": _you_ring,
    "no_need": _no_need,
    "afterwards": _afterwards,
    "tonight": _tonight,
    "clear": _clear,
    "rung": _rung,
    "no_phone": _no_phone,
    "you_ring": _you_ring,
    "wait": _then("crisis.wait", number=False),
    "no_strength": _no_strength,
    "farewell": _farewell,
}
