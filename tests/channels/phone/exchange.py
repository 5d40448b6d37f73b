"""Calls to the harness: its app over HTTP, a telephone that executes TwiML, a fake dialogue."""

import shutil
import tempfile
import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from assistant.texts import Texts
from channels.phone.models import PhoneStep
from channels.phone.renderer import PhoneRenderer
from channels.phone.webhook import blueprint
from channels.services import build
from channels.sms.renderer import SmsRenderer
from channels.web_app import create_app
from devtools.phone_simulator import Caller, CallRecord
from devtools.signed_post import SignedPost
from provider_catalog.catalogue import ROOM, Catalogue
from service.web_server import WebServer
from tests.channels.harness import (
    ASTRID,
    CATALOGUE,
    OSLO,
    PUBLIC,
    QUICK,
    TEXTS,
    ChannelsHarness,
    settings_for,
)

OWN = Texts.load(CATALOGUE, Path(__file__).parent / "texts")
PHONE_TEXTS = Texts({**Texts.load(CATALOGUE).all, **TEXTS.all, **OWN.all}, CATALOGUE)


def catalogue_with(
    transfers: Mapping[str, str], folder: Path, lines: Mapping[str, str] | None = None
) -> Catalogue:
    """The demo's catalogue, with numbers to put calls through to, by municipality.

    Args:
        lines: Oslo's, for who is in danger.
    """
    data = shutil.copytree(ROOM / "demo", folder / "catalogue", dirs_exist_ok=True)
    file = data / "municipalities.yml"
    listed = yaml.safe_load(file.read_text("utf-8"))
    for each in listed["municipalities"]:
        if each["id"] in transfers:
            each["transfer"] = transfers[each["id"]]
        if lines and each["id"] == "0301":
            each["lines"] = dict(lines)
    file.write_text(yaml.safe_dump(listed, allow_unicode=True), "utf-8")
    return Catalogue.load(data=data)


class Exchange(ChannelsHarness):
    """The harness with its phone, and telephones to call it."""

    more_settings: Mapping[str, Any] = MappingProxyType({})
    waits = timedelta(seconds=5)
    catalogue = CATALOGUE

    def _build(self) -> None:
        settings = settings_for(self.database_url, self.engine, self.fake)
        self.settings = settings.model_copy(update=self.more_settings)
        self.renderer = PhoneRenderer(PHONE_TEXTS)
        renderers = {"sms": SmsRenderer(PHONE_TEXTS), "phone": self.renderer}
        self.services = build(
            self.settings, self.catalogue, renderers, patience=QUICK, watch=self.watch
        )

        self.app = create_app(self.services)
        calls = blueprint(self.services, self.renderer, self.catalogue, self.waits)
        self.app.register_blueprint(calls)

    def serve(self, port: int = 0) -> None:
        def front(environ: Any, start_response: Any) -> Any:
            return self.app(environ, start_response)

        self._server = WebServer(front, port, 12)
        self._server.prepare()
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._thread.start()
        self.base_url = f"http://127.0.0.1:{self._server.port}"
        self.post = SignedPost(self.services.settings.twilio_auth_token, PUBLIC, self.base_url)

    def again(
        self,
        patience: timedelta = timedelta(seconds=5),
        transfers: Mapping[str, str] = MappingProxyType({}),
        lines: Mapping[str, str] | None = None,
        **more_settings: Any,
    ) -> None:
        """Another process behind the same address, on the same database."""
        with tempfile.TemporaryDirectory() as folder:
            own = transfers or lines
            self.catalogue = catalogue_with(transfers, Path(folder), lines) if own else CATALOGUE
        self.waits, self.more_settings = patience, more_settings
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
