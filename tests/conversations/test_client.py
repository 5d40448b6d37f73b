"""The way to the engine takes no longer than it says, however the engine answers."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from conversations.lease import LEASE
from conversations.retry_policy import Failing
from conversations.turns.assistant_client import LONGEST_SECONDS, AssistantClient, AssistantFailed

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"


@pytest.fixture
def dripping() -> Iterator[str]:
    """A server whose answer comes a byte at a time; its address."""
    listening, done = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65536)
            try:
                connection.sendall(HEAD)
                while not done.wait(0.1):
                    connection.sendall(b" ")
            except OSError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    done.set()
    thread.join()
    listening.close()


def test_an_answer_that_drips_is_too_slow_in_time(dripping: str) -> None:
    begun = time.monotonic()
    with AssistantClient(dripping, timeout=1) as client, pytest.raises(AssistantFailed) as failed:
        client.understand("hei")
    assert failed.value.failing is Failing.SLOW
    assert time.monotonic() - begun < 8


def test_a_lease_outlasts_all_that_a_turn_may_ask() -> None:
    understand_and_turn = 2 * LONGEST_SECONDS
    assert LEASE.total_seconds() > understand_and_turn + 2
