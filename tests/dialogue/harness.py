"""The whole application for a test: real webhooks, real model, real database, a fake of Twilio.

The engine keeps nothing between turns, so one serves every test of a session. What it calls, the
action webhook, stands behind a proxy (`ActionProxy`) to the application of the test that runs.
"""

import re
import secrets
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select, text

from assistant.actions.webhook import create_webhook
from assistant.texts.measures import segments
from choice_register.models import Choice, Person
from choice_register.types import ChoiceState
from conversations.models import Conversation, InboundMessage, OutboxRow, OutboxState, Reply, Task
from core.database import Base
from core.settings import Settings
from devtools.demo.people import DemoPerson, read_people
from devtools.fake_twilio import RunningFake
from devtools.phone_simulator import Caller, CallRecord
from devtools.signed_post import SignedPost
from service.application import Application
from service.engine.engine_process import EngineProcess
from service.server import create_public
from service.web_server import WebServer
from tests.channels.webchat.visitor import OSLO, Visitor

PUBLIC = "https://velg.example"
OSLO_TIME = ZoneInfo("Europe/Oslo")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO_TIME)
"""A Monday morning; the day after which every date in these conversations is counted."""

OPENING = re.compile(r"^(Her svarer en maskin|Her svarar ei maskin)\.\s+")
REPLY_SECONDS = 30.0
PEOPLE = {person.name.split()[0].lower(): person for person in read_people()}
"""The demo people by their first names."""


def wait_until(true: Callable[[], Any], seconds: float = REPLY_SECONDS) -> Any:
    """Poll until something holds; fails the test where it never does."""
    end = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)
    return value


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Serve:
    """A WSGI app on loopback, in a thread."""

    def __init__(self, app: Any, port: int = 0) -> None:
        self._server = WebServer(app, port, 12)
        self._server.prepare()
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._thread.start()
        self.port = self._server.port

    def stop(self) -> None:
        self._server.stop()
        self._thread.join()


class ActionProxy:
    """The action webhook's address, which the engine was told at its start, for every application.

    Args:
        port: the address.
        engine: the process that calls it.
    """

    def __init__(self, port: int, engine: EngineProcess) -> None:
        self.target: Flask | None = None
        self.engine = engine
        self.is_open = threading.Event()
        self.is_open.set()
        self.called = threading.Event()
        self._served = Serve(self, port)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        assert self.target is not None, "no application is open"
        application = self.target
        self.called.set()
        assert self.is_open.wait(REPLY_SECONDS)
        return application(environ, start_response)

    def kill_engine(self) -> None:
        """End the engine at once, as a crash does; its watcher starts another."""
        child = self.engine._child
        assert child is not None
        child.kill()
        child.wait(REPLY_SECONDS)

    def stop(self) -> None:
        self._served.stop()


@dataclass
class DialogueHarness:
    """The running application; `days_later` opens it again on another day, with the same database.

    Args:
        settings: with engine and action ports, database, the fake's address and the frozen time.
        actions: the engine's way to our actions.
        fake: Twilio.
    """

    settings: Settings
    actions: ActionProxy
    fake: RunningFake
    application: Application = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        self.application = Application.build(self.settings)
        self.actions.target = create_webhook(self.application.action_dependencies)
        self.app = create_public(self.application)
        self._served = Serve(self.app)
        self.url = f"http://127.0.0.1:{self._served.port}"
        self.post = SignedPost(self.settings.twilio_auth_token, PUBLIC, self.url)
        self.fake.callbacks.go_to(self.url)
        self.application.services.worker.start()

    def close(self) -> None:
        self.post.close()
        self._served.stop()
        self.application.services.worker.stop()
        self.application.services.close()

    def days_later(self, days: int) -> None:
        """Close, and open again some days later. What became due in the meantime takes effect."""
        self.close()
        assert self.settings.now is not None
        later = self.settings.now + timedelta(days=days)
        self.settings = self.settings.model_copy(update={"now": later})
        self.open()
        self.application.register.bring_into_effect()

    def texting(self, person: DemoPerson | str, number: str | None = None) -> "Texter":
        """Somebody with a telephone for text messages."""
        return Texter(self, PEOPLE[person] if isinstance(person, str) else person, number)

    def calls(self, person: DemoPerson | str, *script: str, hidden: bool = False) -> CallRecord:
        """Somebody calls and does what the script says."""
        who = PEOPLE[person] if isinstance(person, str) else person
        caller = Caller(
            self.url,
            PUBLIC,
            self.settings.twilio_auth_token,
            "anonymous" if hidden else who.phone,
            self.number_of(who),
            account_sid=self.settings.twilio_account_sid,
        )
        record = caller.call(script)
        assert not record.problems, record.problems
        return record

    def browsing(self, municipality: str = OSLO) -> Visitor:
        """Somebody who has opened a municipality's chat."""
        visitor = Visitor(self.app, municipality, at=PUBLIC)
        visitor.opens()
        return visitor

    def number_of(self, person: DemoPerson) -> str:
        return self.application.catalogue.municipality(person.municipality).phone

    def rows(self, table: type[Base]) -> Sequence[Any]:
        """A table's rows, oldest first."""
        with self.application.services.database.read() as session:
            return session.scalars(select(table).order_by(text("1"))).all()

    @property
    def tasks(self) -> Sequence[Task]:
        return self.rows(Task)

    @property
    def messages(self) -> Sequence[InboundMessage]:
        return self.rows(InboundMessage)

    @property
    def conversations(self) -> Sequence[Conversation]:
        """In no order, for their ids are random; those with whoever is on duty are among them."""
        return self.rows(Conversation)

    def conversation(self, peer: str) -> Conversation:
        """The one conversation with a number, or with `web`."""
        [only] = [each for each in self.conversations if each.peer == peer]
        return only

    @property
    def outbox(self) -> Sequence[OutboxRow]:
        return self.rows(OutboxRow)

    @property
    def replies(self) -> Sequence[Reply]:
        return self.rows(Reply)

    def choices(self, person: DemoPerson | str) -> list[Choice]:
        """The person's choices, oldest first; those that the demo came with as well."""
        who = PEOPLE[person] if isinstance(person, str) else person
        with self.application.services.database.read() as session:
            mine = select(Choice).join(Person, Person.id == Choice.person_id)
            return list(session.scalars(mine.where(Person.phone == who.phone).order_by(Choice.id)))

    def standing(self, person: DemoPerson | str) -> list[tuple[str, str]]:
        """Service and provider of the person's choices that hold or are on their way."""
        return [
            (each.service, each.provider_id)
            for each in self.choices(person)
            if each.state in (ChoiceState.RECEIVED, ChoiceState.APPROVED, ChoiceState.IN_EFFECT)
        ]

    def providers(self, person: DemoPerson | str) -> list[str]:
        """The names of everybody whom a person can choose."""
        who = PEOPLE[person] if isinstance(person, str) else person
        assert who.decision is not None
        today = self.application.services.clock.today()
        lists = [
            self.application.catalogue.providers(
                who.municipality, who.district, each.service, today
            )
            for each in who.decision.services
        ]
        return [each.name for each in lists[0] if all(each in others for others in lists[1:])]


