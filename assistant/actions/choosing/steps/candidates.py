"""Who can be chosen: whom the register would take, who helps now, and what is under way."""

from assistant.actions.situation import Situation
from choice_register.types import UNDER_WAY, ChoiceView, RefusalReason
from provider_catalog.provider import Provider, shuffled


def choosable(situation: Situation, services: list[str]) -> list[Provider]:
    """Whom the register would take now. Who has chosen nobody yet may also keep what there is."""
    assert situation.decision is not None  # noqa: S101 - a choice needs a decision
    granted = [each for each in situation.decision.services if each.service in services]
    keeping = all(each.since is None for each in granted)
    possible = _providers(situation, services)
    refusals = refusals_by_provider(situation, services, [each.id for each in possible])
    taken = [
        each
        for each in possible
        if refusals[each.id] is None or (keeping and refusals[each.id] is RefusalReason.SAME_AS_NOW)
    ]
    return shuffled(taken, seed=situation.conversation)


def refusals_by_provider(
    situation: Situation, services: list[str], providers: list[str]
) -> dict[str, RefusalReason | None]:
    """Why the register would refuse each provider; None for one that it would take."""
    assert situation.person is not None  # noqa: S101 - the caller has checked
    return situation.deps.register.refusals(situation.person.id, services, providers)


def _providers(situation: Situation, services: list[str]) -> list[Provider]:
    """Who has a contract for any of the services where the person lives, on the day it begins."""
    person, catalogue = situation.person, situation.deps.catalogue
    assert person is not None  # noqa: S101 - the caller has checked
    found: dict[str, Provider] = {}
    for service in services:
        begins = situation.scheme.effect_date(service, situation.today) or situation.today
        for each in catalogue.providers(person.municipality, person.district, service, begins):
            found[each.id] = each
    return list(found.values())


def helping_now(situation: Situation, services: list[str]) -> list[str]:
    """Who helps now with these services."""
    assert situation.decision is not None  # noqa: S101 - a choice needs a decision
    return [each.provider_id for each in situation.decision.services if each.service in services]


def choices_under_way(situation: Situation, services: list[str]) -> list[ChoiceView]:
    """The choices of these services that have not taken effect."""
    assert situation.person is not None  # noqa: S101 - the caller has checked
    choices = situation.deps.register.choices(situation.person.id)
    return [each for each in choices if each.service in services and each.state in UNDER_WAY]
