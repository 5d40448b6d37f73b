"""Refusals: why a choice cannot be made, and what can be done instead."""

from assistant.actions.choosing.steps.offering import offer_list
from assistant.actions.own_case import status as case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, offer_person
from choice_register.mandates.types import Scope
from choice_register.types import RefusalReason
from provider_catalog.vocabulary import Coverage

REFUSED = {
    RefusalReason.FULL: "choice.refused_full",
    RefusalReason.SERVICE_NOT_COVERED: "choice.refused_service",
    RefusalReason.DISTRICT_NOT_COVERED: "choice.refused_district",
    RefusalReason.DATE_NOT_COVERED: "choice.refused_date",
    RefusalReason.SAME_AS_NOW: "choice.refused_same",
}
"""Refusals after which somebody else can be chosen."""
NOBODY_SUCH = (RefusalReason.UNKNOWN_PROVIDER, RefusalReason.PROVIDER_NOT_HERE)


def may_choose(situation: Situation) -> bool:
    """Whether who is proven may choose: the person, or somebody whose mandate reaches so far."""
    mandate = situation.person.mandate if situation.person else None
    return mandate is None or mandate.scope is Scope.CHOOSE


def see_only() -> Reply:
    """What somebody is told whose mandate is for seeing only."""
    return Reply().set(**FORGOTTEN).say("mandate.see_only")


def not_covered(situation: Situation, services: list[str]) -> Reply:
    """None of the services can be chosen for: from when they can, where that is stated."""
    name = situation.municipality.name
    rules = [situation.scheme.rule("covered_services", service) for service in services]
    for rule in rules:
        since = rule.value.since if isinstance(rule.value, Coverage) else None
        if since is not None and since > situation.today:
            begins = {"full_date": since.isoformat()}
            reply = Reply().say("choice.refused_until", municipality=name, date=begins, source=rule)
            return reply.then(offer_person("not_covered"))
    return offer_person("not_covered", "choice.refused_scheme", municipality=name)


def tell_refusal(
    situation: Situation, reason: RefusalReason, provider: str, services: list[str]
) -> Reply:
    """Say why a choice cannot be made, and go on with what can."""
    said = {"provider": provider}
    if reason is RefusalReason.NO_DECISION:
        reply = Reply().set(**FORGOTTEN).say("case.no_decision")
        return reply.then(offer_person("no_decision"))
    if reason is RefusalReason.ALREADY_CHOSEN and situation.decision is not None:
        return Reply().set(**FORGOTTEN).then(case.status(situation, situation.decision))
    if reason in NOBODY_SUCH:
        return Reply().say("choice.refused_unknown").then(offer_list(situation, services))
    if reason in REFUSED:
        reply = Reply().say(REFUSED[reason], provider=said)
        return reply.then(offer_list(situation, services, but=provider))
    name = situation.municipality.name
    reply = Reply().set(**FORGOTTEN)
    return reply.then(offer_person("refused", "choice.refused_scheme", municipality=name))
