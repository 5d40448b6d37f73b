"""The whole room running for a test: app over HTTP, worker, engine by protocol, fake Twilio."""

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from assistant.texts import Texts
from channels.services import Services, build
from channels.sms.renderer import SmsRenderer
from channels.web_app import create_app
from channels.webchat.renderer import WebRenderer
from conversations.models import (
    Conversation,
    DeliveryEvent,
    OutboxRow,
    Suppression,
)
from conversations.renderer import Renderer
from conversations.retry_policy import POLICY, Backoff, Failing
from conversations.turns.danger import Watch, nothing
from conversations.turns.failures import Patience
from core.settings import Settings
from devtools.fake_twilio import RunningFake
from devtools.signed_post import SignedPost
from provider_catalog.catalogue import Catalogue
from service.web_server import WebServer
from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.stored import Stored

PUBLIC = "https://velg.example"
OSLO = "+4740000301"
KRISTIANSAND = "+4740004204"
ASTRID = "+4740000001"
BJARNE = "+4740000002"

CATALOGUE = Catalogue.load()
NEVER_CLOSED = Catalogue.load()
"""Whoever runs these runs them at any hour: here Oslo tells none, and so is never closed."""
NEVER_CLOSED.take({"0301": {"office:opening": {"weekdays": None, "closed": []}}})
TEXTS = Texts.load(CATALOGUE, Path(__file__).parent / "texts")


def quickly(tries: int = 3, *, wait: timedelta = timedelta(milliseconds=20)) -> Patience:
    """The real policy with short delays and few tries, for the test's sake."""
    policy = {
        failing: replace(retry, tries=min(retry.tries, tries), backoff=Backoff(wait, 2 * wait))
        for failing, retry in POLICY.items()
    }
    return Patience(policy, notice_after=3, task_after=5)


QUICK = replace(
    quickly(),
    policy=quickly(tries=1000).policy | {Failing.MESSAGE: quickly().policy[Failing.MESSAGE]},
)
"""A message that cannot be answered is given up soon, an engine that is away never in a test."""


def sid() -> str:
    return "SM" + secrets.token_hex(16)


def wait_until(true: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Poll until something holds; fails the test where it never does."""
    end = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.01)
    return value


def settings_for(database_url: str, engine: ProtocolEngine, fake: RunningFake) -> Settings:
    return Settings(
        _env_file=None,
        database_url=database_url,
        public_base_url=PUBLIC,
        engine_port=engine.port,
        twilio_api_base_url=fake.base_url,
    )


@dataclass
class ChannelsHarness(Stored):
    """One process of the app; `restart` makes another on the same database."""

    database_url: str
    engine: ProtocolEngine
    fake: RunningFake
    patience: Patience = QUICK
    watch: Watch = nothing
    texts: Texts = TEXTS
    services: Services = field(init=False)
    _server: WebServer | None = None
    _worker_runs: bool = False

    def __post_init__(self) -> None:
        self._build()

    def _build(self) -> None:
        settings = settings_for(self.database_url, self.engine, self.fake)
        renderers: dict[str, Renderer] = {
            "sms": SmsRenderer(self.texts),
            "web": WebRenderer(self.texts),
        }
        self.services = build(
            settings, NEVER_CLOSED, renderers, patience=self.patience, watch=self.watch
        )

    def serve(self, port: int = 0) -> None:
        self._server = WebServer(create_app(self.services), port, 12)
        self._server.prepare()
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._thread.start()
        self.base_url = f"http://127.0.0.1:{self._server.port}"
        self.post = SignedPost(self.services.settings.twilio_auth_token, PUBLIC, self.base_url)
        self.fake.callbacks.go_to(self.base_url)

    def work(self) -> None:
        self.services.worker.take_over()
        self.services.worker.start()
        self._worker_runs = True

    def stop(self) -> None:
        if self._server is not None:
            self.post.close()
            self._server.stop()
            self._thread.join()
            self._server = None
        if self._worker_runs:
            self.services.worker.stop()
            self._worker_runs = False
        self.services.close()

    def restart(self) -> None:
        """As after a stop or a crash: other connections, the same database."""
        self.stop()
        self._build()

    def text(
        self, body: str, sender: str = ASTRID, to: str = OSLO, sms: str | None = None, **more: str
    ) -> httpx.Response:
        """A text message arrives, as Twilio posts it."""
        form = {
            "MessageSid": sms or sid(),
            "AccountSid": self.services.settings.twilio_account_sid,
            "From": sender,
            "To": to,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": "1",
        }
        return self.post.post("/twilio/sms", form | more)

    @property
    def conversations(self) -> Sequence[Conversation]:
        with self.services.database.read() as session:
            return session.scalars(select(Conversation).order_by(Conversation.opened_at)).all()

    @property
    def outbox(self) -> Sequence[OutboxRow]:
        return self.rows(OutboxRow)

    @property
    def events(self) -> Sequence[DeliveryEvent]:
        return self.rows(DeliveryEvent)

    @property
    def suppressions(self) -> Sequence[Suppression]:
        return self.rows(Suppression)

    def sent(self, to: str = ASTRID) -> list[str]:
        """What Twilio has taken for a number, oldest first."""
        return [m.body["body"] for m in list(self.fake.twilio.messages) if m.to == to]

    def receive(self, count: int, to: str = ASTRID) -> list[str]:
        """Wait for so many texts to a number."""
        return wait_until(lambda: (got := self.sent(to))[count - 1 :] and got)
