"""What is answered after an alarm, by what was heard (gate/words/crisis.yml)."""

from collections.abc import Callable
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.safety import hearing, told
from assistant.actions.safety.crisis.all_clear import (
    BURNS,
    FIRE,
    HOPED,
    NEGATED,
    corrected,
    may_be_out,
)
from assistant.actions.safety.crisis.plainly import (
    is_another_call,
    is_not_rung_yet,
    tells_only_of_help,
)
from assistant.actions.safety.crisis.state import (
    LIFE,
    NUMBERS,
    OF_THE_KIND,
    SLOT,
    about_of,
    advice,
    number_of,
    stay,
    with_number,
)
from assistant.actions.situation import Situation

COMES_BACK = frozenset({"chest", "stroke", "lifeless", "poison"})
"""What is rung about also when it has passed."""
GRAVER = ("lifeless", "stroke")
"""What a danger turns into when it is told of later, whatever it was about before."""


def _means(situation: Situation, state: dict[str, Any]) -> Reply:
    """What it could be done with is at hand: from now on nothing is taken back by words."""
    return _of_life("crisis.means")(situation, {**state, "sure": state["kind"] == LIFE})


def _taken_back(situation: Situation, state: dict[str, Any]) -> Reply:
    return corrected(state) if state["kind"] == LIFE else ask(situation, state)


def _clear(situation: Situation, state: dict[str, Any]) -> Reply:
    if HOPED.search(situation.text) and state["kind"] != LIFE:
        return ANSWERS["wait"](situation, state)  # «Det gir seg vel.»
    of_fire = FIRE.search(situation.text) is not None
    if of_fire and not may_be_out(situation.text):
        return ask(situation, state)  # «Den er nesten slukket.»
    if of_fire and state["kind"] != "fire":
        reply = Reply().say("crisis.fire_out", number=number_of(state), expect="yes_no")
        return reply.set(**{SLOT: {**state, "fire_out": True}})  # The other danger is not over.
    if situation.danger == "alarm":
        return ask(situation, state)  # «Det gikk bra med meg, men hun puster ikke.»
    if state.get("about") in COMES_BACK and not (state.get("passed") or state.get("rung")):
        kept = {**state, "passed": True}
        return Reply().say("crisis.still_ring", number=number_of(state)).set(**{SLOT: kept})
    text = "crisis.clear_life" if state["kind"] == LIFE else "crisis.clear"
    return Reply().say(text, expect="yes_no").set(**{SLOT: {**state, "clear": True}})


def _misread(situation: Situation, state: dict[str, Any]) -> Reply:
    """It was a lamp, they say: asked about once, and then a task for today to look at the alarm."""
    burns = situation.danger is not None and BURNS.search(situation.text)
    if state["kind"] != "fire" or burns:
        return ask(situation, state)
    return corrected({**state, "misread": True})


def _give(situation: Situation, state: dict[str, Any]) -> Reply:
    """What to give somebody who is ill is for those who answer the number, but for low sugar."""
    if state["kind"] in OF_THE_KIND or state.get("about") == "sugar":
        return ask(situation, state)
    return Reply().say("crisis.give", number=number_of(state)).set(**{SLOT: state})


def rung(situation: Situation, state: dict[str, Any]) -> Reply:
    """They have rung, or help is on the way."""
    if state["kind"] == LIFE:
        return stay(state)
    if situation.danger is not None and not tells_only_of_help(situation.text):
        return ask(situation, state)  # «Jeg har ringt, han puster ikke.»
    if NEGATED.search(situation.text):
        return no(situation, state)  # «Nei, ingen har ringt.»
    if "?" in situation.text or is_another_call(situation.text):
        return ask(situation, state)  # «Jeg har ringt datteren», «hvem har ringt?»
    if is_not_rung_yet(situation.text):
        return ask(situation, state)  # «Jeg ringer snart.»
    text = "crisis.rung_fire" if state["kind"] == "fire" else "crisis.rung"
    return Reply().say(text).set(**{SLOT: {**state, "rung": True}})


