"""A case in words: what was granted, who helps now, and what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.numbers import format_decimal

from choice_register.register import Register
from choice_register.types import UNDER_WAY, Authority, ChoiceView, DecisionView, ServiceView
from core.channel import Channel
from provider_catalog.catalogue import Catalogue
from web.citizen.access import Case


@dataclass(frozen=True)
class ChosenTold:
    """A choice, as it is told.

    Attributes:
        state: its name in the register, for the words.
        by: whose act it was, in words for the one who reads.
        day: the day it takes effect, or took; None while nobody has stated it.
        door: through which it was made, in words; empty where that is not known.
    """

    case_number: str
    service: str
    provider: str
    state: str
    by: str
    received_at: datetime
    day: date | None
    can_undo: bool
    reason: str | None
    door: str = ""


@dataclass(frozen=True)
class ServiceTold:
    """A granted service: how much, what, and who helps.

    Attributes:
        hours: «2 timer i uka», or None where the decision does not state it.
        under_way: a choice that has not taken effect.
    """

    name: str
    hours: str | None
    tasks: tuple[str, ...]
    provider: str
    since: date | None
    choose_by: date | None
    under_way: ChosenTold | None


@dataclass(frozen=True)
class CaseTold:
    """Everything on one page about a case.

    Attributes:
        decision: the one in force, or None.
        earlier: choices that are not under way, the newest first.
    """

    decision: DecisionView | None
    services: tuple[ServiceTold, ...]
    under_way: tuple[ChosenTold, ...]
    earlier: tuple[ChosenTold, ...]


class Telling:
    """Tells of cases in one written standard.

    Args:
        register: knows them. Each look at a decision is audited there.
        catalogue: names providers and services.
        words: these pages', in the standard.
        standard: nb or nn.
    """

    def __init__(
        self, register: Register, catalogue: Catalogue, words: Mapping[str, Any], standard: str
    ) -> None:
        self._register = register
        self._catalogue = catalogue
        self._words = words
        self._standard = standard

    def case(self, case: Case) -> CaseTold:
        """The case as it stands now."""
        person = case.person
        decision = self._register.decision(person.id, case.conversation, Channel.WEB)
        live: list[ChosenTold] = []
        earlier: list[ChosenTold] = []
        for choice in self._register.choices(person.id):
            told = self.choice(choice, case)
            (live if choice.state in UNDER_WAY else earlier).append(told)
        services = decision.services if decision else ()
        by_name = {each.service: each for each in live}
        return CaseTold(
            decision,
            tuple(self._service(each, by_name) for each in services),
            tuple(live),
            tuple(earlier),
        )

    def choice(self, choice: ChoiceView, case: Case) -> ChosenTold:
        """One choice, told to the one who has opened the case."""
        return ChosenTold(
            case_number=choice.case_number,
            service=self.service_name(choice.service),
            provider=self._catalogue.provider_name(choice.provider_id),
            state=choice.state.value,
            by=self._by(choice, case),
            received_at=choice.received_at,
            day=choice.effect_date,
            can_undo=choice.can_undo,
            reason=choice.rejection_reason or self._end(choice.end_reason),
            door=str(self._words["log"]["door"].get(choice.channel, "")),
        )

    def _by(self, choice: ChoiceView, case: Case) -> str:
        """Whose act a choice was; «you» is always the one who reads.

        The person is told which of the agents it was; one agent is not told of another.
        """
        by, person, reader = self._words["own"]["by"], case.person, case.person.mandate
        authority = choice.authority or Authority.SELF
        if authority is Authority.SELF and not case.own:
            return str(by["person"].format(name=person.name))
        if authority is not Authority.MANDATE:
            return str(by[authority.value])
        if reader is not None:
            return str(by["own_mandate" if reader.id == choice.mandate_id else "other_mandate"])
        given = self._register.mandates_of(person.id, every=True)
        agent = next((each.agent_name for each in given if each.id == choice.mandate_id), None)
        return str(by["agent"].format(name=agent) if agent else by["other_mandate"])

    def _end(self, reason: str | None) -> str | None:
        """Why a choice ended: in the page's words where it is the register's, else as written."""
        return reason and str(self._words["own"]["ends"].get(reason, reason))

    def service_name(self, service: str) -> str:
        """What a service is called."""
        names = self._catalogue.service_names(service)
        return names.nn if self._standard == "nn" else names.nb

    def _service(self, service: ServiceView, under_way: Mapping[str, ChosenTold]) -> ServiceTold:
        name = self.service_name(service.service)
        return ServiceTold(
            name=name,
            hours=self._hours(service.hours_per_week),
            tasks=service.tasks,
            provider=self._catalogue.provider_name(service.provider_id),
            since=service.since,
            choose_by=service.choose_by,
            under_way=under_way.get(name),
        )

    def _hours(self, hours: float | None) -> str | None:
        if hours is None:
            return None
        words = self._words["own"]["hours"]
        number = format_decimal(hours, format="0.##", locale="nb")
        return str(words["one" if hours == 1 else "more"].format(hours=number))
