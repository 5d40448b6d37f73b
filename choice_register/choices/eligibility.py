"""Eligibility rules: refusals with their reasons, and the capacity check."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from choice_register.decisions import choice_in_effect, granted_on
from choice_register.idempotency import hold
from choice_register.models import Choice, Decision, Person
from choice_register.types import TAKES_A_PLACE, UNDER_WAY, ChoiceRefused, RefusalReason
from core.clock import Clock
from provider_catalog.catalogue import Catalogue
from provider_catalog.contract import Contract, NotCovered, NotCoveredReason
from provider_catalog.vocabulary import SchemeState

CLOSED = {
    SchemeState.PLANNED: RefusalReason.SCHEME_PLANNED,
    SchemeState.NO_PROVIDER: RefusalReason.SCHEME_NO_PROVIDER,
    SchemeState.ENDED: RefusalReason.SCHEME_ENDED,
}
NOT_COVERED = {
    NotCoveredReason.PROVIDER: RefusalReason.PROVIDER_NOT_HERE,
    NotCoveredReason.SERVICE: RefusalReason.SERVICE_NOT_COVERED,
    NotCoveredReason.DISTRICT: RefusalReason.DISTRICT_NOT_COVERED,
    NotCoveredReason.DATE: RefusalReason.DATE_NOT_COVERED,
}


@dataclass(frozen=True)
class Place:
    """A place with a provider: from when (None = not stated), and on which contract."""

    effect_date: date | None
    contract_id: str


class Eligibility:
    """The rules for what a person may choose.

    Args:
        catalogue: schemes, providers and contracts.
        clock: what day it is.
    """

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        self._catalogue = catalogue
        self._clock = clock

    def place(
        self,
        session: Session,
        person: Person,
        decision: Decision | None,
        *,
        service: str,
        provider_id: str,
        replaces: bool,
        taking: bool = True,
    ) -> Place:
        """The place that a choice takes.

        Args:
            session: a write session to take the place in, or any to ask only.
            person, decision, service, provider_id: what is chosen, and by whom.
            replaces: whether a choice under way gives way.
            taking: hold the contract's lock until the transaction ends, so that two cannot both
                find the last place free. Without it the answer may be old when it is used.

        Raises:
            ChoiceRefused: it may not be chosen, and why.
        """

        def refuse(reason: RefusalReason) -> ChoiceRefused:
            return ChoiceRefused(reason, service, provider_id)

        if decision is None:
            raise refuse(RefusalReason.NO_DECISION)
        if service not in {granted.service for granted in decision.services}:
            raise refuse(RefusalReason.SERVICE_NOT_IN_DECISION)
        scheme = self._catalogue.scheme(person.municipality)
        today = self._clock.today()
        effect_date = scheme.effect_date(service, today)
        first_day = effect_date or today
        state = scheme.state_on(today)
        if state in CLOSED:
            raise refuse(CLOSED[state])
        if not scheme.open_on(first_day):
            raise refuse(RefusalReason.SCHEME_ENDING)
        if scheme.covers(service, first_day) is False:
            raise refuse(RefusalReason.SERVICE_NOT_COVERED)
        try:
            self._catalogue.provider(provider_id)
        except KeyError:
            raise refuse(RefusalReason.UNKNOWN_PROVIDER) from None
        now = choice_in_effect(session, person.id, service)
        own = self._catalogue.municipal_provider(person.municipality)
        if provider_id == (now.provider_id if now else own.id):
            raise refuse(RefusalReason.SAME_AS_NOW)
        under_way = choice_under_way(session, person.id, service)
        if under_way is not None and under_way.provider_id == provider_id:
            raise refuse(RefusalReason.ALREADY_CHOSEN)
        if under_way is not None and not replaces:
            raise refuse(RefusalReason.UNDER_WAY)
        try:
            contract = self._catalogue.contract(
                provider_id, person.municipality, person.district, service, first_day
            )
        except NotCovered as why:
            raise refuse(NOT_COVERED[why.reason]) from None
        if taking and contract.capacity is not None:
            # Of the provider, not of the contract: a renewed one has the same people.
            hold(session, f"contract:{contract.municipality}:{contract.provider}")
        if is_full(session, contract, (today, first_day), but=person.id):
            raise refuse(RefusalReason.FULL)
        return Place(effect_date, contract.id)


def is_full(
    session: Session, contract: Contract, days: tuple[date, ...], but: int | None = None
) -> bool:
    """Whether other people have every place.

    Whoever has the provider for what the contract is about takes a place, under whichever
    contract it was chosen, while a decision grants the service on one of the days.

    Args:
        session: where to look.
        contract: whose places.
        days: today, and where somebody chooses the day when the choice would take effect.
        but: the person whose own choices take no place from them; None where nobody asks yet.
    """
    if contract.capacity is None:
        return False
    granted = [granted_on(Choice.person_id, Choice.service, day) for day in days]
    others = (
        select(func.count(Choice.person_id.distinct()))
        .join(Person, Person.id == Choice.person_id)
        .where(
            Choice.provider_id == contract.provider,
            Choice.municipality == contract.municipality,
            Choice.service.in_(contract.services),
            Choice.state.in_(TAKES_A_PLACE),
            or_(*granted),
        )
    )
    if but is not None:
        others = others.where(Choice.person_id != but)
    if contract.districts is not None:
        others = others.where(Person.district.in_(contract.districts))
    return (session.scalar(others) or 0) >= contract.capacity


def choice_under_way(session: Session, person_id: int, service: str) -> Choice | None:
    """The choice for a service that is received or approved and has not taken effect."""
    return session.scalars(
        select(Choice).where(
            Choice.person_id == person_id,
            Choice.service == service,
            Choice.state.in_(UNDER_WAY),
        )
    ).one_or_none()
