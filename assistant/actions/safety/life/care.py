"""Abuse, death and the other grave things of a life: told once, and remembered in what follows.

From the first telling until somebody at the municipality has finished the task, what is said is
taken as about it: each question that people ask then has an answer of its own, nothing is «not
understood», and after abuse no choice is taken. Nothing ends here and nothing is promised; a task
of its own kind says what was told. The words that are listened for are in words/life.yml and
words/after.yml.
"""

import re
from typing import Any

from assistant.actions.mandates.who import phone_in
from assistant.actions.reply import Reply
from assistant.actions.safety import asked, hearing, people
from assistant.actions.safety.after import AFTER_ABUSE, AFTER_LIFE, alone_at_home
from assistant.actions.safety.crisis.state import SHORT, SLOT
from assistant.actions.safety.life import money
from assistant.actions.safety.life.events import (
    ABUSE,
    CHOOSES,
    LIFE,
    ORDINARY,
    SURELY,
    is_private,
    is_urgent,
    reason_of,
    told_of,
)
from assistant.actions.safety.told import of_task, private, today, told_privately
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN
from assistant.reading.call_wish import asks_to_be_rung, refuses_contact

KINDS = frozenset({*(f"abuse:{what}" for what in ABUSE), "death", "alarm", *LIFE})
"""The kinds of this state; every other kind is a danger."""

NO_CHOICE_NOW = frozenset({"death", "dying", "hospital"})
"""Nobody is asked for a code in the middle of these; a wish for who comes stays a wish."""

PAUSES = frozenset({"hospital", "away"})
"""Where visits may have to wait: it is asked about, and nothing is put off before a person has."""
WANTS_A_PERSON = frozenset({"talk_to_human", "request_callback"})
OTHER = re.compile(
    r"\b(?:henne|hennes|ham|hans|mor|far|mamma|pappa|bruker\w*|brukar\w*|pasient\w*|beboer\w*|"
    r"bebuar\w*|dame|dama|damen|(?:armen|armene|armane|hendene) til)\b",
    re.IGNORECASE,
)
OWN = re.compile(r"\b(?:meg|mæ|oss|mine|(?:jeg|eg|æ) (?:får|fikk|fekk|har fått)|armen min)\b", re.I)
QUIET = frozenset({"stop_messages", "start_messages", "automatic", "reaction"})
QUIET |= {"use_nynorsk", "use_bokmal", "repeat", "give_phone"}
"""What is answered as ever."""


def answered(situation: Situation) -> Reply | None:
    """What is said to something grave, or after it; None where there is none."""
    if (
        situation.intent in QUIET
        or situation.danger == "alarm"
        or situation.context.get("input") == "start"
    ):
        return None
    state = situation.slots.get(SLOT) or {}
    kind = state.get("kind") if state.get("kind") in KINDS else None
    new = told_of(situation, kind)
    if new is not None:
        return begin(situation, new)
    if kind is None:
        return None
    return money.still_offered(situation, state, _after(situation, kind, state))


def begin(situation: Situation, kind: str) -> Reply:
    """The first answer to what is surely told, and its task; of lost money one is only offered.

    Args:
        situation: the message.
        kind: what it tells of, as in `KINDS`.
    """
    kept = {"wish": None, "pending": None, "wished": None}
    reply = Reply().set(**FORGOTTEN).set(**kept).set(**{SLOT: {"kind": kind, "care": True}})
    if kind == money.KIND and asks_to_be_rung(situation.text):
        # That is a yes to «shall I tell, so that somebody calls you?», before it was asked.
        reply.say("abuse.theft").say("abuse.theft_do")
        return reply.then(pass_on(situation, kind))
    if kind == money.KIND:
        return reply.then(money.offered(situation))
    what = kind.partition(":")[2]
    text = f"abuse.{what}" if what else f"event.{kind}"
    if kind in ("abuse:rough", "abuse:any") and hearing.confesses(situation.text):
        reply.say("abuse.carer").say("crisis.respite", municipality=situation.municipality.name)
        reply.then(today(situation)).say("abuse.sick")
        return reply.then(pass_on(situation, kind))
    if kind == "abuse:rough" and of_another(situation.text):
        text = "abuse.any"  # «Det er ikke din feil» is for whom it was done to.
    reply.say(text)
    reply.then(_first_word(situation, kind))
    return reply.then(pass_on(situation, kind))


def of_another(text: str) -> bool:
    """Whether a wrong is told of as done to somebody else: nothing in it is the teller's own."""
    return OTHER.search(text) is not None and OWN.search(text) is None


def pass_on(situation: Situation, kind: str) -> Reply:
    """The task that says what was told, who reads it, and where and when to ring.

    Args:
        situation: the message.
        kind: what was told of.
    """
    number = asked.number_to_ring(situation)
    act = people.task(
        situation, reason_of(kind), number or situation.caller, urgent=is_urgent(kind)
    )
    act["summary"]["what"] = kind.partition(":")[2] or kind
    reply = Reply()
    if is_private(kind) and number is not None:
        # She has said where it is safe to ring.
        act["summary"]["contact"] = "told"
        told_where = told_privately(situation).say("abuse.safe_noted")
        return told_where.do("hand_over", **act).set(**{SLOT: {"kind": kind, "care": True}})
    if is_private(kind):
        secret = {"secret", "not_here"} & set(hearing.every("after", situation.text))
        act["summary"]["contact"] = "confidential" if secret else "not_yet"
        reply.then(private(situation))
    else:
        urgent = is_urgent(kind)
        reply.then(of_task(situation, reason_of(kind)) if urgent else people.when(situation))
    reply.do("hand_over", **act)
    return reply.then(_ask_first(situation, kind))


def _first_word(situation: Situation, kind: str) -> Reply:
    """What belongs to the first answer: the number, what was stopped, what is not lost."""
    reply = Reply()
    match kind:
        case "death":
            reply.say("event.death_stop")
            if any(word in hearing.plain(situation.text) for word in ("hjemme", "heime", "her ")):
                reply.say("event.death_doctor")
        case "abuse:neglect":
            reply.then(today(situation)).say("abuse.sick")
        case "abuse:rough" | "abuse:pressed" | "abuse:any":
            reply.say("abuse.afraid_112")
        case "hospital" | "nursing_home" | "moving" | "away" | "ends" | "dying":
            reply.say("event.lose_help")
    if "alone_at_home" in hearing.every("after", situation.text) and kind in LIFE:
        reply.then(alone_at_home(situation))
    return reply


def _ask_first(situation: Situation, kind: str) -> Reply:
    state = {"kind": kind, "care": True}
    if is_private(kind):
        reply = Reply().set(**{SLOT: {**state, "asks": asked.SAFE}})
        if situation.caller is not None:
            return reply.say("abuse.safe_time")
        return reply.ask("callback_number", "abuse.safe_number", expect="phone").set(
            reason=reason_of(kind)
        )
    if situation.caller is None:
        name = situation.municipality.name
        return (
            Reply()
            .ask("callback_number", "person.no_number", expect="phone", municipality=name)
            .set(reason=reason_of(kind))
        )
    if kind == "death":
        return Reply().say("event.with_you")
    if kind in PAUSES:
        reply = Reply().say("event.ask_pause", expect="yes_no")
        return reply.set(**{SLOT: {**state, "asks": asked.PAUSE}})
    return Reply()


def _after(situation: Situation, kind: str, state: dict[str, Any]) -> Reply | None:
    """A later message, taken as about what was told."""
    abuse = kind.startswith("abuse")
    heard = _heard(kind, situation.text)
    if situation.pending == "callback_number" and phone_in(situation):
        return None
    if abuse and situation.intent in CHOOSES:
        if state.get("untold"):
            return money.may_switch(situation)
        return Reply().say("abuse.held", municipality=situation.municipality.name)
    asks = state.get("asks")
    free = situation.pending is None  # A question of its own gets its own yes.
    if asks == asked.PAUSE and free and (paused := asked.pause(situation)) is not None:
        return paused.set(**{SLOT: {"kind": kind, "care": True}})
    table = AFTER_ABUSE if abuse else AFTER_LIFE
    if is_private(kind) and (said := _of_contact(situation, state)) is not None:
        return said.set(**{SLOT: state | {"asks": None}})
    if asks == asked.SAFE and (safe := asked.safe(situation, heard, table)) is not None:
        return safe.set(**{SLOT: {"kind": kind, "care": True}})
    if situation.intent in WANTS_A_PERSON and heard not in table:
        return _person(situation, kind, state)
    if abuse and heard not in table and "medicine_missed" in hearing.every("grave", situation.text):
        reply = Reply().say("medicine.no_advice").then(today(situation)).say("medicine.ill")
        return reply.set(**{SLOT: state})
    if heard in table:
        reply = table[heard](situation)
        if passed := reply.slots.pop("passed", None):
            state = {**state, "passed": [*(state.get("passed") or ()), passed]}
        return reply.set(**{SLOT: state})
    if situation.intent in CHOOSES:
        return None if kind not in NO_CHOICE_NOW else _default(situation, kind)
    if situation.intent in ORDINARY and situation.readings and situation.readings[0][1] >= SURELY:
        return None
    return _default(situation, kind)


def _of_contact(situation: Situation, state: dict[str, Any]) -> Reply | None:
    """Where to ring about what was told in confidence, or that nobody is to; None for neither."""
    if state.get("untold"):
        return None
    if (number := asked.number_to_ring(situation)) is not None:
        return asked.kept_in_confidence(situation, number)
    if "safe_time" in hearing.every("after", situation.text):
        return None  # «Torsdag formiddag, men ikke ring» tells when and how.
    return asked.no_contact(situation) if refuses_contact(situation.text) else None


def _person(situation: Situation, kind: str, state: dict[str, Any]) -> Reply | None:
    """A wish for a person, where the task may be left already."""
    if state.get("untold"):  # That is a yes to «shall I tell, so that somebody calls you?»
        return Reply().say("abuse.thanks").then(pass_on(situation, kind))
    if state.get("was_danger"):  # Its task was the danger's, and that is over.
        return pass_on(situation, kind)
    return of_task(situation, reason_of(kind)) if is_urgent(kind) else None


def _heard(kind: str, text: str) -> str | None:
    """What was heard after something grave was told.

    «Kommer de i kveld?» asks for help where none came, and else for what it says in plain words.
    """
    found = hearing.every("after", text)
    if kind != "abuse:neglect":
        found = [each for each in found if each != "anyone"] or found
    return found[0] if found else None


def _default(situation: Situation, kind: str) -> Reply:
    abuse = kind.startswith("abuse")
    if situation.intent == "deny" and kind == "death" and len(situation.text.split()) <= SHORT:
        return Reply().say("event.alone")
    if situation.intent in ("affirm", "thank", "goodbye"):
        return Reply().say("abuse.noted" if abuse else "event.good")
    return Reply().say("abuse.here" if abuse else "event.here")
