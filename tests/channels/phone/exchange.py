"""Calls to the room: its app over HTTP, a telephone that executes TwiML, a dialogue by protocol."""

import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cheroot.wsgi import Server

from assistant.texts import Texts
from brukervalg.signed_post import SignedPost
from brukervalg.twiml import Caller, CallRecord
from channels.phone.door import PhoneDoor
from channels.phone.models import PhoneStep
from channels.phone.webhook import blueprint
from channels.services import build
from channels.sms.format import SmsDoor
from channels.web_app import create_app
from tests.channels.running import (
    ASTRID,
    CATALOGUE,
    OSLO,
    PUBLIC,
    QUICK,
    TEXTS,
    Running,
    settings_for,
)

OWN = Texts.load(CATALOGUE, Path(__file__).parent / "texts")
PHONE_TEXTS = Texts({**Texts.load(CATALOGUE).all, **TEXTS.all, **OWN.all}, CATALOGUE)


class Exchange(Running):
    """The room with its phone, and telephones to call it."""

    more_settings: Mapping[str, Any] = MappingProxyType({})
    patience = timedelta(seconds=5)

    def _build(self) -> None:
        settings = settings_for(self.database_url, self.engine, self.fake)
        self.settings = settings.model_copy(update=self.more_settings)
        self.door = PhoneDoor(PHONE_TEXTS)
        doors = {"sms": SmsDoor(PHONE_TEXTS), "phone": self.door}
        self.services = build(self.settings, CATALOGUE, doors, patience=QUICK)

        self.app = create_app(self.services)
        self.app.register_blueprint(blueprint(self.services, self.door, CATALOGUE, self.patience))

    def serve(self, port: int = 0) -> None:
        def front(environ: Any, start_response: Any) -> Any:
            return self.app(environ, start_response)

        self._server = Server(("127.0.0.1", port), front, numthreads=12)
        self._server.expiration_interval = 0.02  # Seconds until it sees that it should stop.
        self._server.prepare()
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._thread.start()
        self.base_url = f"http://127.0.0.1:{self._server.bind_addr[1]}"
        self.post = SignedPost(self.services.settings.twilio_auth_token, PUBLIC, self.base_url)

    def again(self, patience: timedelta = timedelta(seconds=5), **more_settings: Any) -> None:
        """Another process behind the same address, on the same database."""
        self.patience, self.more_settings = patience, more_settings
        self.services.close()
        self._build()

    def caller(self, from_: str = ASTRID, to: str = OSLO) -> Caller:
        return Caller(self.base_url, PUBLIC, self.settings.twilio_auth_token, from_, to)

    def call(self, *script: str, from_: str = ASTRID, to: str = OSLO) -> CallRecord:
        record = self.caller(from_, to).call(script)
        assert record.ended_by not in ("dropped", "error"), (record.problems, record.text)
        return record

    @property
    def steps(self) -> list[PhoneStep]:
        return list(self.rows(PhoneStep))
