"""A register with everything that it stands on, for the tests of this room."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from stdnum.no import fodselsnummer

from choice_register.register import Register
from choice_register.types import (
    Attempt,
    Authority,
    ChoiceRequest,
    CodeResult,
    NewService,
    PersonView,
)
from core.clock import Clock
from core.database import Database
from core.secret_keys import SecretKeys
from provider_catalog.catalogue import Catalogue

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SECRET = "a secret of the tests"
SECRETS = SecretKeys(SECRET)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OSLO, KRISTIANSAND, BAERUM, TRONDHEIM, MOSS = "0301", "4204", "3201", "5001", "3103"
FROGNER = "030105"


class MovingClock(Clock):
    """A clock that a test moves on."""

    def __init__(self) -> None:
        super().__init__(NOW)

    def move(self, **length: float) -> None:
        self._frozen = self.now() + timedelta(**length)


@dataclass
class RegisterHarness:
    """A register with everything that it stands on, and short ways to fill it."""

    database: Database
    catalogue: Catalogue
    clock: MovingClock
    register: Register
    keys: Iterator[int] = field(default_factory=lambda: iter(range(10**6)))
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(400)))

    def key(self) -> str:
        return f"key-{next(self.keys)}"

    def person(
        self,
        municipality: str = OSLO,
        district: str | None = FROGNER,
        birth_date: date = date(1941, 3, 14),
        services: tuple[str, ...] = ("practical_assistance",),
    ) -> PersonView:
        """A person, with a decision that is in force unless `services` is empty."""
        person = self.register.add_person(
            national_id=synthetic_id(birth_date, next(self.numbers)),
            name="Prøve Person",
            birth_date=birth_date,
            municipality=municipality,
            district=district if municipality == OSLO else None,
            phone="+4740000001",
        )
        if services:
            self.register.add_decision(
                person.id,
                reference="2026/1",
                decided_on=date(2026, 11, 1),
                valid_from=date(2026, 11, 1),
                valid_to=date(2027, 10, 31),
                services=[NewService(each) for each in services],
            )
        return person

    def try_code(
        self,
        code: str,
        *,
        birth_date: date = date(1941, 3, 14),
        conversation: str = "c",
        caller: str | None = "+4740000001",
        municipality: str = OSLO,
        channel: str = "sms",
        key: str | None = None,
        certain: bool = True,
        second: str | None = None,
    ) -> CodeResult:
        where = (conversation, caller, municipality, channel, key or self.key())
        attempt = Attempt(code, birth_date, *where, certain=certain, second=second)
        return self.register.check_code(attempt)

    def prove(self, person: PersonView, conversation: str | None = None) -> str:
        """Prove a person in a conversation of their own, with a new letter."""
        conversation = conversation or f"conversation-of-{person.id}"
        code = self.register.issue_letter(person.id)
        result = self.try_code(
            code,
            birth_date=person.birth_date,
            conversation=conversation,
            municipality=person.municipality,
        )
        assert result is CodeResult.OK
        return conversation

    def request(self, person: PersonView, replaces: bool = False, **picks: str) -> ChoiceRequest:
        """The person's own request, in the conversation that `prove` made."""
        return ChoiceRequest(
            person_id=person.id,
            picks=picks,
            channel="sms",
            authority=Authority.SELF,
            conversation=f"conversation-of-{person.id}",
            key=self.key(),
            replaces=replaces,
        )

    def provider_now(self, person_id: int) -> list[str]:
        """Who delivers each service of the decision in force."""
        decision = self.register.decision(person_id)
        assert decision is not None
        return [each.provider_id for each in decision.services]

    def reopen(self, **options: Any) -> Register:
        """Another register on the same database, as another process has it."""
        return Register(
            self.database,
            self.catalogue,
            self.clock,
            **{"hasher": CHEAP, "secrets": SECRETS} | options,
        )


def synthetic_id(birth_date: date, number: int) -> str:
    """The number-th synthetic national id of a day (month + 80, as Skatteetaten's Tenor makes)."""
    return synthetic_ids(birth_date)[number]


@cache
def synthetic_ids(birth_date: date) -> list[str]:
    """Every synthetic national id of a day."""
    found = []
    for serial in range(500):
        digits = f"{birth_date:%d}{birth_date.month + 80}{birth_date:%y}{serial:03}"
        first = fodselsnummer.calc_check_digit1(digits)
        second = fodselsnummer.calc_check_digit2(digits + first)
        if len(first + second) == 2:
            found.append(digits + first + second)
    return found
