"""A tiny app on loopback that answers with prepared TwiML and checks signatures."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask, Response, request
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

from devtools.phone_simulator import Caller, CallRecord

TOKEN = "a-token"
PUBLIC = "https://velg.example.no/inn"


@dataclass
class PreparedApp:
    """Documents by path; a path may have several, given one after another."""

    url: str = ""
    documents: dict[str, list[str]] = field(default_factory=dict)
    content_type: str = "text/xml"
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    forged: list[str] = field(default_factory=list)

    def answers(self, path: str, *documents: str) -> None:
        self.documents[path] = [f"<Response>{document}</Response>" for document in documents]

    def call(self, *script: str, token: str = TOKEN) -> CallRecord:
        return Caller(self.url, PUBLIC, token, "+4790000001", "+4721000301").call(script)

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    def params(self, path: str) -> dict[str, str]:
        return next(params for at, params in self.requests if at == path)


@pytest.fixture
def app() -> Iterator[PreparedApp]:
    prepared = PreparedApp()
    flask = Flask("prepared")

    @flask.route("/<path:path>", methods=["GET", "POST"])
    def serve(path: str) -> Response:
        query = f"?{request.query_string.decode()}" if request.query_string else ""
        signature = request.headers.get("X-Twilio-Signature", "")
        form = request.form.to_dict()
        if not RequestValidator(TOKEN).validate(f"{PUBLIC}/{path}{query}", form, signature):
            prepared.forged.append(path)
            return Response(status=403)
        prepared.requests.append((f"/{path}", {**request.args.to_dict(), **form}))
        waiting = prepared.documents.get(f"/{path}")
        if not waiting:
            return Response(status=404)
        body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return Response(body, content_type=prepared.content_type)

    server = make_server("127.0.0.1", 0, flask, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    prepared.url = f"http://127.0.0.1:{server.port}"
    try:
        yield prepared
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
