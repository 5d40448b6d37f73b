"""A small real HTTP server that speaks the engine's `/turn`, for tests of the channels.

It keeps a register like the real one's: what a turn does is done once per idempotency key. Its
statuses and shapes are those of `tests/engine_contract.py`, to which the real engine is held too.
"""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.engine_contract import Status, is_request

Answer = dict[str, Any]


def echo(request: dict[str, Any]) -> Answer:
    """Answers by the words; every turn counts itself in the slots."""
    text, slots = request["text"], dict(request["slots"])
    slots["turns"] = slots.get("turns", 0) + 1
    said = {"say": "test.echo", "values": {"text": text}}
    by_text: dict[str, list[Answer]] = {
        "stopp": [{"do": "suppress"}, {"say": "test.stopped"}],
        "start": [{"do": "unsuppress"}, {"say": "test.started"}],
        "menneske": [
            {"do": "hand_over", "reason": "asked", "urgent": False, "person": None,
             "summary": {"topic": "switch"}},
            said,
        ],
        "gjenta": [{"do": "repeat"}],
        "mer": [{"do": "more"}],
        "saktere": [{"do": "pace", "value": "slower"}, said],
        "nynorsk": [{"do": "standard", "value": "nn"}, said],
        "ha det": [said, {"do": "end"}],
        "kode": [{"do": "mask"}, {"say": "test.stopped"}],
        "hemmelig": [{"say": "test.private"}],
        "velg": [{"say": "test.choose", "options": [
            {"label": "Fjordomsorg", "value": "a"}, {"label": "Nær hjelp", "value": "b"}]}],
        "langt": [{"say": "test.echo", "values": {"text": "Dette er en setning. " * 80}}],
        "ukjent gjerning": [{"do": "dance"}],
        "taus": [],
    }  # fmt: skip
    messages = by_text.get(text.lower(), [said])
    if text.lower().startswith("koden er"):
        messages = [{"do": "mask"}, {"say": "test.stopped"}]
    return {"messages": messages, "slots": slots, "understood": {"intent": "test"}}


class ProtocolEngine:
    """The server, with what it was asked and what it did."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.done: dict[str, str] = {}
        """Text by idempotency key: the register of this engine."""
        self.answer: Callable[[dict[str, Any]], Answer | int | bytes] = echo
        self.understands: Callable[[str], Answer] = lambda _: {"intent": "test"}
        self._delay, self._let_go = 0.0, threading.Event()
        self._lock = threading.Lock()
        self._running: set[str] = set()
        self.overlapped: set[str] = set()
        """Conversations of which two turns ran at once: must stay empty."""
        self.most_at_once = 0
        self.port = 0
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self.start()

    def forget(self) -> None:
        """Be as at the start: nothing asked, and every answer an echo."""
        self.delay = 0
        self.requests.clear()
        self.done.clear()
        self.overlapped.clear()
        self.answer, self.understands = echo, lambda _: {"intent": "test"}
        self.most_at_once = 0

    @property
    def delay(self) -> float:
        """Seconds that every turn takes. Set anew, it lets go of those that wait at that moment."""
        return self._delay

    @delay.setter
    def delay(self, seconds: float) -> None:
        self._delay, waiting, self._let_go = seconds, self._let_go, threading.Event()
        waiting.set()

    def start(self) -> None:
        engine = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer = (engine.parse if self.path == "/parse" else engine.turn)(body)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, *args: object) -> None:
                pass  # A client that was killed in the middle of a request is part of the tests.

        self._server = Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
            self._server = None

    def parse(self, request: dict[str, Any]) -> tuple[int, bytes]:
        understood = self.understands(request["text"])
        return 200, json.dumps({"text": request["text"], **understood}).encode()

    def turn(self, request: Any) -> tuple[int, bytes]:
        if not is_request(request):
            return Status.WRONG_SHAPE, _refusal("wrong shape")
        conversation = request["conversation"]
        with self._lock:
            self.requests.append(request)
            if conversation in self._running:
                self.overlapped.add(conversation)
            self._running.add(conversation)
            self.most_at_once = max(self.most_at_once, len(self._running))
        if self.delay:
            self._let_go.wait(self.delay)
        answer = self.answer(request)
        with self._lock:
            self._running.discard(conversation)
            if not isinstance(answer, int):
                self.done[request["context"]["key"]] = request["text"]
        if isinstance(answer, int):
            # One that the engine never gives is a mistake in the test, and hangs up.
            return Status(answer), _refusal("told to fail")
        return Status.TURN, answer if isinstance(answer, bytes) else json.dumps(answer).encode()


def _refusal(reason: str) -> bytes:
    return json.dumps({"reason": reason}).encode()
