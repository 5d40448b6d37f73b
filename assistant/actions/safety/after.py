"""What is answered after something grave was told, by what was heard (words/after.yml)."""

from collections.abc import Callable

from assistant.actions.reply import Reply
from assistant.actions.safety import people
from assistant.actions.safety.crisis.state import SLOT
from assistant.actions.safety.life.events import is_urgent, reason_of
from assistant.actions.safety.told import today
from assistant.actions.situation import Situation


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
            situation, reason_of(kind), situation.caller, urgent=urgent or is_urgent(kind)
        )
        act["summary"]["what"] = what
        if what == "confidential":
            act["summary"]["contact"] = what
        reply = _says(*texts)(situation)
        if what in ((situation.slots.get(SLOT) or {}).get("passed") or ()):
            return reply
        return reply.do("hand_over", **act).set(passed=what)

    return said


def alone_at_home(situation: Situation) -> Reply:
    """Somebody who cannot manage is left at home: an urgent task of its own."""
    act = people.task(situation, "alone_at_home", situation.caller, urgent=True)
    return Reply().say("event.alone_at_home").do("hand_over", **act)


def _visits(situation: Situation) -> Reply:
    """The provider's own number where one was named and has one; else it is with the task."""
    reply = Reply().say("event.visits")
    if not (named := situation.entity("provider")):
        return reply
    number = situation.deps.catalogue.provider(named).facts["phone"].value
    if number:
        said = {"provider": {"provider": named}, "number": {"phone": str(number)}}
        reply.say("event.provider_number", values=said)
    return reply


def _must_choose(situation: Situation) -> Reply:
    rule = situation.scheme.rule("default_without_choice")
    if rule.value != "municipal_service":
        return Reply().say("event.here")
    return Reply().say("event.must_choose", source=rule)


def _whom_to_call(situation: Situation) -> Reply:
    """What to do, or whom to ring: where food or care is missing, the number that answers today."""
    if (situation.slots.get(SLOT) or {}).get("kind") == "abuse:neglect":
        return today(situation).say("abuse.sick")
    return Reply().say("abuse.elders").say("abuse.line")


def _anyone(situation: Situation) -> Reply:
    """Whether anybody comes: we do not know and send nobody; the number that answers today."""
    return Reply().say("abuse.anyone").then(today(situation)).say("abuse.sick")


AFTER_ABUSE: dict[str | None, Callable[[Situation], Reply]] = {
    "anyone": _anyone,
    "found": _passed_on("found", "abuse.found"),
    "sick": _says("abuse.sick"),
    "memory": _says("abuse.memory"),
    "arrives": _says("abuse.arrives"),
    "gone": _passed_on("gone", "abuse.gone", "abuse.elders"),
    "dare": _says("abuse.need_not"),
    "read_by_other": _passed_on("read_by_other", "abuse.read_by_other"),
    "secret": _passed_on("confidential", "abuse.secret", "abuse.safe_time"),
    "not_here": _passed_on("confidential", "abuse.secret", "abuse.safe_time"),
    "who_knows": _says("abuse.who_knows"),
    "comes_again": _passed_on("comes_again", "abuse.comes_again", "abuse.keys"),
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
    "whom_to_call": _whom_to_call,
    "call_me": _passed_on("call", "event.call_me", "abuse.safe_time"),
    "machine": _says("event.machine"),
    "short": _says("event.short"),
    "wait": _says("phone.silence_care"),
}
AFTER_LIFE: dict[str | None, Callable[[Situation], Reply]] = {
    "done": _says("event.not_yet"),
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
    "alone_at_home": alone_at_home,
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
