"""Serving both fake providers on loopback."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from joserfc.jwk import RSAKey
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from devtools.fake_login.accounts import Account, caseworkers
from devtools.fake_login.pages import create_app
from devtools.fake_login.state import Client, FakeProvider
from service.web_server import WebServer

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CITIZENS, CASEWORKERS = "idporten", "ansatt"
THREADS = 4


@dataclass(frozen=True)
class RunningLogin:
    """Two providers that are being served.

    Attributes:
        base_url: where; the issuers are below it.
        citizens: ID-porten.
        caseworkers: Ansattporten, or a municipality's own.
    """

    base_url: str
    citizens: FakeProvider
    caseworkers: FakeProvider
    _server: WebServer
    _thread: threading.Thread

    def stop(self) -> None:
        """Stop serving."""
        self._server.stop()
        self._thread.join()


def serve_login(
    port: int = 0,
    *,
    app_at: str,
    client_id: str,
    client_secret: str,
    client_key: bytes | None = None,
    people: Sequence[Account] = (),
    workers: Sequence[Account] | None = None,
) -> RunningLogin:
    """Serve both providers on loopback until they are stopped.

    Args:
        port: 0 takes a free one.
        app_at: our app's public address, which is the only one that they send anybody back to.
        client_id: what they know our app as.
        client_secret: and its secret.
        client_key: our public key (PEM), which is then taken in place of the secret.
        people: the citizens on its list; any other synthetic one can be typed in.
        workers: the caseworkers; the demo's when not given.
    """
    server = WebServer(NotFound(), port, THREADS)
    server.prepare()
    base_url = f"http://127.0.0.1:{server.port}"

    def client(callback: str, after: str) -> Client:
        key = RSAKey.import_key(client_key) if client_key else None
        to, out = (f"{app_at}{callback}",), (f"{app_at}{after}",)
        return Client(client_id, client_secret, to, out, key)

    both = (
        FakeProvider(
            path=CITIZENS,
            title="ID-porten (etterligning)",
            issuer=f"{base_url}/{CITIZENS}",
            client=client("/logg-inn/ferdig", "/logget-ut"),
            accounts=list(people),
            free=True,
        ),
        FakeProvider(
            path=CASEWORKERS,
            title="Innlogging for ansatte (etterligning)",
            issuer=f"{base_url}/{CASEWORKERS}",
            client=client("/ansatt/ferdig", "/ansatt/logget-ut"),
            accounts=list(caseworkers() if workers is None else workers),
        ),
    )
    mounted: dict[str, WSGIApplication] = {
        f"/{each.path}": create_app(each).wsgi_app for each in both
    }
    server.app = DispatcherMiddleware(NotFound(), mounted)
    thread = threading.Thread(target=server.serve, name="fake-login", daemon=True)
    thread.start()
    return RunningLogin(base_url, *both, server, thread)
