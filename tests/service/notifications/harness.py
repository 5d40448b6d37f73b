"""A harness for tests of notices: one application at a time on a database, and a moved clock."""

import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from click.testing import CliRunner, Result
from sqlalchemy import select

from assistant.texts.measures import segments
from choice_register.audit import Actor
from choice_register.register import Register
from choice_register.types import (
    Attempt,
    Authority,
    ChoiceRequest,
    ChoiceView,
    CodeResult,
    NewService,
    PersonView,
)
from conversations.models import OutboxRow, Task
from conversations.notifications.models import Notice
from conversations.threads import Opening
from conversations.turns.inbox import Incoming
from conversations.turns.turns import TurnEnd
from core.database import Base
from core.settings import Settings
from devtools.fake_twilio import RunningFake
from service.application import Application
from service.cli import main
from service.server import create_public
from service.web_server import WebServer
from tests.channels.protocol_engine import ProtocolEngine
from tests.choice_register.harness import CHEAP, synthetic_id
from tests.dialogue.harness import OPENING
from tests.logs import plainly
from tests.service.rules import dialogue

PUBLIC = "https://velg.example"
OSLO_TIME = ZoneInfo("Europe/Oslo")
OSLO, FROGNER = "0301", "030105"
NUMBER = "+4740000301"
"""Oslo's, in the demo catalogue."""
SOLVEIG, ARVID = "+4740011001", "+4740011002"
LANDLINE = "+4722000000"
CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)
SERVICE = "practical_assistance"


def oslo(*when: int) -> datetime:
    """A time in Oslo."""
    return datetime(*when, tzinfo=OSLO_TIME).astimezone(UTC)  # type: ignore[arg-type,misc]


MONDAY = oslo(2026, 11, 23, 10, 0)