def _no_phone(_situation: Situation, state: dict[str, Any]) -> Reply:
    own = state["kind"] if state["kind"] in NUMBERS else None
    text = f"crisis.no_phone_{own}" if own else "crisis.no_phone"
    return with_number(Reply().say(text), state, only_life=True)


def _you_ring(situation: Situation, state: dict[str, Any]) -> Reply:
    reply = Reply().say("crisis.you_ring", number=number_of(state))
    return reply.then(told.in_crisis(situation, number_of(state))).set(**{SLOT: state})


def _on_the_way(situation: Situation, state: dict[str, Any]) -> Reply:
    """Nobody is sent by us: who rings is who is helped."""
    if state["kind"] == LIFE:
        return stay(state)
    reply = Reply().say("crisis.nobody_sent", number=number_of(state))
    if not state.get("rung"):
        reply.then(told.in_crisis(situation, number_of(state)))
    return reply.set(**{SLOT: state})


def _no_strength(_situation: Situation, state: dict[str, Any]) -> Reply:
    if state["kind"] == LIFE:
        return Reply().say("crisis.life").say("crisis.tonight").set(**{SLOT: state})
    return Reply().say("crisis.no_strength", number=number_of(state)).set(**{SLOT: state})


def _farewell(situation: Situation, state: dict[str, Any]) -> Reply:
    if state["kind"] != LIFE:
        return ask(situation, state)
    return Reply().say("crisis.life").say("crisis.tonight").set(**{SLOT: state})


def no(situation: Situation, state: dict[str, Any]) -> Reply:
    """No to «have you rung?», or to ringing at all."""
    return _no_strength(situation, state)


def _secret(situation: Situation, state: dict[str, Any]) -> Reply:
    if state["kind"] != "violence":
        return _delete(situation, state)
    name = situation.municipality.name
    reply = Reply().say("crisis.secret_violence", municipality=name)
    reply.set(**{SLOT: {**state, "asked": True, "safe": True}})
    act = task(situation, "abuse", "confidential")
    act["summary"]["contact"] = "confidential"
    return reply.do("hand_over", **act)


def _delete(situation: Situation, state: dict[str, Any]) -> Reply:
    text = "crisis.secret" if state["kind"] == LIFE else "crisis.secret_other"
    return Reply().say(text, municipality=situation.municipality.name).set(**{SLOT: state})


def _which_number(_situation: Situation, state: dict[str, Any]) -> Reply:
    return Reply().say(f"crisis.keys_{number_of(state)}").set(**{SLOT: state})


def ask(situation: Situation, state: dict[str, Any]) -> Reply:
    """Anything else: it is not taken up now, and never «not understood»."""
    reply = Reply()
    if state["kind"] == LIFE:
        return stay(state)
    about = about_of({"kind": "urgent"}, situation.text)
    if about and state["kind"] not in OF_THE_KIND and _graver(about, state.get("about")):
        # More is told of it: that is what is answered, and the number stands by it.
        state = {**state, "about": about}
        return with_number(reply.then(advice(state)), state)
    if situation.danger == "alarm":
        reply.say("crisis.worse", number=number_of(state))
        if not state.get("worse"):
            reply.then(advice(state))
        kept = {**state, "rung": False, "misread": False, "worse": not state.get("worse")}
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


def tells_of_neglect(situation: Situation) -> bool:
    """Whether nobody came, or food, medicine or warmth is missing."""
    return hearing.first("life", situation.text, ("neglect",)) is not None


def noted(situation: Situation, state: dict[str, Any]) -> Reply:
    """Nobody came, or there is no food: a task of its own, beside what is said of the danger."""
    reply = Reply().say("crisis.neglect_noted")
    reply.do("hand_over", **task(situation, "abuse", "neglect"))
    state = {**state, "neglect": True}
    about = about_of({"kind": "urgent"}, situation.text)
    if about and not state.get("about") and state["kind"] not in OF_THE_KIND:
        state["about"] = about
    return with_number(reply.then(advice(state)), state)


