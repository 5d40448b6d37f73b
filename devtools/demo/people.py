"""The demo people: read from people.yml, and put into a fresh database by the register itself."""

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from argon2 import PasswordHasher
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from choice_register.audit import SYSTEM, Actor
from choice_register.mandates.types import Paper, PaperMandate, Scope
from choice_register.register import Register
from choice_register.types import Authority, ChoiceRequest, NewService, PersonView
from choice_register.verification.letters import OWASP
from core.channel import Channel
from core.clock import Clock
from core.database import Database
from core.secret_keys import SecretKeys
from core.settings import DEMO_SECRET_KEY
from core.yaml_files import read_yaml
from provider_catalog.catalogue import Catalogue

PEOPLE = Path(__file__).with_name("people.yml")
CASEWORKER = Actor("caseworker:demo", "casework", Authority.CASEWORKER)
CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=CLOSED)
class DemoLetter:
    """When the letter was issued, and whether its code was locked since."""

    days_ago: int
    locked: bool = False


@dataclass(frozen=True, config=CLOSED)
class DemoService:
    """A granted service; `choose_in_days` counts from the day the demo is made."""

    service: str
    hours_per_week: float | None
    tasks: tuple[str, ...]
    choose_in_days: int | None = None


@dataclass(frozen=True, config=CLOSED)
class DemoDecision:
    """A decision made some days ago, with some days left."""

    days_ago: int
    lasts_days: int
    services: tuple[DemoService, ...]


@dataclass(frozen=True, config=CLOSED)
class DemoChoice:
    """A choice made some days ago."""

    service: str
    provider: str
    days_ago: int
    state: Literal["received", "in_effect"]


@dataclass(frozen=True, config=CLOSED)
class DemoMandate:
    """A mandate that the person has written and signed; the code is the agent's."""

    agent: str
    phone: str
    scope: Scope
    days_ago: int
    lasts_days: int
    code: str


@dataclass(frozen=True, config=CLOSED)
class DemoPerson:
    """An invented person, and what he or she is there to show."""

    name: str
    note: str
    national_id: str
    birth_date: date
    phone: str
    municipality: str
    standard: Literal["nb", "nn"]
    code: str
    letter: DemoLetter
    district: str | None = None
    decision: DemoDecision | None = None
    choices: tuple[DemoChoice, ...] = field(default=())
    mandates: tuple[DemoMandate, ...] = field(default=())


def read_people(file: Path = PEOPLE) -> list[DemoPerson]:
    """The people in the file, checked.

    Raises:
        pydantic.ValidationError: the file is broken; it says where.
    """
    data = read_yaml(file)
    return TypeAdapter(list[DemoPerson]).validate_python(data["people"])


def describe_people(catalogue: Catalogue) -> list[dict[str, object]]:
    """What `brukervalg people --json` prints: how to be each of them, as they are when fresh.

    `services` are ids; `provider` is the name of who helps now, or None without a decision.
    """
    return [_describe(person, catalogue) for person in read_people()]


def load_people(
    database: Database, catalogue: Catalogue, clock: Clock, hasher: PasswordHasher = OWASP
) -> None:
    """Put the demo people into a database that has none of them.

    What happened some days ago is done by a register whose clock stands on that day, so that it
    follows the same rules as everything else.

    Raises:
        sqlalchemy.exc.IntegrityError: they are there already.
    """
    now = clock.now()
    for person in read_people():
        _Loader(database, catalogue, now, hasher, person).load()
    Register(database, catalogue, clock).bring_into_effect()


