"""Serving an app over HTTP: a thread works only on requests that have come whole.

One loop reads all connections side by side. Whoever sends half a request, or sends it slowly, holds
a place in that loop and no thread, so nobody else waits for them.
"""

import socket
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import structlog
from waitress import wasyncore
from waitress.server import create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger(__name__)

LOOPBACK = "127.0.0.1"
MOST_CONNECTIONS = 1000
"""Open at once, half-sent requests and idle browsers among them."""
IDLE_SECONDS = 30
"""So long a connection may be silent, in the middle of a request or between two."""
LOOK_FOR_IDLE_SECONDS = 5
MOST_BYTES = 1024 * 1024
"""Of a post that is read before the app may refuse it; the app's own limits are lower."""
MOST_HEADER_BYTES = 64 * 1024
FINISH_SECONDS = 10.0
"""So long a stop waits for what is under way."""
_LOOP_SECONDS = 1.0
_BACKLOG = 1024


class WebServer:
    """Serves an app on loopback.

    Args:
        app: what answers; may be exchanged until `serve`.
        port: 0 takes a free one.
        threads: how many requests are worked on at once.
    """

    def __init__(self, app: "WSGIApplication", port: int, threads: int) -> None:
        self.app = app
        self.port = port
        self._threads = threads
        self._channels: dict[int, Any] = {}
        self._server: Any = None
        self._stopping = threading.Event()
        self._over = threading.Event()
        self._over.set()

    def prepare(self) -> None:
        """Take the port; whoever calls waits until `serve`.

        Raises:
            OSError: it is taken.
        """
        taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((LOOPBACK, self.port))
        except OSError:
            taken.close()
            raise
        self.port = int(taken.getsockname()[1])
        self._server = create_server(
            self._answer,
            map=self._channels,
            sockets=[taken],
            threads=self._threads,
            ident="brukervalg",
            connection_limit=MOST_CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            cleanup_interval=LOOK_FOR_IDLE_SECONDS,
            max_request_body_size=MOST_BYTES,
            max_request_header_size=MOST_HEADER_BYTES,
            backlog=_BACKLOG,
            # How many proxies are trusted is the app's own to say (`settings.proxies`).
            clear_untrusted_proxy_headers=False,
        )

    def serve(self) -> None:
        """Answer until `stop`, and finish what is under way."""
        self._over.clear()
        try:
            while not self._stopping.is_set():
                self._look(_LOOP_SECONDS)
            self._finish()
        finally:
            self._over.set()

    def stop(self) -> None:
        """Take in nothing more, and return when what was under way is answered."""
        if self._server is None or self._stopping.is_set():
            return
        self._stopping.set()
        self._server.pull_trigger()
        if not self._over.wait(FINISH_SECONDS * 2):
            log.error("http.still_serving", port=self.port)
        self._server.task_dispatcher.shutdown(timeout=0)
        wasyncore.close_all(self._channels, ignore_all=True)

    def _answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        return self.app(environ, start)

    def _finish(self) -> None:
        self._server.accepting = False
        end_at = time.monotonic() + FINISH_SECONDS
        while self._under_way() and time.monotonic() < end_at:
            self._look(0.05)
        self._server.task_dispatcher.shutdown(timeout=max(0.0, end_at - time.monotonic()))

    def _under_way(self) -> bool:
        """Whether a whole request waits for its answer, or an answer for its way out."""
        channels = list(self._server.active_channels.values())
        return any(each.requests or each.total_outbufs_len for each in channels)

    def _look(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._channels, count=1)
