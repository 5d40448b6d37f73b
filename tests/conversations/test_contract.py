"""The fake engine keeps the engine's contract, and the client reads it as it is meant."""

from typing import Any

import httpx
import pytest

from conversations.retry_policy import Failing
from conversations.turns.assistant_client import (
    AssistantClient,
    AssistantFailed,
    Context,
    TurnRequest,
)
from tests.channels.protocol_engine import ProtocolEngine
from tests.engine_contract import WRONG_REQUESTS, Status, is_refusal, is_turn

REQUEST = {"conversation": "c", "text": "hei", "slots": {}, "context": {"key": "k"}}
MEANING = {
    Status.WRONG_SHAPE: Failing.MESSAGE,
    Status.MESSAGE_FAILED: Failing.MESSAGE,
    Status.BROKEN: Failing.MESSAGE,
    Status.NOT_NOW: Failing.ENGINE_AWAY,
    Status.TOO_SLOW: Failing.SLOW,
}


def ask(engine: ProtocolEngine, body: Any) -> httpx.Response:
    return httpx.post(f"http://127.0.0.1:{engine.port}/turn", json=body, trust_env=False)


def test_the_fakes_turn_has_the_shape(engine: ProtocolEngine) -> None:
    for text in ("hei", "stopp", "menneske", "velg", "taus", "koden er 1"):
        answer = ask(engine, REQUEST | {"text": text})
        assert answer.status_code == Status.TURN
        assert is_turn(answer.json())


@pytest.mark.parametrize("body", WRONG_REQUESTS)
def test_the_fake_refuses_a_wrong_request(engine: ProtocolEngine, body: Any) -> None:
    answer = ask(engine, body)
    assert answer.status_code == Status.WRONG_SHAPE
    assert is_refusal(answer.json())


def test_the_fake_knows_no_status_that_the_engine_never_gives(engine: ProtocolEngine) -> None:
    engine.answer = lambda _request: 502
    with pytest.raises(httpx.HTTPError):
        ask(engine, REQUEST)


@pytest.mark.parametrize("status", MEANING)
def test_each_status_means_one_class_of_failure(engine: ProtocolEngine, status: Status) -> None:
    engine.answer = lambda _request: status
    request = TurnRequest("c", "hei", {}, Context("k", "c", "sms", "0301", None, "text", "nb"))
    with (
        AssistantClient(f"http://127.0.0.1:{engine.port}") as client,
        pytest.raises(AssistantFailed) as failed,
    ):
        client.turn(request)
    assert failed.value.failing is MEANING[status]
    assert is_refusal(ask(engine, REQUEST).json())


def test_every_status_but_a_turn_has_a_meaning() -> None:
    assert set(MEANING) == set(Status) - {Status.TURN}
