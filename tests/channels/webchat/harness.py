"""One process of the app with the chat in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from assistant.texts import Texts
from casework.caseworker import Caseworker
from casework.service import CaseworkService
from channels.services import build
from channels.sms.renderer import SmsRenderer
from channels.web_app import create_app
from channels.webchat import routes, widget
from channels.webchat.renderer import WebRenderer, districts_of
from channels.webchat.sign_in import SignIn
from channels.webchat.thread import OpenCase
from conversations.models import Conversation, InboundMessage
from conversations.turns.danger import Watch, nothing
from core.settings import Settings
from tests.channels.harness import CATALOGUE, quickly
from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.stored import Stored
from web.layout import shell

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TEXTS = Texts.load(CATALOGUE)
KARI = Caseworker("kari", "Kari Nordmann", "0301")


class ChatHarness(Stored):
    """The chat's app, and the desk on the same database.

    Args:
        database_url: with its tables.
        engine: answers turns.
        sign_in: the way in with ID-porten.
        watch: finds what may not wait for the assistant.
        **settings: others than a test's own.
    """

    def __init__(
        self,
        database_url: str,
        engine: ProtocolEngine,
        sign_in: SignIn | None = None,
        watch: Watch = nothing,
        **settings: Any,
    ) -> None:
        self.engine = engine
        self._watch = watch
        self._sign_in = sign_in or SignIn(opened=lambda _: self.case)
        self.case: OpenCase | None = OpenCase("Astrid", MONDAY)
        self.settings = Settings(
            _env_file=None,
            **{
                "database_url": database_url,
                "engine_port": engine.port,
                "now": MONDAY,
                **settings,
            },
        )
        self._open()

    def _open(self) -> None:
        renderer = WebRenderer(TEXTS, districts_of(CATALOGUE))
        renderers = {"sms": SmsRenderer(TEXTS), "web": renderer}
        # A try that failed waits longer than a test does; only the tests of waiting try again.
        patience = replace(quickly(wait=timedelta(seconds=30)), notice_after=1)
        self.services = build(
            self.settings, CATALOGUE, renderers, patience=patience, watch=self._watch
        )
        self.app: Flask = create_app(self.services)
        # Long, so that an answer is there on a busy machine, too; where none can come the post
        # ends at once.
        patience_of_a_post = timedelta(seconds=10)
        chat = routes.blueprint(
            self.services, renderer, CATALOGUE, self._sign_in, patience_of_a_post
        )
        self.app.register_blueprint(chat)
        self.app.register_blueprint(widget.blueprint(CATALOGUE, self.settings))
        signed = ("twilio_sms", "twilio_status", routes.NAME)
        shell.init_app(self.app, self.settings, without_csrf=signed)
        names = {each.id: each.name for each in CATALOGUE.municipalities()}
        self.desk = CaseworkService(
            database=self.services.database,
            clock=self.services.clock,
            renderers=renderers,
            names=names,
        )

    def close(self) -> None:
        self.services.close()

    def later(self, **by: float) -> None:
        """The same database in another process, some time later. A visitor needs its new app."""
        assert self.settings.now is not None
        later = self.settings.now + timedelta(**by)
        self.settings = self.settings.model_copy(update={"now": later})
        self.close()
        self._open()

    @property
    def conversations(self) -> Sequence[Conversation]:
        """Their ids are random; the one that was opened first comes first."""
        with self.services.database.read() as session:
            first = select(func.min(InboundMessage.id)).where(
                InboundMessage.conversation_id == Conversation.id
            )
            return session.scalars(select(Conversation).order_by(first.scalar_subquery())).all()
