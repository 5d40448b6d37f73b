"""A real, tiny action server: what each action of the test project answers."""

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Json = dict[str, Any]
Answer = tuple[int, Json | str]


def _count(call: Json) -> Answer:
    number = (call["tracker"]["slots"]["counter"] or 0) + 1
    said = {"say": "count", "values": {"number": number}}
    return 200, {
        "events": [{"event": "slot", "name": "counter", "value": number}],
        "responses": [{"custom": said}, {"custom": {"do": "more"}}],
    }


def _circle(_: Json) -> Answer:
    again = {"event": "followup", "name": "action_circle"}
    return 200, {"events": [again], "responses": []}


def _wait(call: Json) -> Answer:
    time.sleep(call["tracker"]["latest_message"]["metadata"]["seconds"])
    return 200, {"events": [], "responses": [{"custom": {"say": "waited"}}]}


ANSWERS: dict[str, Callable[[Json], Answer]] = {
    "action_break": lambda _: (500, {"error": "out of order"}),
    "action_circle": _circle,
    "action_count": _count,
    "action_mangle": lambda _: (200, {"events": [{"event": "nonsense"}], "responses": "none"}),
    "action_reject": lambda call: (400, {"error": "no", "action_name": call["next_action"]}),
    "action_sentence": lambda _: (200, {"events": [], "responses": [{"text": "Hei du!"}]}),
    "action_wait": _wait,
}


class ActionServer(ThreadingHTTPServer):
    """Answers as `ANSWERS` says and remembers the calls; an action without answer hangs up."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.calls: list[Json] = []
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/webhook"


class _Handler(BaseHTTPRequestHandler):
    server: ActionServer
    wbufsize = -1

    def do_POST(self) -> None:
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.calls.append(call)
        answer = ANSWERS.get(call["next_action"])
        if answer is None:
            return
        status, body = answer(call)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass
