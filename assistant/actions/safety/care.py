"""Abuse, death and the other grave things of a life: told once, and remembered in what follows.

From the first telling until somebody at the municipality has finished the task, what is said is
taken as about it: each question that people ask then has an answer of its own, nothing is «not
understood», and after abuse no choice is taken. Nothing ends here and nothing is promised; a task
of its own kind says what was told. The words that are listened for are in words/life.yml and
words/after.yml.
"""

from collections.abc import Callable
from typing import Any

from assistant.actions.mandates.who import phone_in
from assistant.actions.reply import Reply
from assistant.actions.safety import hearing, money, people
from assistant.actions.safety.events import ABUSE, CHOOSES, LIFE, ORDINARY, SURELY, told_of
from assistant.actions.safety.told import of_task, same_day
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN

SLOT = "crisis"
"""The same slot as a danger's (`crisis`): whichever is graver has it, and a danger is."""
KINDS = frozenset({*(f"abuse:{what}" for what in ABUSE), "death", "alarm", *LIFE})
"""The kinds of this state; every other kind is a danger."""

NO_CHOICE_NOW = frozenset({"death", "dying", "hospital"})
"""Nobody is asked for a code in the middle of these; a wish for who comes stays a wish."""
URGENT = frozenset({"death", "dying"})
REASONS = {"dying": "more_help", "nursing_home": "pause_help", "hospital": "pause_help"}
REASONS |= {"away": "pause_help", "moving": "end_help", "ends": "end_help"}
"""Under which reason a task is left, where it is not the kind's own name."""

QUIET = frozenset({"stop_messages", "start_messages", "automatic", "reaction"})
QUIET |= {"use_nynorsk", "use_bokmal", "repeat", "give_phone"}
"""What is answered as ever."""
SHORT = 3
"""Words of a bare answer."""


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
    if kind == money.KIND:
        return reply.then(money.offered(situation))
    what = kind.partition(":")[2]
    text = f"abuse.{what}" if what else f"event.{kind}"
    reply.say(text)
    reply.then(_first_word(situation, kind))
    return reply.then(pass_on(situation, kind))


def pass_on(situation: Situation, kind: str) -> Reply:
    """The task that says what was told, who reads it, and where and when to ring.

    Args:
        situation: the message.
        kind: what was told of.
    """
    act = people.task(situation, _reason(kind), situation.caller, urgent=_is_urgent(kind))
    act["summary"]["what"] = kind.partition(":")[2] or kind
    reply = Reply().do("hand_over", **act)
    reply.then(of_task(situation) if _is_urgent(kind) else people.when(situation))
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
            reply.say("abuse.sick").then(same_day(situation))
        case "abuse:rough" | "abuse:pressed" | "abuse:any":
            reply.say("abuse.afraid_112")
        case "hospital" | "nursing_home" | "moving" | "away" | "ends" | "dying":
            reply.say("event.lose_help")
    if "alone_at_home" in hearing.every("after", situation.text) and kind in LIFE:
        reply.then(_alone_at_home(situation))
    return reply


def _ask_first(situation: Situation, kind: str) -> Reply:
    if situation.caller is None:
        name = situation.municipality.name
        return (
            Reply()
            .ask("callback_number", "person.no_number", expect="phone", municipality=name)
            .set(reason=_reason(kind))
        )
    if kind == "death":
        return Reply().say("event.with_you")
    return Reply().say("abuse.safe_time") if kind.startswith("abuse") else Reply()


def _after(situation: Situation, kind: str, state: dict[str, Any]) -> Reply | None:
    """A later message, taken as about what was told."""
    abuse = kind.startswith("abuse")
    heard = hearing.first("after", situation.text)
    if situation.pending == "callback_number" and phone_in(situation):
        return None
    if abuse and situation.intent in CHOOSES:
        return Reply().say("abuse.held", municipality=situation.municipality.name)
    table = AFTER_ABUSE if abuse else AFTER_LIFE
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


def _default(situation: Situation, kind: str) -> Reply:
    abuse = kind.startswith("abuse")
    if situation.intent in ("talk_to_human", "request_callback"):
        return of_task(situation)
    if situation.intent == "deny" and kind == "death" and len(situation.text.split()) <= SHORT:
        return Reply().say("event.alone")
    if situation.intent in ("affirm", "thank", "goodbye"):
        return Reply().say("abuse.noted" if abuse else "event.good")
    return Reply().say("abuse.here" if abuse else "event.here")


def _says(*texts: str) -> Callable[[Situation], Reply]:
    def said(situation: Situation) -> Reply:
        reply, name = Reply(), situation.municipality.name
        for text in texts:
            reply.say(text, municipality=name)
        return reply

    return said


def _passed_on(what: str, *texts: str, urgent: bool = False) -> Callable[[Situation], Reply]:
    """What is said, and a task with what the person asked for."""

    def said(situation: Situation) -> Reply:
        kind = (situation.slots.get(SLOT) or {}).get("kind", "")
        act = people.task(
            situation, _reason(kind), situation.caller, urgent=urgent or _is_urgent(kind)
        )
        act["summary"]["what"] = what
        reply = _says(*texts)(situation)
        if what in ((situation.slots.get(SLOT) or {}).get("passed") or ()):
            return reply
        return reply.do("hand_over", **act).set(passed=what)

    return said


def _alone_at_home(situation: Situation) -> Reply:
    act = people.task(situation, "alone_at_home", situation.caller, urgent=True)
    return Reply().say("event.alone_at_home").do("hand_over", **act)


def _visits(situation: Situation) -> Reply:
    """The provider's own number where one was named and has one; else it is with the task."""
    reply = Reply().say("event.visits")
    if not (named := situation.entity("provider")):
        return reply
    number = situation.house.catalogue.provider(named).facts["phone"].value
    if number:
        said = {"provider": {"provider": named}, "number": {"phone": str(number)}}
        reply.say("event.provider_number", values=said)
    return reply


def _must_choose(situation: Situation) -> Reply:
    rule = situation.scheme.rule("default_without_choice")
    if rule.value != "municipal_service":
        return Reply().say("event.here")
    return Reply().say("event.must_choose", source=rule)


def _reason(kind: str) -> str:
    name = kind.partition(":")[0]
    return REASONS.get(name, name)


def _is_urgent(kind: str) -> bool:
    return kind.startswith("abuse") or kind in URGENT


AFTER_ABUSE: dict[str | None, Callable[[Situation], Reply]] = {
    "found": _passed_on("found", "abuse.found"),
    "sick": _says("abuse.sick"),
    "memory": _says("abuse.memory"),
    "arrives": _says("abuse.arrives"),
    "gone": _passed_on("gone", "abuse.gone", "abuse.elders"),
    "dare": _says("abuse.need_not"),
    "secret": _passed_on("confidential", "abuse.secret", "abuse.safe_time"),
    "who_knows": _says("abuse.who_knows"),
    "comes_again": _passed_on("comes_again", "abuse.comes_again"),
    "say_no": _says("abuse.say_no"),
    "police": _says("abuse.police"),
    "blame": _says("abuse.blame"),
    "registered": _says("abuse.registered"),
    "next_time": _passed_on("no_choice_by_message", "abuse.next_time", "abuse.elders"),
    "lose_help": _says("event.lose_help"),
    "keep_helper": _passed_on("same_helper", "event.keep_helper"),
    "alone_at_home": _says("abuse.sick"),
    "afraid": _says("event.afraid", "abuse.afraid_112", "abuse.elders"),
    "lonely": _says("event.lonely"),
    "whom_to_call": _says("abuse.elders", "abuse.line"),
    "call_me": _passed_on("call", "event.call_me", "abuse.safe_time"),
    "machine": _says("event.machine"),
    "short": _says("event.short"),
    "wait": _says("phone.silence_care"),
}
AFTER_LIFE: dict[str | None, Callable[[Situation], Reply]] = {
    "aids": _says("event.aids"),
    "own_help": _says("event.own_help", "event.lose_help"),
    "keep_helper": _passed_on("same_helper", "event.keep_helper"),
    "lose_help": _says("event.lose_help", "event.own_help"),
    "whom_to_call": _says("event.whom_to_call"),
    "night": _says("event.night"),
    "letter": _says("event.letter"),
    "device": _says("event.alarm"),
    "must_choose": _must_choose,
    "visits": _visits,
    "alone_at_home": _alone_at_home,
    "regret": _says("event.regret"),
    "afraid": _says("event.afraid"),
    "lonely": _says("event.lonely"),
    "tired": _says("event.tired"),
    "short": _says("event.short"),
    "wait": _says("phone.silence_care"),
    "at_home": _says("event.death_doctor"),
    "call_me": _passed_on("call", "event.call_me"),
    "machine": _says("event.machine"),
    "secret": _says("event.machine"),
    "who_knows": _says("event.machine"),
    "comes_again": _visits,
}