class _Loader:
    """Loads one person."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        now: datetime,
        hasher: PasswordHasher,
        person: DemoPerson,
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._now = now
        self._hasher = hasher
        self._person = person

    def load(self) -> None:
        """Everything in the order in which it happened."""
        demo = self._person
        days = [demo.letter.days_ago, *(choice.days_ago for choice in demo.choices)]
        days += [mandate.days_ago for mandate in demo.mandates]
        if demo.decision:
            days.append(demo.decision.days_ago)
        added = self._register(max(days)).add_person(
            national_id=demo.national_id,
            name=demo.name,
            birth_date=demo.birth_date,
            municipality=demo.municipality,
            district=demo.district,
            phone=demo.phone,
            standard=demo.standard,
        )
        if demo.decision:
            self._add_decision(added, demo.decision)
        for choice in sorted(demo.choices, key=lambda each: -each.days_ago):
            self._choose(added, choice)
        code = self._register(demo.letter.days_ago).issue_letter(added.id)
        if code != demo.code:
            raise ValueError(f"two demo people share birth date and code: {demo.name}")
        for mandate in demo.mandates:
            self._give(added, mandate)
        if demo.letter.locked:
            self._register(0).lock_letter(added.id, CASEWORKER, "reported lost")

    def _register(self, days_ago: int) -> Register:
        """A register on that day. The code that it draws is the one in the file: demo only."""
        codes: Iterator[str] = iter([self._person.code])
        clock = Clock(self._now - timedelta(days=days_ago))
        return Register(
            self._database,
            self._catalogue,
            clock,
            hasher=self._hasher,
            draw=lambda: next(codes),
            # Mandates' codes follow from it, so those in the file are right whatever the settings.
            secrets=SecretKeys(DEMO_SECRET_KEY),
        )

    def _give(self, person: PersonView, mandate: DemoMandate) -> None:
        today = Clock(self._now).today()
        given = self._register(mandate.days_ago).register_mandate_by_caseworker(
            PaperMandate(
                municipality=person.municipality,
                person_id=person.id,
                paper=Paper.SIGNED,
                reference=f"DEMO-{person.id:03}",
                seen_on=today - timedelta(days=mandate.days_ago),
                agent_name=mandate.agent,
                agent_phone=mandate.phone,
                scope=mandate.scope,
                valid_to=today + timedelta(days=mandate.lasts_days),
                key=f"demo:{self._person.national_id}:{mandate.phone}",
            ),
            CASEWORKER,
        )
        if given.code != mandate.code:
            raise ValueError(f"the mandate of {mandate.agent} has another code: {given.code}")

    def _add_decision(self, person: PersonView, decision: DemoDecision) -> None:
        today = Clock(self._now).today()
        made = today - timedelta(days=decision.days_ago)
        self._register(decision.days_ago).add_decision(
            person.id,
            reference=f"DEMO-{made.year}-{person.id:03}",
            decided_on=made,
            valid_from=made,
            valid_to=today + timedelta(days=decision.lasts_days),
            services=[
                NewService(
                    service=each.service,
                    hours_per_week=each.hours_per_week,
                    tasks=each.tasks,
                    choose_by=_after(today, each.choose_in_days),
                )
                for each in decision.services
            ],
        )

    def _choose(self, person: PersonView, choice: DemoChoice) -> None:
        register = self._register(choice.days_ago)
        [made] = register.register_choice(
            ChoiceRequest(
                person_id=person.id,
                picks={choice.service: choice.provider},
                channel=Channel.CASEWORK,
                authority=Authority.CASEWORKER,
                conversation=None,
                key=f"demo:{person.id}:{choice.service}:{choice.days_ago}",
            )
        )
        if choice.state == "in_effect":
            register.approve(person.municipality, made.case_number, SYSTEM, made.effect_date)


def _describe(person: DemoPerson, catalogue: Catalogue) -> dict[str, object]:
    municipality = catalogue.municipality(person.municipality)
    services = person.decision.services if person.decision else ()
    chosen = {c.service: c.provider for c in person.choices if c.state == "in_effect"}
    own = catalogue.municipal_provider(person.municipality).id
    now = dict.fromkeys(chosen.get(each.service, own) for each in services)
    return {
        "name": person.name,
        "phone": person.phone,
        "birth_date": person.birth_date.isoformat(),
        "code": person.code,
        "municipality": municipality.name,
        "municipality_number": municipality.phone,
        "services": [each.service for each in services],
        "provider": ", ".join(catalogue.provider(each).name for each in now) or None,
        "note": person.note,
        "mandates": [
            {
                "agent": each.agent,
                "phone": each.phone,
                "code": each.code,
                "scope": each.scope.value,
            }
            for each in person.mandates
        ],
    }


def _after(day: date, days: int | None) -> date | None:
    return None if days is None else day + timedelta(days=days)
