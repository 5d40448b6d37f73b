"""Serving the fake on loopback."""

import logging
import threading
from dataclasses import dataclass

from werkzeug.serving import BaseWSGIServer, make_server

from core.settings import DEMO_ACCOUNT_SID, DEMO_AUTH_TOKEN
from devtools.fake_twilio.api import create_api
from devtools.fake_twilio.callbacks import Callbacks
from devtools.fake_twilio.state import FakeTwilio

_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class RunningFake:
    """A fake that is being served.

    Args:
        base_url: for `BRUKERVALG_TWILIO_API_BASE_URL`.
        twilio: its state, to look at and to make it fail.
        callbacks: what posts the status callbacks.
    """

    base_url: str
    twilio: FakeTwilio
    callbacks: Callbacks
    _server: BaseWSGIServer
    _thread: threading.Thread

    def stop(self) -> None:
        """Stop serving and calling back."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.callbacks.stop()


def serve_fake(
    port: int = 0,
    *,
    public_base_url: str,
    app_at: str | None = None,
    account_sid: str = DEMO_ACCOUNT_SID,
    auth_token: str = DEMO_AUTH_TOKEN,
) -> RunningFake:
    """Serve the fake on loopback until it is stopped.

    Args:
        port: 0 takes a free one.
        public_base_url: the app's public address, which stands in callback addresses.
        app_at: where the app really listens, where that is another address.
        account_sid: the account that may use it.
        auth_token: its token, which also signs the callbacks.
    """
    fake = FakeTwilio(account_sid, auth_token)
    callbacks = Callbacks(fake, public_base_url, app_at)
    # One line a request is of no use to anybody here.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", port, create_api(fake, callbacks), threaded=True)
    thread = threading.Thread(
        target=server.serve_forever, args=(_POLL_SECONDS,), name="fake-twilio", daemon=True
    )
    thread.start()
    return RunningFake(f"http://127.0.0.1:{server.port}", fake, callbacks, server, thread)