class Texter:
    """One person with a telephone, who writes and waits for the answer."""

    def __init__(
        self, harness: DialogueHarness, person: DemoPerson, number: str | None = None
    ) -> None:
        self._harness = harness
        self.person = person
        self.number = number or person.phone
        self.to = harness.number_of(person)
        self.sid = ""
        self.segments = 0

    def says(self, words: str, **fields: str) -> str:
        """Write something; the answer, when it has come. `segments` holds what it took.

        That a machine answers stands before the first and is left out (tests/dialogue/
        test_first_text.py looks at it); `got` has what came as it came.
        """
        before = len(self.got())
        self.posts(words, **fields)
        self._wait_for_quiet()
        return OPENING.sub("", "\n".join(self.got()[before:]), count=1)

    def posts(self, words: str, **fields: str) -> int:
        """Only let Twilio hand the message in; the status of the webhook."""
        self.sid = fields.get("MessageSid", "SM" + secrets.token_hex(16))
        form = {
            "MessageSid": self.sid,
            "AccountSid": self._harness.settings.twilio_account_sid,
            "From": self.number,
            "To": self.to,
            "Body": words,
            "NumMedia": "0",
            "NumSegments": str(segments(words)),
        }
        return self._harness.post.post("/twilio/sms", form | fields).status_code

    def got(self) -> list[str]:
        """All that was ever sent to this telephone, oldest first."""
        twilio = self._harness.fake.twilio
        messages = reversed(twilio.newest_first(twilio.messages))
        return [each.body["body"] for each in messages if each.to == self.number]

    @property
    def conversation(self) -> Conversation:
        return self._harness.conversation(self.number)

    def proves(self) -> str:
        """Write code and birth date in one message, when they are asked for."""
        return self.says(f"{self.person.code} {self.person.birth_date:%d.%m.%Y}")

    def _wait_for_quiet(self) -> None:
        """Until our message is answered and all that it put in the outbox is sent."""

        def done() -> bool:
            with self._harness.application.services.database.read() as session:
                message = session.scalar(
                    select(InboundMessage).where(InboundMessage.provider_id == self.sid)
                )
                if message is None or message.state.value == "waiting":
                    return False
                rows = session.execute(
                    select(OutboxRow.state, OutboxRow.segments)
                    .join(Reply, Reply.id == OutboxRow.reply_id)
                    .where(Reply.message_id == message.id)
                ).all()
            self.segments = sum(row.segments for row in rows)
            return all(r.state not in (OutboxState.WAITING, OutboxState.SENDING) for r in rows)

        wait_until(done)


def options(answer: str) -> list[str]:
    """The numbered options of an answer, in their order."""
    lines = (line.split(maxsplit=1) for line in answer.splitlines())
    return [line[1] for line in lines if len(line) == 2 and line[0].isdecimal()]


def number_for(answer: str, name: str) -> str:
    """The number that a name has in the menu of an answer."""
    return str(1 + options(answer).index(name))


def copy(template: Path, to: Path) -> str:
    """A database of the test's own; its address."""
    shutil.copy(template, to)
    return f"sqlite:///{to}"


def digits(words: Iterable[str]) -> str:
    return "".join(sign for sign in "".join(words) if sign.isdecimal())
