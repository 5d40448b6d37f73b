"""The console on a real application: real webhook, worker and database, dialogue by protocol."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.caseworker import Caseworker
from choice_register.models import Audit
from choice_register.types import Attempt, CodeResult, NewService, PersonView
from choice_register.verification.letters import Letters, draw_code
from conversations.models import Conversation, OutboxRow, Reply, Task
from conversations.threads import Opening
from conversations.turns.inbox import Incoming
from core.database import Base
from core.settings import Settings
from devtools.fake_twilio import RunningFake
from service.application import Application
from service.server import create_public
from tests.channels.harness import CATALOGUE, sid
from tests.channels.protocol_engine import ProtocolEngine
from tests.choice_register.harness import CHEAP, FROGNER, synthetic_id
from tests.signed_in import as_caseworker, without_providers
from web.auth import Role

OSLO, KRISTIANSAND = "0301", "4204"
SOLVEIG, ARVID = "+4740011001", "+4740011002"
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
BORN = date(1941, 3, 14)
KARI = Caseworker("kari", "Kari Skog", OSLO)
OLA = Caseworker("ola", "Ola Fjell", OSLO)
SOUTH = Caseworker("gunn", "Gunn Vik", KRISTIANSAND)


def settings_for(database_url: str, engine: ProtocolEngine, fake: RunningFake) -> Settings:
    return without_providers(
        Settings(
            _env_file=None,
            database_url=database_url,
            now=MONDAY,
            public_base_url="http://127.0.0.1",
            engine_port=engine.port,
            twilio_api_base_url=fake.base_url,
            gather_seconds=0,
        )
    )


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """«grunn asked» leaves such a task; «grunn asked haster» an urgent one; other words an echo."""
    words = request["text"].split()
    said = {"say": "bot.what", "values": {"municipality": "Oslo"}}
    if words[:1] != ["grunn"]:
        understood = {"intent": "ask_price", "confidence": 0.93, "entities": []}
        return {"messages": [said], "slots": {"pending": "code"}, "understood": understood}
    act: dict[str, Any] = {"do": "hand_over", "reason": words[1], "urgent": "haster" in words}
    numbers = [word for word in words if word.isdigit()]
    act |= {"person": int(numbers[0]) if numbers else None, "summary": {"wish": "switch"}}
    values = {"municipality": "Oslo", "number": {"phone": SOLVEIG}}
    coming = {"say": "person.coming", "values": values}
    understood = {"intent": "talk_to_human", "confidence": 0.98, "entities": []}
    return {"messages": [act, coming], "slots": {}, "understood": understood}


@dataclass
class ConsoleHarness:
    """The console and what stands behind it."""

    settings: Settings
    engine: ProtocolEngine
    fake: RunningFake
    application: Application = field(init=False)
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self.engine.answer = answer
        self._open()

    def begin_anew(self) -> None:
        """As if nobody had ever written or signed in; the database has been put back."""
        self.engine.forget()
        self.engine.answer = answer
        self.fake.twilio.forget()
        self.app.config["WTF_CSRF_ENABLED"] = True

    def _open(self) -> None:
        self.application = Application.build(self.settings)
        # Codes are hashed cheaply; all else is the application's own register.
        self.application.register.issue_letter = Letters(
            self.application.services.database, self.application.services.clock, CHEAP, draw_code
        ).issue
        self.app = create_public(self.application)

    def close(self) -> None:
        self.application.services.close()

    @property
    def desk(self) -> Any:
        return self.application.desk

    def client(self, *roles: Role, who: Caseworker = KARI, csrf: bool = False) -> FlaskClient:
        """A browser in which a caseworker is signed in; forms need no key unless that is tested."""
        self.app.config["WTF_CSRF_ENABLED"] = csrf
        client = self.app.test_client()
        has = {who.municipality: list(roles or (Role.CASEWORKER,))}
        as_caseworker(self.app, client, has, name=who.name, subject=who.id)
        return client

    def at_work(self, *caseworkers: Caseworker) -> None:
        for each in caseworkers:
            self.desk.colleagues.note(each)

    def text(
        self, words: str, sender: str = SOLVEIG, municipality: str = OSLO, run: bool = True
    ) -> str:
        """Somebody texts and is answered; gives the conversation's id."""
        services = self.application.services
        number = CATALOGUE.municipality(municipality).phone
        opening = Opening(municipality, "sms", sender, number)
        stored = services.inbox.store(Incoming(sid(), opening, words))
        if run:
            services.turns.run_next(stored.conversation)
        return stored.conversation

    def call(self, words: str, caller: str = SOLVEIG) -> str:
        """Somebody rings and is answered; the call is over."""
        services = self.application.services
        number = CATALOGUE.municipality(OSLO).phone
        opening = Opening(OSLO, "phone", caller, number, thread=sid())
        stored = services.inbox.store(Incoming(sid(), opening, words, input="speech"))
        services.turns.run_next(stored.conversation)
        return stored.conversation

    def deliver(self) -> list[str]:
        """Send what waits; every text that Twilio has taken so far."""
        while self.application.services.delivery.run_next():
            pass
        return [message.body["body"] for message in list(self.fake.twilio.messages)]

    def person(self, name: str = "Solveig Myrhaug", municipality: str = OSLO) -> PersonView:
        """A person with a decision on two services."""
        register = self.application.register
        known = len(self.rows(Audit))
        person = register.add_person(
            national_id=synthetic_id(BORN, known),
            name=name,
            birth_date=BORN,
            municipality=municipality,
            district=FROGNER if municipality == OSLO else None,
            phone=SOLVEIG,
        )
        register.add_decision(
            person.id,
            reference=f"2026/{person.id}",
            decided_on=date(2026, 1, 2),
            valid_from=date(2026, 1, 2),
            valid_to=date(2027, 10, 31),
            services=[NewService("practical_assistance", 2.5), NewService("home_nursing")],
        )
        return person

    def prove(self, person: PersonView, conversation: str, channel: str = "sms") -> None:
        """The person shows in a conversation who it is."""
        register = self.application.register
        code = register.issue_letter(person.id)
        attempt = Attempt(code, BORN, conversation, None, person.municipality, channel, sid())
        assert register.check_code(attempt) is CodeResult.OK

    def rows(self, table: type[Base]) -> list[Any]:
        with self.application.services.database.read() as session:
            return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))

    def conversation(self, conversation: str) -> Conversation:
        with self.application.services.database.read() as session:
            return session.get_one(Conversation, conversation)

    @property
    def tasks(self) -> list[Task]:
        return self.rows(Task)

    @property
    def outbox(self) -> list[str]:
        return [row.body for row in self.rows(OutboxRow)]

    @property
    def said(self) -> list[str]:
        return [reply.text for reply in self.rows(Reply)]

    def audit(self, what: str) -> list[Audit]:
        return [line for line in self.rows(Audit) if line.what == what]

    @contextmanager
    def later(self, **length: float) -> Iterator[None]:
        """What happens inside happens so much later."""
        clock = self.application.services.clock
        before = clock._frozen
        assert before is not None
        clock._frozen = before + timedelta(**length)
        yield
        clock._frozen = before
