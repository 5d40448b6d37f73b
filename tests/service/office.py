"""A municipality's office: a database, the command line, and citizens who text."""

import csv
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy import select

from assistant.texts import Texts
from channels.services import Services, build
from channels.sms.renderer import SmsRenderer
from choice_register.models import Audit
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
from conversations.models import Task
from conversations.threads import Opening
from conversations.turns.inbox import Incoming
from conversations.turns.turns import TurnEnd
from core.clock import Clock
from core.database import Base, Database
from core.settings import Settings
from devtools.fake_twilio import RunningFake
from provider_catalog.catalogue import Catalogue
from service.cli import main
from tests.channels.protocol_engine import ProtocolEngine
from tests.choice_register.harness import CHEAP, synthetic_id

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OSLO, BAERUM = "0301", "3201"
FROGNER = "030105"
BORN = date(1941, 3, 14)
SOLVEIG = "+4740011001"
CATALOGUE = Catalogue.load()
TEXTS = Texts.load(CATALOGUE)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """An engine that hands over when the text names a reason, and else says what a receipt says."""
    text = request["text"]
    messages: list[dict[str, Any]] = [{"say": "person.coming", "values": {"municipality": "Oslo"}}]
    if text.startswith("grunn "):
        _, reason, *person = text.split()
        act = {"do": "hand_over", "reason": reason, "urgent": reason == "emergency"}
        known = {"intent": "switch", "wish": "switch", "services": ["home_nursing"]}
        messages.append(act | {"person": int(person[0]) if person else None, "summary": known})
    return {"messages": messages, "slots": {"provider": text}, "understood": {"intent": "test"}}


@dataclass
class Office:
    """Everything on one database. `later` moves the time that the commands see."""

    database_url: str
    engine: ProtocolEngine
    fake: RunningFake
    now: datetime = NOW
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(400)))

    def __post_init__(self) -> None:
        self.engine.answer = answer
        self.database = Database(self.database_url)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "BRUKERVALG_DATABASE_URL": self.database_url,
            "BRUKERVALG_NOW": self.now.isoformat(),
        }

    def later(self, **length: float) -> None:
        self.now += timedelta(**length)

    def run(self, *arguments: str, answers: str | None = None) -> Result:
        """Run a command, as typed at the shell."""
        result = CliRunner().invoke(main, arguments, env=self.environment, input=answers)
        # Anything but an answer or a message is a fault of ours.
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(
            result.exception
        )
        return result

    def does(self, *arguments: str) -> str:
        """Run a command that is to succeed; gives what it printed."""
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refuses(self, *arguments: str) -> str:
        """Run a command that is to fail; gives what it said."""
        result = self.run(*arguments)
        assert result.exit_code != 0
        assert result.stdout == ""
        return result.stderr

    def data(self, *arguments: str) -> list[dict[str, Any]]:
        """The JSON lines that a command printed."""
        return [json.loads(line) for line in self.does(*arguments).splitlines()]

    @property
    def register(self) -> Register:
        return Register(self.database, CATALOGUE, Clock(self.now), hasher=CHEAP)

    def person(
        self,
        name: str = "Solveig Myrhaug",
        municipality: str = OSLO,
        ends: date | None = date(2027, 10, 31),
    ) -> PersonView:
        """A person with a decision on practical assistance."""
        person = self.register.add_person(
            national_id=synthetic_id(BORN, next(self.numbers)),
            name=name,
            birth_date=BORN,
            municipality=municipality,
            district=FROGNER if municipality == OSLO else None,
            phone=SOLVEIG,
        )
        self.register.add_decision(
            person.id,
            reference=f"2026/{person.id}",
            decided_on=date(2026, 1, 2),
            valid_from=date(2026, 1, 2),
            valid_to=ends,
            services=[NewService("practical_assistance")],
        )
        return person

    def try_code(
        self, code: str, conversation: str, municipality: str = OSLO, number: str = SOLVEIG
    ) -> CodeResult:
        """Try a code in a conversation, by text from a number."""
        key = secrets.token_hex(8)
        return self.register.check_code(
            Attempt(code, BORN, conversation, number, municipality, "sms", key)
        )

    def choose(self, person: PersonView, conversation: str | None = None) -> ChoiceView:
        """The person chooses somebody with room, in a conversation or else on paper."""
        service, today = "practical_assistance", Clock(self.now).today()
        where = (person.municipality, person.district)
        roomy = next(
            each.id
            for each in CATALOGUE.providers(*where, service, today)
            if not each.municipal
            and CATALOGUE.contract(each.id, *where, service, today).capacity is None
        )
        [made] = self.register.register_choice(
            ChoiceRequest(
                person_id=person.id,
                picks={service: roomy},
                channel="sms" if conversation else "paper",
                authority=Authority.SELF if conversation else Authority.CASEWORKER,
                conversation=conversation,
                key=secrets.token_hex(8),
            )
        )
        return made

    def texts(self, words: str, sender: str = SOLVEIG, municipality: str = OSLO) -> str:
        """Somebody texts and is answered, as the app does it; gives the conversation's id."""
        with self._services() as services:
            number = CATALOGUE.municipality(municipality).phone
            opening = Opening(municipality, "sms", sender, number)
            stored = services.inbox.store(Incoming(secrets.token_hex(17), opening, words))
            assert services.turns.run_next(stored.conversation) is TurnEnd.DONE
            while services.delivery.run_next():
                pass
        return stored.conversation

    def _services(self) -> "_Open":
        settings = Settings(
            _env_file=None,
            database_url=self.database_url,
            now=self.now,
            public_base_url="https://velg.example",
            engine_port=self.engine.port,
            twilio_api_base_url=self.fake.base_url,
        )
        return _Open(build(settings, CATALOGUE, {"sms": SmsRenderer(TEXTS)}))

    def rows(self, table: type[Base]) -> list[Any]:
        with self.database.read() as session:
            return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))

    @property
    def tasks(self) -> list[Task]:
        return self.rows(Task)

    def audit(self, what: str) -> list[Audit]:
        return [line for line in self.rows(Audit) if line.what == what]

    def letters(self, file: Path) -> list[dict[str, str]]:
        """The rows of a file of letters."""
        with file.open(encoding="utf-8-sig", newline="") as opened:
            return list(csv.DictReader(opened, delimiter=";"))


@dataclass
class _Open:
    services: Services

    def __enter__(self) -> Services:
        return self.services

    def __exit__(self, *_: object) -> None:
        self.services.close()
