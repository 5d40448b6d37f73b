"""The person's own case, told: decision, provider now, what was chosen, when, and until when."""

from assistant.actions.own_case import status as case_
from assistant.actions.own_case import whole_case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, offer_person
from choice_register.types import DecisionView
from core.channel import Channel

WHO_CHOSE = "who_chose"


def tell(situation: Situation, what: str) -> Reply:
    """Tell the proven person of the own case; what was under way is over.

    Args:
        situation: of somebody who has proved who it is.
        what: decision, provider (now), status, chosen, starts, undo_until, deadline or who_chose.
    """
    reply = Reply().set(**FORGOTTEN)
    if what == WHO_CHOSE:
        return reply.then(whole_case.who_chose(situation))
    if situation.decision is None:
        return reply.say("case.no_decision").then(offer_person("no_decision"))
    return reply.then(_told(situation, situation.decision, what))


def beside(situation: Situation, what: str) -> Reply | None:
    """The same in the middle of something else, which goes on; None where there is no decision."""
    if situation.decision is None:
        return None
    reply = Reply()
    reply.messages = _told(situation, situation.decision, what).messages
    return reply


def _told(situation: Situation, decision: DecisionView, what: str) -> Reply:
    match what:
        case "decision":
            return _decision(situation, decision)
        case "provider" | "now":
            return _provider(situation, decision)
        case "chosen":
            return case_.chosen(situation, decision)
        case "starts":
            return case_.starts(situation, decision)
        case "undo_until":
            return case_.undo_until(situation)
        case "deadline":
            return case_.deadline(situation, decision)
        case "who_chose":
            return whole_case.who_chose(situation)
    return case_.status(situation, decision)


def providers_of(situation: Situation) -> set[str]:
    """Everybody who helps the proven person, or whom she has chosen."""
    person, decision = situation.person, situation.decision
    if person is None or decision is None:
        return set()
    chosen = {each.provider_id for each in situation.deps.register.choices(person.id)}
    return chosen | {each.provider_id for each in decision.services}


def _decision(situation: Situation, decision: DecisionView) -> Reply:
    if situation.channel == Channel.SMS:
        number = {"phone": situation.municipality.phone}
        return Reply().say("case.decision_not_here", number=number)
    services = {"list": [{"service": granted.service} for granted in decision.services]}
    reply = Reply().say("case.decision", services=services)
    for granted in decision.services:
        service = {"service": granted.service}
        if granted.hours_per_week is not None:
            hours = f"{granted.hours_per_week:g}".replace(".", ",")
            reply.say("case.decision_hours", service=service, hours=hours)
        if granted.tasks:
            reply.say("case.decision_tasks", tasks={"list": list(granted.tasks)})
    if decision.valid_to is not None:
        reply.say("case.decision_until", until={"full_date": decision.valid_to.isoformat()})
    return reply.then(_provider(situation, decision))


def _provider(situation: Situation, decision: DecisionView) -> Reply:
    now = list(dict.fromkeys(granted.provider_id for granted in decision.services))
    if len(now) == 1:
        reply = Reply().say("case.provider_now", provider={"provider": now[0]})
    else:
        names = {"list": [{"provider": each} for each in now]}
        reply = Reply().say("case.providers_now", providers=names)
    coming = whole_case.under_way(situation)
    if not coming.messages and all(granted.since is None for granted in decision.services):
        reply.say("case.no_choice_yet")
    return reply.then(coming)
