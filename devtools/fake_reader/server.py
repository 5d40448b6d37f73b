"""The double's server: `POST /v1/chat/completions`, on loopback.

What it takes is checked by the types of OpenAI's own library, what it gives is made of them, and
both are held against the published OpenAPI document by its tests.
"""

import json
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jsonschema
from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue
from openai.types.chat import ChatCompletion
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from pydantic import TypeAdapter, ValidationError

from devtools.fake_reader.few_words import as_content, read
from service.web_server import WebServer

Json = dict[str, Any]

THREADS = 8
CHARACTERS_A_TOKEN = 4
"""Roughly; the double counts nothing as a model does."""
_REQUEST = TypeAdapter[Json](CompletionCreateParamsNonStreaming)


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    headers: dict[str, str]
    body: str

    @property
    def question(self) -> Json:
        """What the user's message held."""
        messages = json.loads(self.body)["messages"]
        asked: Json = json.loads(messages[-1]["content"])
        return asked

    @property
    def sent(self) -> str:
        """The citizen's message, as it left us."""
        return str(self.question["melding"])

    @property
    def schema(self) -> Json:
        """The schema of structured outputs."""
        schema: Json = json.loads(self.body)["response_format"]["json_schema"]["schema"]
        return schema


@dataclass
class FakeReader:
    """What the double knows and does.

    Attributes:
        key: whom it answers; empty for everybody.
        models: those that it has.
        answer: what the model writes, from the question and the schema. An object must be of the
            schema, as a server with structured outputs sees to; a text is given as it is.
        instead: answers in place of all of it: a server that is broken or means ill.
        asked: the requests, in order.
    """

    key: str = ""
    models: frozenset[str] = frozenset({"double"})
    answer: Callable[[Json, Json], object] = read
    instead: Callable[[], Response] | None = None
    asked: list[Asked] = field(default_factory=list)


def create_app(fake: FakeReader) -> Flask:
    """The double as a web application."""
    app = Flask("fake_reader")

    @app.post("/v1/chat/completions")
    def complete() -> ResponseReturnValue:
        asked = Asked(dict(request.headers), request.get_data(as_text=True))
        fake.asked.append(asked)
        if fake.instead is not None:
            return fake.instead()
        if fake.key and request.headers.get("Authorization") != f"Bearer {fake.key}":
            return _refused(401, "Incorrect API key provided.", code="invalid_api_key")
        body: Json = request.get_json(silent=True) or {}
        try:
            _REQUEST.validate_python(body, strict=False)
        except ValidationError as wrong:
            return _refused(400, str(wrong.errors()[0]["msg"]))
        if body["model"] not in fake.models:
            return _refused(404, "The model does not exist.", code="model_not_found")
        schema = (body.get("response_format") or {}).get("json_schema", {}).get("schema")
        if schema is None or (why := _unfit(schema)):
            return _refused(400, "Invalid schema for response_format: " + (why or "missing"))
        written = fake.answer(asked.question, schema)
        if not isinstance(written, str):
            jsonschema.validate(written, schema)
            written = as_content(written)
        return jsonify(_completion(body, asked, written))

    return app


def _unfit(part: Any) -> str:
    """Why a schema is none that strict structured outputs take; nothing where it is."""
    if isinstance(part, list):
        return next((why for each in part if (why := _unfit(each))), "")
    if not isinstance(part, dict):
        return ""
    if part.get("type") == "object":
        if part.get("additionalProperties") is not False:
            return "'additionalProperties' is required to be supplied and to be false."
        if set(part.get("required", ())) != set(part.get("properties", ())):
            return "'required' is required to include every key in properties."
    return next((why for each in part.values() if (why := _unfit(each))), "")


def _completion(body: Json, asked: Asked, written: str) -> Json:
    tokens_in = len(asked.body) // CHARACTERS_A_TOKEN
    tokens_out = len(written) // CHARACTERS_A_TOKEN
    most = body.get("max_completion_tokens") or tokens_out
    choice = {
        "index": 0,
        "finish_reason": "stop" if tokens_out <= most else "length",
        "logprobs": None,
        "message": {"role": "assistant", "content": written, "refusal": None},
    }
    usage = {
        "prompt_tokens": tokens_in,
        "completion_tokens": min(tokens_out, most),
        "total_tokens": tokens_in + min(tokens_out, most),
    }
    made = ChatCompletion.model_validate(
        {
            "id": f"chatcmpl-{uuid.uuid4().hex}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body["model"],
            "choices": [choice],
            "usage": usage,
        }
    )
    return made.model_dump(mode="json", exclude_unset=True)


def _refused(status: int, message: str, code: str | None = None) -> ResponseReturnValue:
    kind = "invalid_request_error"
    return jsonify(error={"message": message, "type": kind, "param": None, "code": code}), status


@dataclass(frozen=True)
class RunningReader:
    """A double that is being served.

    Attributes:
        base_url: for `BRUKERVALG_READER_URL`.
        fake: its state.
    """

    base_url: str
    fake: FakeReader
    _server: WebServer
    _thread: threading.Thread

    def stop(self) -> None:
        """Stop serving."""
        self._server.stop()
        self._thread.join()


def serve_reader(port: int = 0, fake: FakeReader | None = None) -> RunningReader:
    """Serve the double on loopback until it is stopped.

    Args:
        port: 0 takes a free one.
        fake: what it knows and does.
    """
    fake = fake or FakeReader()
    server = WebServer(create_app(fake), port, THREADS)
    server.prepare()
    thread = threading.Thread(target=server.serve, name="fake-reader", daemon=True)
    thread.start()
    return RunningReader(f"http://127.0.0.1:{server.port}/v1", fake, server, thread)
