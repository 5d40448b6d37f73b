"""What goes wrong is said: a turn whose action failed is never reported as done."""

import time

import pytest

from tests.engine.conftest import Engine
from tests.engine_contract import Status

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("stykker", "action_break: ClientResponseError: status 500"),
        ("rot", "action_mangle: the action server's answer is malformed"),
        ("nekt", "action_reject: ClientResponseError: status 400"),
        ("brudd", "action_hang_up: ServerDisconnectedError"),
        ("setning", "never a sentence"),
        ("rundt", "too many actions"),
    ],
)
def test_a_failed_action_fails_the_turn(engine: Engine, text: str, reason: str) -> None:
    response = engine.send(text)
    assert response.status_code == Status.MESSAGE_FAILED
    assert reason in response.json()["reason"]


def test_no_further_action_runs_after_a_failed_one(engine: Engine) -> None:
    assert engine.send("først det ene").status_code == Status.MESSAGE_FAILED
    assert [call["next_action"] for call in engine.actions.calls] == ["action_break"]


def test_a_failed_turn_leaves_nothing_that_hinders_the_next(engine: Engine) -> None:
    engine.send("stykker", slots={"counter": 8})
    assert engine.turn("tell", slots={"counter": 1})["slots"] == {"counter": 2}


def test_a_slow_action_server_is_given_up_after_eight_seconds(engine: Engine) -> None:
    began = time.monotonic()
    response = engine.send("vent", context={"seconds": 12})
    assert response.status_code == 504
    assert 7.5 < time.monotonic() - began < 12


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_not_json_is_refused(engine: Engine, body: bytes) -> None:
    for path in ("/turn", "/parse"):
        assert engine.post(path, content=body).status_code == 400


def test_an_unknown_address_says_so_in_json(engine: Engine) -> None:
    response = engine.post("/conversations", json={})
    assert (response.status_code, response.json()) == (404, {"reason": "Not Found"})
