"""One conversation of a simulated person: the trained model, the dialogue and the register."""

import itertools
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select, update
from stdnum.no import fodselsnummer

from assistant.actions.situation import Dependencies
from assistant.texts import Texts
from bench.conversations.wishes import Registered, Resident
from channels.phone.renderer import PhoneRenderer
from channels.sms.renderer import SmsRenderer
from channels.webchat.renderer import WebRenderer
from choice_register.audit import SYSTEM
from choice_register.models import Choice
from choice_register.register import Register
from choice_register.types import Authority, ChoiceRequest, ChoiceState, NewService
from conversations.turns.assistant_client import (
    AssistantClient,
    AssistantFailed,
    Context,
    TurnRequest,
    TurnResponse,
)
from core.clock import Clock
from core.database import Database
from provider_catalog.catalogue import Catalogue

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""The codes are no part of what is tried here."""
MOST_TRIES = 10
"""As the app does: a turn that failed is run again with its key."""


@dataclass
class Town:
    """The rooms that the dialogue asks, with people who move in one after the other."""

    database: Database
    catalogue: Catalogue
    clock: Clock
    register: Register = field(init=False)
    texts: Texts = field(init=False)
    _ids: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self.register = Register(self.database, self.catalogue, self.clock, hasher=QUICK)
        self.texts = Texts.load(self.catalogue)
        self._ids = synthetic_ids()

    @property
    def deps(self) -> Dependencies:
        """What the actions ask. Nobody has left a choice off elsewhere."""
        return Dependencies(self.catalogue, self.register, self.clock, lambda _ids, _since: ())

    def settle(self, resident: Resident) -> tuple[int, date, str]:
        """A new person: id, birth date and letter code."""
        national_id, born = next(self._ids), date(1930, 1, 1)
        born = date(1900 + int(national_id[4:6]), int(national_id[2:4]) - 80, int(national_id[:2]))
        person = self.register.add_person(
            national_id=national_id,
            name="Aud Prøve",
            birth_date=born,
            municipality=resident.municipality,
            district=resident.district,
            phone=None,
        )
        today = self.clock.today()
        self.register.add_decision(
            person.id,
            reference=f"B-{person.id}",
            decided_on=today - timedelta(days=400),
            valid_from=today - timedelta(days=400),
            valid_to=today + timedelta(days=400),
            services=[NewService(each) for each in resident.services],
        )
        before = Clock(self.clock.now() - timedelta(days=200))
        earlier = Register(self.database, self.catalogue, before, hasher=QUICK)
        for service, provider in resident.now.items():
            request = ChoiceRequest(
                person_id=person.id,
                picks={service: provider},
                channel="casework",
                authority=Authority.CASEWORKER,
                conversation=None,
                key=secrets.token_hex(8),
            )
            [made] = earlier.register_choice(request)
            earlier.approve(person.municipality, made.case_number, SYSTEM, made.effect_date)
        if resident.now:
            self.register.bring_into_effect()
        return person.id, born, self.register.issue_letter(person.id)


def synthetic_ids() -> Iterator[str]:
    """Synthetic national ids (month + 80), each with a birth date of its own."""
    for day in range(20_000):
        born = date(1925, 1, 1) + timedelta(days=day)
        for serial in range(500):
            digits = f"{born:%d}{born.month + 80}{born:%y}{serial:03}"
            first = fodselsnummer.calc_check_digit1(digits)
            second = fodselsnummer.calc_check_digit2(digits + first)
            if len(first + second) == 2:
                yield digits + first + second
                break


class Talk:
    """A person who talks with the assistant on one channel.

    Args:
        town: where the person lives.
        client: the way to the engine.
        resident: who it is.
        channel: sms, phone or web.
    """

    def __init__(
        self, town: Town, client: AssistantClient, resident: Resident, channel: str
    ) -> None:
        self._town, self._client, self.channel = town, client, channel
        self._resident = resident
        self.person, self.born, self.code = town.settle(resident)
        self._conversation = secrets.token_hex(8)
        self._slots: dict[str, Any] = {}
        self._asked, self._standard = "", "nb"
        self._turns = itertools.count()
        makers = {"sms": SmsRenderer, "phone": PhoneRenderer, "web": WebRenderer}
        self._door = makers[channel](town.texts)
        self._before = self._made()
        self._end: Registered | None = None
        self.heard: list[tuple[str, str]] = []
        self.messages: list[dict[str, Any]] = []

    def says(self, text: str) -> None:
        """Say something, and hear the answer."""
        given = "dtmf" if self.channel == "phone" and text in ("0", "5", "9") else "text"
        said = {"5": "ja", "9": "nei"}.get(text, text) if given == "dtmf" else text
        context = Context(
            key=f"{self._conversation}:{next(self._turns)}",
            conversation=self._conversation,
            channel=self.channel,
            municipality=self._resident.municipality,
            caller=None,
            input="speech" if self.channel == "phone" and given == "text" else given,
            standard=self._standard,
            came={"asked_last": self._asked} if self._asked else {},
        )
        answer = self._answer(TurnRequest(self._conversation, said, self._slots, context))
        self._slots = answer.slots
        self.messages = answer.messages
        for each in answer.messages:
            if each.get("do") == "standard":
                self._standard = str(each["value"])
        says = [each for each in answer.messages if "say" in each]
        shown = self._door.render(says, self._standard, {}).text
        self._asked = shown or self._asked
        self.heard.append((text, shown))

    def _answer(self, request: TurnRequest) -> TurnResponse:
        """The answer; asked for again with the same key where a busy machine was too slow."""
        for _ in range(MOST_TRIES):
            try:
                return self._client.turn(request)
            except AssistantFailed:
                time.sleep(1)
        return self._client.turn(request)

    @property
    def pending(self) -> str | None:
        """What is asked, as the person who reads it understands."""
        waits: str | None = self._slots.get("pending")
        return waits

    @property
    def expects_code(self) -> bool:
        """Whether code or birth date is asked for."""
        return self.pending in ("code", "birth_date")

    def registered(self) -> Registered:
        """What was chosen in this conversation and stood when it ended."""
        if self._end is not None:
            return self._end
        made = self._made()
        return frozenset(made[id_] for id_ in made.keys() - self._before.keys())

    def ends(self) -> None:
        """Remember how it ended, and move out: the next one finds the providers' places free."""
        self._end = self.registered()
        with self._town.database.write() as session:
            mine = update(Choice).where(Choice.person_id == self.person)
            session.execute(mine.values(state=ChoiceState.WITHDRAWN))

    def _made(self) -> dict[int, tuple[str, str]]:
        with self._town.database.read() as session:
            mine = select(Choice).where(
                Choice.person_id == self.person,
                Choice.state.in_(("received", "approved", "in_effect")),
            )
            return {each.id: (each.service, each.provider_id) for each in session.scalars(mine)}
