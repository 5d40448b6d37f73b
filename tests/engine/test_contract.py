"""The engine keeps the contract that the channels' fake is held to as well."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engine.action_server import ActionServer
from tests.engine.conftest import PYTHON, ROOT, Engine, _wait_for
from tests.engine_contract import WRONG_REQUESTS, Status, is_refusal, is_turn

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("text", ["hei", "tell", "noe helt annet"])
def test_a_turn_has_its_shape(engine: Engine, text: str) -> None:
    answer = engine.send(text)
    assert answer.status_code == Status.TURN
    assert is_turn(answer.json())


@pytest.mark.parametrize("text", ["stykker", "rot", "nekt", "brudd", "setning", "rundt"])
def test_a_message_whose_action_fails_is_told_apart_from_an_engine_that_cannot_now(
    engine: Engine, text: str
) -> None:
    answer = engine.send(text)
    assert answer.status_code == Status.MESSAGE_FAILED
    assert is_refusal(answer.json())


def test_an_action_that_takes_too_long_is_too_slow(engine: Engine) -> None:
    answer = engine.send("vent", context={"seconds": 9})
    assert answer.status_code == Status.TOO_SLOW
    assert is_refusal(answer.json())


@pytest.mark.parametrize("body", WRONG_REQUESTS)
def test_a_wrong_request_is_refused(engine: Engine, body: Any) -> None:
    answer = engine.post("/turn", json=body)
    assert answer.status_code == Status.WRONG_SHAPE
    assert is_refusal(answer.json())


@pytest.fixture
def engine_alone(model: Path) -> Iterator[Engine]:
    """An engine whose action server is not there."""
    actions = ActionServer()
    actions.shutdown()
    actions.server_close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--port", str(port), "--model", str(model), "--actions-url", actions.url]
    process = subprocess.Popen([str(PYTHON), "-m", "assistant.engine", *arguments], cwd=ROOT)
    engine = Engine(process, port, actions)
    try:
        _wait_for(engine)
        yield engine
    finally:
        engine.http.close()
        process.terminate()
        process.wait(10)


def test_an_action_server_that_is_not_there_is_no_fault_of_the_message(
    engine_alone: Engine,
) -> None:
    answer = engine_alone.send("tell")
    assert answer.status_code == Status.NOT_NOW
    assert is_refusal(answer.json())
