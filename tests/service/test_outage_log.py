"""A time without a database is a few clear lines in the log, not a thousand tracebacks."""

import json
import subprocess
import sys
from itertools import pairwise

import structlog

from service.outage_log import Repeats
from service.paths import ROOT

OUTAGE = """
import threading, time
from concurrent.futures import ThreadPoolExecutor
from service.logs import set_up
set_up()
from devtools.signed_post import SignedPost
from channels.services import build
from channels.web_app import create_app
from web.layout.errors import register_error_pages
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from twilio.request_validator import RequestValidator

settings = Settings(
    _env_file=None,
    database_url="postgresql+psycopg://nobody@127.0.0.1:1/nowhere",
    public_base_url="https://velg.example",
)
services = build(settings, Catalogue.load(), {})
app = create_app(services)
register_error_pages(app, dict)
services.worker.start()
form = {"From": "+4740000001", "To": "+4740000301", "Body": "min hund heter kvasthilder"}
signer = RequestValidator(settings.twilio_auth_token)
def post(number):
    said = form | {"MessageSid": f"SM{number:032}"}
    signed = signer.compute_signature("https://velg.example/twilio/sms", said)
    answer = app.test_client().post(
        "/twilio/sms", data=said, headers={"X-Twilio-Signature": signed}
    )
    return answer.status_code
# Each tries for as long as Twilio waits, so they come at once.
with ThreadPoolExecutor(200) as many:
    assert set(many.map(post, range(200))) == {500}
time.sleep(6)
services.worker.stop()
"""


def test_a_database_that_is_away_is_told_in_a_few_lines_with_a_count() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OUTAGE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    told = [line for line in lines if line["event"] == "database.unreachable"]
    assert 1 < len(told) < 6, done.stderr
    assert "127.0.0.1" in told[0]["why"]
    assert told[-1]["times"] > 200
    assert len(lines) < 10
    assert "kvasthilder" not in done.stderr


class Moving:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def told(repeats: Repeats, error: Exception) -> structlog.typing.EventDict | None:
    try:
        raise error
    except Exception:
        try:
            return repeats(None, "error", {"event": "turn.failed", "exc_info": True})
        except structlog.DropEvent:
            return None


def test_the_first_is_told_whole_and_those_that_follow_are_counted() -> None:
    now = Moving()
    repeats = Repeats(now)
    first = told(repeats, KeyError("x"))
    assert first is not None
    assert first["exc_info"]
    assert [told(repeats, KeyError("x")) for _ in range(99)] == [None] * 99
    now.seconds = 6
    later = told(repeats, KeyError("x"))
    assert later is not None
    assert "exc_info" not in later
    assert (later["times"], later["since_seconds"]) == (101, 6)


def test_another_error_is_not_hidden_by_the_first() -> None:
    repeats = Repeats(Moving())
    assert told(repeats, KeyError("x")) is not None
    assert told(repeats, ValueError("y")) is not None


def test_what_has_been_away_for_long_is_new_again() -> None:
    now = Moving()
    repeats = Repeats(now)
    told(repeats, KeyError("x"))
    now.seconds = 1000
    again = told(repeats, KeyError("x"))
    assert again is not None
    assert again["exc_info"]


def test_an_event_without_an_error_passes_as_it_is() -> None:
    event = {"event": "sms.stored"}
    repeats = Repeats(Moving())
    assert [repeats(None, "info", dict(event)) for _ in range(3)] == [event] * 3


def test_the_pauses_grow_to_a_minute() -> None:
    now = Moving()
    repeats, at = Repeats(now), []
    for second in range(400):
        now.seconds = float(second)
        if told(repeats, KeyError("x")) is not None:
            at.append(second)
    assert [later - earlier for earlier, later in pairwise(at)][:6] == [5, 10, 20, 40, 60, 60]
