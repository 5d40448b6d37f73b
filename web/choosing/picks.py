"""What can be chosen in a case, what is picked so far, and what a choice would mean.

The rules are the register's and the scheme's, as in the dialogue
(`assistant.actions.choosing.choice`): here they are only asked, and set out so that a page can be
drawn.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from choice_register.register import Register
from choice_register.types import (
    UNDER_WAY,
    ChoiceView,
    DecisionView,
    RefusalReason,
    ServiceView,
)
from core.channel import Channel
from core.clock import Clock
from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Provider, shuffled
from provider_catalog.scheme import Scheme
from provider_catalog.vocabulary import Period
from web.citizen.access import Case

Picks = Mapping[str, str]
"""Service to provider."""


@dataclass(frozen=True)
class Option:
    """Somebody who helps with the services where the person lives.

    Attributes:
        refused: why the choice would be refused now; None where it would be taken.
        now: whether it is who helps with all of it already.
    """

    provider: Provider
    refused: RefusalReason | None
    now: bool


@dataclass(frozen=True)
class Line:
    """One granted service on the page where the choice is read back.

    Attributes:
        picked: the provider that is chosen; None where nothing changes.
        now: who helps now.
        replaces: who was chosen before and has not begun, where a choice is under way.
        begins: the day it takes effect; None where the municipality states none.
    """

    service: str
    picked: str | None
    now: str
    replaces: str | None
    begins: date | None


class Choosable:
    """A case, asked what can be chosen in it.

    Args:
        register: knows the decision and what would be refused.
        catalogue: who helps where.
        clock: what day it is.
        case: whose.
    """

    def __init__(self, register: Register, catalogue: Catalogue, clock: Clock, case: Case) -> None:
        self._register = register
        self._catalogue = catalogue
        self._today = clock.today()
        self.case = case
        self.scheme: Scheme = catalogue.scheme(case.person.municipality)
        self.decision: DecisionView | None = register.decision(
            case.person.id, case.conversation, Channel.WEB
        )
        self._choices = register.choices(case.person.id)

    @property
    def is_open(self) -> bool:
        """Whether one can choose in the municipality now."""
        return self.scheme.open_on(self._today)

    @property
    def services(self) -> list[ServiceView]:
        """The granted services that can be chosen for."""
        if self.decision is None or not self.is_open:
            return []
        granted = self.decision.services
        return [each for each in granted if self.scheme.covers(each.service, self._today)]

    @property
    def state(self) -> str:
        """Whose case it is and what it looks like now, in a few letters.

        Another when a choice has changed, and in every other case: a page that was left open is
        of nobody else who has come to the browser since.
        """
        seen = [str(self.case.person.id), self.case.conversation]
        seen += [f"{e.case_number}:{e.service}:{e.state}:{e.effect_date}" for e in self._choices]
        return hashlib.sha256("|".join(seen).encode()).hexdigest()[:16]

    def under_way(self, service: str) -> ChoiceView | None:
        """The choice for a service that has not begun, or None."""
        return next(
            (e for e in self._choices if e.service == service and e.state in UNDER_WAY), None
        )

    def read_services(self, wanted: Sequence[str]) -> list[str]:
        """Those of the services that can be chosen for, in the decision's order."""
        return [each.service for each in self.services if each.service in wanted]

    def read_picks(self, written: Sequence[str]) -> dict[str, str]:
        """Picks as an address holds them, `service:provider`; what cannot be is left out."""
        known = {each.service for each in self.services}
        found: dict[str, str] = {}
        for each in written:
            service, _, provider = each.partition(":")
            if service in known and self._catalogue.has_provider(provider):
                found[service] = provider
        return found

    def options(self, services: Sequence[str], seed: str) -> list[Option]:
        """Everybody who helps with all of these where the person lives, in a drawn order.

        Who is full stands among them, and is said to be: a name that is only missing looks like
        an error to whoever was told it by a neighbour.
        """
        person = self.case.person
        found: dict[str, Provider] = {}
        for service in services:
            begins = self.begins(service) or self._today
            where = (person.municipality, person.district)
            for each in self._catalogue.providers(*where, service, begins):
                found.setdefault(each.id, each)
        refusals = {each: self.refusal(services, each) for each in found}
        now = {each.service: each.provider_id for each in self.services}
        helps = {p for p in found if all(now.get(service) == p for service in services)}
        told = (None, RefusalReason.FULL, RefusalReason.SAME_AS_NOW, RefusalReason.ALREADY_CHOSEN)
        return [
            Option(each, refusals[each.id], each.id in helps)
            for each in shuffled(list(found.values()), seed)
            if refusals[each.id] in told
        ]

    def refusal(self, services: Sequence[str], provider: str) -> RefusalReason | None:
        """Why a provider would be refused for these services now, or None.

        What the provider does already needs no choice, so only the rest is asked about.
        """
        now = {each.service: each.provider_id for each in self.services}
        asked = [each for each in services if now.get(each) != provider] or list(services)
        return self._register.refusals(self.case.person.id, asked, [provider])[provider]

    def takes(self, provider: str) -> list[str]:
        """The services for which a provider could be chosen now."""
        return [e.service for e in self.services if self.refusal([e.service], provider) is None]

    def lines(self, picks: Picks) -> list[Line]:
        """Every service that can be chosen for, with what becomes of it."""
        return [self._line(each, picks.get(each.service)) for each in self.services]

    def begins(self, service: str) -> date | None:
        """The day on which a choice made today takes effect; None where none is stated."""
        return self.scheme.effect_date(service, self._today)

    def how_sure(self, service: str) -> str:
        """How the municipality states that day: `exactly`, `about` or `at_least`."""
        value = self.scheme.rule("start_after_switch", service).value
        if isinstance(value, Period):
            return "at_least" if value.at_least else "about" if value.approximate else "exactly"
        return "exactly"

    def chosen_already(self, picks: Picks) -> str | None:
        """The case number, where just this is under way already."""
        numbers = set()
        for service, provider in picks.items():
            under_way = self.under_way(service)
            if under_way is None or under_way.provider_id != provider:
                return None
            numbers.add(under_way.case_number)
        return numbers.pop() if len(numbers) == 1 else None

    def of_case(self, case_number: str) -> list[ChoiceView]:
        """The choices of a case, as they stand."""
        return [each for each in self._choices if each.case_number == case_number]

    def _line(self, granted: ServiceView, picked: str | None) -> Line:
        under_way = self.under_way(granted.service)
        return Line(
            granted.service,
            picked,
            granted.provider_id,
            under_way.provider_id if under_way else None,
            self.begins(granted.service),
        )