def _graver(about: str, before: str | None) -> bool:
    return before is None or (about in GRAVER and about != before and before not in GRAVER)


def _afterwards(situation: Situation, state: dict[str, Any]) -> Reply:
    """What is asked for once the danger is over is noted, not begun."""
    name = situation.municipality.name
    reply = Reply().say("crisis.afterwards", municipality=name, number=number_of(state))
    return reply.do("hand_over", **task(situation, "more_help", "afterwards")).set(**{SLOT: state})


def _no_need(situation: Situation, state: dict[str, Any]) -> Reply:
    if state["kind"] == LIFE:
        return ask(situation, state)
    return Reply().say("crisis.still_ring", number=number_of(state)).set(**{SLOT: state})


def task(situation: Situation, reason: str, what: str | None = None) -> dict[str, Any]:
    """The act that leaves a task in a crisis: why, and what was told."""
    told_of = {"what": what} if what else {}
    return {
        "reason": reason,
        "urgent": reason != "more_help",
        "promised_at": None,
        "person": situation.person.id if situation.person else None,
        "call_back_number": situation.caller,
        "summary": {"intent": situation.intent} | told_of,
    }


Answer = Callable[[Situation, dict[str, Any]], Reply]


def _of_sugar(text: str, *, number: bool) -> Answer:
    """A text where the blood sugar is low; elsewhere it is asked whether they have rung."""
    said = _then(text, number=number)

    def of_sugar(situation: Situation, state: dict[str, Any]) -> Reply:
        return (said if state.get("about") == "sugar" else ask)(situation, state)

    return of_sugar


def _then(text: str, *, number: bool = True) -> Answer:
    """A text, and the number or those who listen tonight after it."""

    def said(situation: Situation, state: dict[str, Any]) -> Reply:
        reply = Reply().say(text, number=number_of(state), municipality=situation.municipality.name)
        return with_number(reply, state) if number else reply.set(**{SLOT: state})

    return said


def _of_life(text: str, other: Answer = ask) -> Answer:
    """A text where it is about not living any more; something else elsewhere."""

    def said(situation: Situation, state: dict[str, Any]) -> Reply:
        if state["kind"] != LIFE:
            return other(situation, state)
        return Reply().say(text, municipality=situation.municipality.name).set(**{SLOT: state})

    return said


ANSWERS: dict[str, Answer] = {
    "misread": _misread,
    "which_number": _which_number,
    "what": _of_life("crisis.say_again", _which_number),
    "means": _means,
    "chat": _of_life("crisis.chat"),
    "carer": _of_life("crisis.respite"),
    "taken_back": _taken_back,
    "call_nobody": _then("crisis.call_nobody", number=False),
    "may_eat": _of_sugar("first_aid.sugar", number=True),
    "ate": _of_sugar("crisis.ate", number=False),
    "helper_here": _then("crisis.found_helper", number=False),
    "neighbour": _then("crisis.neighbour"),
    "delete": _delete,
    "secret": _secret,
    "police": _then("crisis.police"),
    "blame": _then("crisis.blame", number=False),
    "give": _give,
    "visit": _then("crisis.visit"),
    "choice": _then("crisis.no_choice"),
    "tomorrow": _then("crisis.tomorrow"),
    "stay": _then("crisis.stay_with", number=False),
    "machine": _then("crisis.machine"),
    "not_them": _you_ring,
    "no_need": _no_need,
    "afterwards": _afterwards,
    "tonight": _of_sugar("first_aid.sugar_night", number=True),
    "clear": _clear,
    "unanswered": _no_phone,
    "rung": rung,
    "no_phone": _no_phone,
    "you_ring": _you_ring,
    "on_the_way": _on_the_way,
    "wait": _then("crisis.wait", number=False),
    "no_strength": _no_strength,
    "farewell": _farewell,
}
