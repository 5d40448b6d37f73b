"""The fake does what Twilio does: checked with Twilio's own client and its OpenAPI document."""

import json
import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
import requests
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from channels.phone.outgoing.outbound import CallPlacer
from conversations.delivery.twilio_client import TwilioSender, twilio_client
from conversations.models import OutboxRow
from core.settings import Settings
from devtools.fake_twilio import CallbackPlan, Fault, FaultKind, RunningFake, serve_fake

US, ASTRID = "+4740000301", "+4740000001"
SPECIFICATION = os.environ.get("TWILIO_OPENAPI")


class Listener:
    """An app that only writes down the status callbacks that it gets."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], str]] = []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                form = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
                signature = self.headers["X-Twilio-Signature"]
                listener.got.append((self.path, {k: v[0] for k, v in form.items()}, signature))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def wait_for(self, count: int) -> list[str]:
        end = time.monotonic() + 5
        while len(self.got) < count:
            assert time.monotonic() < end, f"only {len(self.got)} callbacks came"
            time.sleep(0.01)
        return [form.get("MessageStatus") or form["CallStatus"] for _, form, _ in self.got]

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.stop()


@pytest.fixture
def fake(listener: Listener) -> Iterator[RunningFake]:
    running = serve_fake(public_base_url="https://velg.example", app_at=listener.url)
    yield running
    running.stop()


@pytest.fixture
def client(fake: RunningFake) -> Iterator[Client]:
    client = twilio_client(Settings(_env_file=None, twilio_api_base_url=fake.base_url))
    yield client
    client.http_client.session.close()


def send(client: Client, to: str = ASTRID, body: str = "Hei", sender: str = US) -> Any:
    return client.messages.create(
        to=to, from_=sender, body=body, status_callback="https://velg.example/twilio/status?row=1"
    )


def test_a_message_is_taken_kept_listed_and_fetched(client: Client) -> None:
    message = send(client)
    assert message.status == "queued"
    assert client.messages(message.sid).fetch().body == "Hei"
    send(client, body="Neste")
    assert [m.body for m in client.messages.list(to=ASTRID)] == ["Neste", "Hei"]
    assert not client.messages.list(to="+4740000002")
    assert not client.messages.list(from_="+4740000002")


def test_lists_come_in_pages(client: Client) -> None:
    for number in range(7):
        send(client, body=str(number))
    assert [m.body for m in client.messages.list(page_size=3)] == list("6543210")
    assert len(client.messages.list(page_size=3, limit=4)) == 4


def test_lists_can_be_asked_by_date(client: Client, listener: Listener) -> None:
    send(client)
    listener.wait_for(3)
    now = datetime.now(UTC)
    assert len(client.messages.list(date_sent=now)) == 1
    assert len(client.messages.list(date_sent_after=now - timedelta(days=1))) == 1
    assert not client.messages.list(date_sent_before=now - timedelta(days=1))


@pytest.mark.parametrize(
    ("to", "body", "sender", "code"),
    [
        ("40000001", "Hei", US, 21211),
        ("+47", "Hei", US, 21211),
        ("+15005550001", "Hei", US, 21211),
        ("+15005550004", "Hei", US, 21610),
        ("+15005550009", "Hei", US, 21614),
        ("+4722000000", "Hei", US, 21614),
        ("", "Hei", US, 21604),
        (ASTRID, "", US, 21602),
        (ASTRID, "x" * 1601, US, 21617),
        (ASTRID, "Hei", "", 21603),
        (ASTRID, "Hei", "tull", 21212),
    ],
)
def test_what_twilio_refuses_is_refused_with_its_code(
    client: Client, to: str, body: str, sender: str, code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        send(client, to=to, body=body, sender=sender)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert not client.messages.list()


def test_who_opted_out_gets_nothing(fake: RunningFake, client: Client) -> None:
    wanted = {"number": ASTRID, "our_number": US}
    assert httpx.post(f"{fake.base_url}/opted-out", json=wanted).status_code == 204
    with pytest.raises(TwilioRestException) as refused:
        send(client)
    assert refused.value.code == 21610


def test_another_token_is_refused(fake: RunningFake) -> None:
    settings = Settings(
        _env_file=None, twilio_api_base_url=fake.base_url, twilio_auth_token="another"
    )
    other = twilio_client(settings)
    with pytest.raises(TwilioRestException) as refused:
        send(other)
    assert (refused.value.status, refused.value.code) == (401, 20003)
    other.http_client.session.close()


def test_callbacks_come_signed_in_order(
    client: Client, listener: Listener, fake: RunningFake
) -> None:
    message = send(client)
    assert listener.wait_for(3) == ["queued", "sent", "delivered"]
    validator = RequestValidator(fake.twilio.auth_token)
    for path, form, signature in listener.got:
        assert path == "/twilio/status?row=1"
        assert form["MessageSid"] == message.sid
        assert validator.validate("https://velg.example" + path, form, signature)
    assert client.messages(message.sid).fetch().status == "delivered"


def test_callbacks_can_be_out_of_order_and_repeated(
    fake: RunningFake, client: Client, listener: Listener
) -> None:
    plan = {"statuses": ["delivered", "sent"], "repeats": 2}
    assert httpx.post(f"{fake.base_url}/plan", json=plan).status_code == 204
    send(client)
    assert listener.wait_for(4) == ["delivered", "delivered", "sent", "sent"]


def test_a_failure_on_the_way_names_its_code(
    fake: RunningFake, client: Client, listener: Listener
) -> None:
    fake.twilio.plans[ASTRID] = CallbackPlan(statuses=("sent", "undelivered"), error_code=30003)
    message = send(client)
    listener.wait_for(2)
    assert [form.get("ErrorCode") for _, form, _ in listener.got] == [None, "30003"]
    assert client.messages(message.sid).fetch().error_code == 30003


def test_it_fails_when_told_to(fake: RunningFake, client: Client) -> None:
    wanted = {"kind": "refuse", "status": 429, "code": 20429, "times": 2}
    assert httpx.post(f"{fake.base_url}/fault", json=wanted).status_code == 204
    for _ in range(2):
        with pytest.raises(TwilioRestException) as refused:
            send(client)
        assert refused.value.code == 20429
    send(client)
    assert len(client.messages.list()) == 1


def test_it_can_take_a_message_and_break_the_connection(fake: RunningFake, client: Client) -> None:
    fake.twilio.faults.append(Fault(FaultKind.DROP))
    with pytest.raises(requests.ConnectionError):
        send(client)
    assert len(client.messages.list()) == 1


def test_a_call_is_taken_kept_and_told_of(client: Client, listener: Listener) -> None:
    call = client.calls.create(
        to=ASTRID, from_=US, twiml="<Response/>", status_callback="https://velg.example/c"
    )
    assert listener.wait_for(1) == ["completed"]
    assert client.calls(call.sid).fetch().status == "completed"
    assert [c.sid for c in client.calls.list(to=ASTRID)] == [call.sid]


def test_a_call_without_anything_to_say_is_refused(client: Client) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.calls.create(to=ASTRID, from_=US)
    assert refused.value.code == 21205


@pytest.mark.skipif(SPECIFICATION is None, reason="TWILIO_OPENAPI names no document")
def test_requests_and_answers_are_as_twilios_openapi_document_says(
    fake: RunningFake, client: Client, listener: Listener
) -> None:
    assert SPECIFICATION is not None
    document = json.loads(Path(SPECIFICATION).read_text("utf-8"))
    for place in [document, *document["paths"].values()]:
        place["servers"] = [{"url": fake.base_url}]
    specification = OpenAPI.from_dict(document)
    spoken: list[requests.Response] = []
    client.http_client.request_hooks = {"response": [lambda answer, **_: spoken.append(answer)]}

    sender = TwilioSender(client, "https://velg.example")
    row = OutboxRow(
        id=1, attempts=1, to_number=ASTRID, from_number=US, body="Hei «på» 😀", idempotency="1"
    )
    message = sender.send(row, timedelta(hours=4))
    caller = CallPlacer(client, "https://velg.example")
    call = caller.send(row, timedelta(hours=4))
    listener.wait_for(3)
    client.messages(message).fetch()
    assert sender.find(row, datetime.now(UTC), set()) is not None
    client.calls(call).fetch()
    client.calls.list(to=ASTRID)

    assert len(spoken) == 6
    for answer in spoken:
        request = RequestsOpenAPIRequest(answer.request)
        specification.validate_request(request)
        specification.validate_response(request, RequestsOpenAPIResponse(answer))
