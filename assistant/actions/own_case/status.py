"""The person's own case: decision, provider now, and how a choice stands."""

from assistant.actions.own_case import whole_case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, offer_person
from choice_register.types import ChoiceState, ChoiceView, DecisionView
from core.channel import Channel

TOLD = {
    ChoiceState.RECEIVED: "case.status_received",
    ChoiceState.APPROVED: "case.status_approved",
    ChoiceState.IN_EFFECT: "case.status_in_effect",
    ChoiceState.WITHDRAWN: "case.status_withdrawn",
}


def tell(situation: Situation, what: str) -> Reply:
    """Tell the proven person of the decision, the provider or the choice.

    Args:
        situation: of somebody who has proved who it is.
        what: decision, provider or status.
    """
    decision = situation.decision
    reply = Reply().set(**FORGOTTEN)
    if decision is None:
        return reply.say("case.no_decision").then(offer_person("no_decision"))
    match what:
        case "decision":
            return reply.then(_decision(situation, decision))
        case "provider":
            return reply.then(_provider(situation, decision))
    return reply.then(status(situation, decision))


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


def status(situation: Situation, decision: DecisionView) -> Reply:
    """How the latest choice stands, or that there is none."""
    assert situation.person is not None  # noqa: S101 - whoever has a decision is proven
    choices = situation.house.register.choices(situation.person.id)
    if not choices:
        provider = {"provider": decision.services[0].provider_id}
        return Reply().say("case.status_none", provider=provider)
    latest = max(choices, key=lambda choice: choice.received_at)
    together = [choice for choice in choices if choice.case_number == latest.case_number]
    if latest.state is ChoiceState.REJECTED:
        return offer_person(
            "rejected", "case.status_rejected", provider={"provider": latest.provider_id}
        )
    text = TOLD.get(latest.state, "case.status_in_effect")
    reply = Reply().say(text, provider={"provider": latest.provider_id}, case=_number(latest))
    if latest.state in (ChoiceState.RECEIVED, ChoiceState.APPROVED):
        reply.then(start(situation, together))
    reply.then(whole_case.source(situation, latest))
    if latest.can_undo:
        reply.say("choice.receipt_undo")
    return reply


def _number(choice: ChoiceView) -> dict[str, str]:
    return {"digits": choice.case_number}


def start(situation: Situation, choices: list[ChoiceView]) -> Reply:
    """When choices take effect: the last of their dates, said as firmly as the rule says it."""
    return starts_on(situation, [(choice.service, choice.effect_date) for choice in choices])


def starts_on(situation: Situation, dates: list[tuple[str, object]]) -> Reply:
    """When the services' new provider begins.

    Args:
        situation: tells whose rule it is.
        dates: service and date of effect; None where the municipality does not state it.
    """
    known = [(day, service) for service, day in dates if day is not None]
    if len(known) < len(dates):
        return Reply().say("choice.start_unknown", municipality=situation.municipality.name)
    day, service = max(known, key=lambda each: str(each[0]))
    rule = situation.scheme.rule("start_after_switch", service)
    text = "choice.start_on"
    if getattr(rule.value, "at_least", False):
        text = "choice.start_earliest"
    elif getattr(rule.value, "approximate", False):
        text = "choice.start_about"
    return Reply().say(text, date={"date": str(day)}, source=rule)