@dataclass
class NoticeHarness:
    """People with phones, an application whose clock is moved, and Twilio."""

    database_url: str
    engine: ProtocolEngine
    fake: RunningFake
    catalogue: Path
    """Not the demo's own, which moves with the years: contracts end here on the day they say."""
    now: datetime = MONDAY
    more: dict[str, Any] = field(default_factory=dict)
    tells_decisions: bool = False
    """Whether an approval is told of as such; most tests here are about what comes after it."""
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(400)))

    def __post_init__(self) -> None:
        self._open()

    def _open(self) -> None:
        self.application = self.another()
        self.application.catalogue.facts.prepare()  # as a service does while it starts
        self.engine.answer = dialogue(self.application.action_dependencies)
        application = self.application
        # Made when it is asked for: on most days nobody calls.
        public = cache(lambda: create_public(application))

        def served(environ: Any, start_response: Any) -> Any:
            return public()(environ, start_response)

        self._server = WebServer(served, 0, 4)
        self._server.prepare()
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._thread.start()
        self.fake.callbacks.go_to(f"http://127.0.0.1:{self._server.port}")

    def another(self) -> Application:
        """Another process' application on the same database, at the same time."""
        return Application.build(self._settings())

    def _settings(self) -> Settings:
        return Settings(
            _env_file=None,
            database_url=self.database_url,
            public_base_url=PUBLIC,
            engine_port=self.engine.port,
            twilio_api_base_url=self.fake.base_url,
            now=self.now,
            catalogue=self.catalogue,
            **self.more | {"notices_off": self.notices_off},
        )

    @property
    def notices_off(self) -> str:
        """The setting, as the test has it, and decisions where they are not told."""
        named = (self.more.get("notices_off", ""), "" if self.tells_decisions else "decided")
        return ", ".join(filter(None, named))

    def close(self) -> None:
        self._server.stop()
        self._thread.join()
        self.application.services.close()

    def at(self, *when: int, **more: Any) -> None:
        """Go on at another time in Oslo; with other settings where it is opened anew."""
        self.now = oslo(*when)
        self.more |= more
        settings = self._settings()
        if settings == self.application.settings.model_copy(update={"now": self.now}):
            self.application.services.clock._frozen = self.now
        else:
            self.close()
            self._open()
        self.application.register.bring_into_effect()

    def person(
        self,
        phone: str | None = SOLVEIG,
        standard: str = "nb",
        choose_by: date | None = None,
        services: tuple[str, ...] = (SERVICE,),
        name: str = "Solveig Myrhaug",
    ) -> PersonView:
        """A person with a decision since the beginning of the year."""
        born = date(1941, 3, 14)
        person = self.application.register.add_person(
            national_id=synthetic_id(born, next(self.numbers)),
            name=name,
            birth_date=born,
            municipality=OSLO,
            district=FROGNER,
            phone=phone,
            standard=standard,
        )
        self.application.register.add_decision(
            person.id,
            reference="2026/1",
            decided_on=date(2026, 1, 2),
            valid_from=date(2026, 1, 2),
            valid_to=None,
            services=[NewService(each, choose_by=choose_by) for each in services],
        )
        return person

    def choose(
        self,
        person: PersonView,
        provider: str = "hasselvind",
        services: tuple[str, ...] = (SERVICE,),
        conversation: str | None = None,
    ) -> ChoiceView:
        """The person chooses, on paper or in a conversation."""
        if conversation:
            self._prove(person, conversation)
        made = self.application.register.register_choice(
            ChoiceRequest(
                person_id=person.id,
                picks=dict.fromkeys(services, provider),
                channel="sms" if conversation else "paper",
                authority=Authority.SELF if conversation else Authority.CASEWORKER,
                conversation=conversation,
                key=secrets.token_hex(8),
                replaces=True,
            )
        )
        return made[0]

    def _prove(self, person: PersonView, conversation: str) -> None:
        register = Register(
            self.application.services.database,
            self.application.catalogue,
            self.application.services.clock,
            hasher=CHEAP,
        )
        code, key = register.issue_letter(person.id), secrets.token_hex(8)
        attempt = Attempt(code, person.birth_date, conversation, SOLVEIG, OSLO, "sms", key)
        assert register.check_code(attempt) is CodeResult.OK

    def approve(self, choice: ChoiceView, effect: date) -> None:
        self.application.register.approve(OSLO, choice.case_number, CASEWORKER, effect)

    def texts(self, words: str, number: str = SOLVEIG) -> str:
        """Somebody texts; what was answered, but for the words that a machine answers first."""
        opening = Opening(OSLO, "sms", number, NUMBER)
        stored = self.application.services.inbox.store(
            Incoming(secrets.token_hex(17), opening, words)
        )
        before = len(self.rows(OutboxRow))
        assert self.application.services.turns.run_next(stored.conversation) is TurnEnd.DONE
        self.deliver()
        said = "\n".join(row.body for row in self.rows(OutboxRow)[before:])
        return OPENING.sub("", said, count=1)

    def notices(self) -> list[str]:
        """Let the application do its minute's work; what Twilio got of it, oldest first."""
        before = len(self.fake.twilio.messages)
        self.application.planner.run()
        self.deliver()
        return [each.body["body"] for each in self.fake.twilio.messages[before:]]

    def deliver(self) -> None:
        while self.application.services.delivery.run_next():
            pass

    def rows(self, table: type[Base]) -> list[Any]:
        with self.application.services.database.read() as session:
            return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))

    @property
    def kept(self) -> list[Notice]:
        return self.rows(Notice)

    @property
    def tasks(self) -> list[Task]:
        return self.rows(Task)

    def later(self, **length: float) -> None:
        """Go on a while later."""
        then = (self.now + timedelta(**length)).astimezone(OSLO_TIME)
        self.at(then.year, then.month, then.day, then.hour, then.minute)


def is_a_notice(body: str) -> bool:
    assert segments(body) <= 2, body
    return body.startswith("Hei fra Oslo kommune. ")


def die(*_: object, **__: object) -> None:
    raise SystemExit


def shell(harness: NoticeHarness, *arguments: str) -> Result:
    environment = {
        "BRUKERVALG_DATABASE_URL": harness.database_url,
        "BRUKERVALG_NOW": harness.now.isoformat(),
        "BRUKERVALG_TWILIO_API_BASE_URL": harness.fake.base_url,
        "BRUKERVALG_NOTICES_OFF": harness.notices_off,
    }
    result = CliRunner().invoke(main, arguments, env=environment)
    plainly()  # a command logs to its own standard error, which is closed now
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
