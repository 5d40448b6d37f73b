"""What a person can choose between, in a caseworker's form, read back and told in a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from choice_register.types import (
    UNDER_WAY,
    ChoiceView,
    PersonView,
    RefusalReason,
)
from conversations.renderer import Say
from provider_catalog.vocabulary import Period
from web.console.dependencies import Dependencies
from web.console.request.current_user import actor

NO_DAY = "kommunen oppgir ingen dato"


@dataclass(frozen=True)
class Option:
    """Somebody who helps with a service where the person lives.

    Attributes:
        refused: why it could not be chosen now; None where it could.
    """

    id: str
    name: str
    refused: RefusalReason | None


@dataclass(frozen=True)
class Offer:
    """A granted service, and who can be chosen for it.

    Attributes:
        now: the name of whoever helps now.
        under_way: the name of whoever was chosen and has not begun, or None.
        begins: when a choice made today takes effect, in words.
    """

    service: str
    now: str
    under_way: str | None
    begins: str
    options: tuple[Option, ...]

    def refusal(self, provider: str) -> RefusalReason | None:
        """Why a provider cannot be chosen; None where it can."""
        for each in self.options:
            if each.id == provider:
                return each.refused
        return RefusalReason.UNKNOWN_PROVIDER


def of(deps: Dependencies, person: PersonView) -> list[Offer]:
    """What a person can choose between now, a service at a time; empty where nothing is open."""
    today = deps.clock.today()
    scheme = deps.catalogue.scheme(person.municipality)
    decision = deps.register.decision(person.id, by=actor())
    if decision is None or not scheme.open_on(today):
        return []
    name = deps.catalogue.provider_name
    under_way = _under_way(deps, person.id)
    found = []
    for granted in decision.services:
        if not scheme.covers(granted.service, today):
            continue
        day = scheme.effect_date(granted.service, today)
        where = (person.municipality, person.district)
        providers = deps.catalogue.providers(*where, granted.service, day or today)
        ids = [each.id for each in providers]
        refusals = deps.register.refusals(person.id, [granted.service], ids)
        chosen = under_way.get(granted.service)
        found.append(
            Offer(
                granted.service,
                now=name(granted.provider_id),
                under_way=name(chosen.provider_id) if chosen else None,
                begins=begins(deps, person.municipality, granted.service, day),
                options=tuple(
                    Option(each.id, each.name, refusals[each.id])
                    for each in sorted(providers, key=lambda each: each.name)
                ),
            )
        )
    return found


def read_back(
    deps: Dependencies, person: PersonView, picks: Mapping[str, str]
) -> list[dict[str, str]]:
    """What is to be read aloud, a line a service."""
    return [
        {
            "service": deps.catalogue.service_names(each.service).nb,
            "provider": deps.catalogue.provider_name(picks[each.service]),
            "now": each.now,
            "replaces": each.under_way or "",
            "begins": each.begins,
        }
        for each in of(deps, person)
        if each.service in picks
    ]


def begins(deps: Dependencies, municipality: str, service: str, day: date | None) -> str:
    """When a choice takes effect, as firmly as the municipality states it."""
    if day is None:
        return NO_DAY
    how = {"at_least": "tidligst ", "about": "omtrent "}
    said = format_date(day, "EEEE d. MMMM y", locale="nb")
    return f"{how.get(_how_sure(deps, municipality, service), '')}{said}"


def receipt(
    deps: Dependencies, person: PersonView, made: Sequence[ChoiceView], *, undone: bool
) -> list[Say]:
    """What the person is told by text: who, which case and when; and how it is taken back."""
    name = deps.catalogue.municipality(person.municipality).name
    text = "desk.taken_back" if undone else "desk.registered"
    says: list[Say] = []
    for provider in dict.fromkeys(each.provider_id for each in made):
        case = {"digits": made[0].case_number}
        values = {"municipality": name, "provider": {"provider": provider}, "case": case}
        says.append({"say": text, "values": values})
    if undone:
        return says
    says.append(_start(deps, person.municipality, made, name))
    if any(each.can_undo for each in made):
        says.append({"say": "choice.receipt_undo"})
    return says


def _start(deps: Dependencies, municipality: str, made: Sequence[ChoiceView], name: str) -> Say:
    days = [(each.effect_date, each.service) for each in made if each.effect_date]
    if len(days) < len(made):
        return {"say": "choice.start_unknown", "values": {"municipality": name}}
    day, service = max(days)
    how = {"at_least": "choice.start_earliest", "about": "choice.start_about"}
    text = how.get(_how_sure(deps, municipality, service), "choice.start_on")
    return {"say": text, "values": {"date": {"date": day.isoformat()}}}


def _under_way(deps: Dependencies, person_id: int) -> dict[str, ChoiceView]:
    chosen = deps.register.choices(person_id)
    return {each.service: each for each in chosen if each.state in UNDER_WAY}


def _how_sure(deps: Dependencies, municipality: str, service: str) -> str:
    value = deps.catalogue.scheme(municipality).rule("start_after_switch", service).value
    if isinstance(value, Period):
        return "at_least" if value.at_least else "about" if value.approximate else "exactly"
    return "exactly"
