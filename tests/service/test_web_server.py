"""The server works on requests that have come whole, and finishes what is under way."""

import errno
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from flask import Flask, request

from service.web_server import WebServer

HALF_SENT = 40
"""More than twice as many as there are threads."""
THREADS = 16
BEGUN = threading.Semaphore(0)


@pytest.fixture
def server() -> Iterator[WebServer]:
    app = Flask("tests")

    @app.get("/page")
    def page() -> str:
        return "side"

    @app.post("/twilio/sms")
    def store() -> str:
        return request.form["Body"]

    @app.get("/slow")
    def slow() -> str:
        BEGUN.release()
        time.sleep(0.5)
        return "sent"

    running = WebServer(app, 0, THREADS)
    running.prepare()
    thread = threading.Thread(target=running.serve)
    thread.start()
    yield running
    running.stop()
    thread.join()


def address(server: WebServer, path: str) -> str:
    return f"http://127.0.0.1:{server.port}{path}"


def half_sent(server: WebServer, sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.sendall(sent)
    return connection


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /twilio/sms HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded"
        b"\r\nContent-Length: 1000\r\n\r\nBody=hal",
        b"POST /twilio/sms HTTP/1.1\r\nHost: x\r\nContent-Le",
    ],
    ids=["half a body", "half a head"],
)
def test_posts_that_come_by_half_delay_nobody(server: WebServer, sent: bytes) -> None:
    with ExitStack() as held:
        for _ in range(HALF_SENT):
            held.enter_context(half_sent(server, sent))
        time.sleep(0.2)
        began = time.monotonic()
        assert httpx.get(address(server, "/page"), timeout=20).text == "side"
        assert time.monotonic() - began < 5


def test_a_post_that_comes_slowly_is_read_to_its_end(server: WebServer) -> None:
    body = b"Body=hei+der"
    head = (
        b"POST /twilio/sms HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded"
        b"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
    )
    with half_sent(server, head + body[:5]) as connection:
        time.sleep(0.3)
        connection.sendall(body[5:])
        heard = b"".join(iter(lambda: connection.recv(4096), b""))
    assert heard.startswith(b"HTTP/1.1 200 OK")
    assert heard.endswith(b"hei der")


def test_a_stop_finishes_what_is_under_way_and_takes_in_nothing_more(server: WebServer) -> None:
    answers: list[str] = []
    with httpx.Client(timeout=20, limits=httpx.Limits(max_connections=None)) as client:
        asks = [
            threading.Thread(
                target=lambda: answers.append(client.get(address(server, "/slow")).text)
            )
            for _ in range(THREADS + 4)
        ]
        for each in asks:
            each.start()
        for _ in range(THREADS):
            assert BEGUN.acquire(timeout=10)
        time.sleep(0.2)
        server.stop()
        for each in asks:
            each.join()
        assert answers == ["sent"] * len(asks)
        with pytest.raises(httpx.ConnectError):
            client.get(address(server, "/page"))


def test_a_taken_port_is_told_at_once(server: WebServer) -> None:
    other = WebServer(Flask("other"), server.port, 1)
    with pytest.raises(OSError, match="in use") as taken:
        other.prepare()
    assert taken.value.errno == errno.EADDRINUSE
    other.stop()


def test_a_server_that_never_served_can_be_stopped() -> None:
    server = WebServer(Flask("tests"), 0, 1)
    server.stop()
    server.prepare()
    server.stop()
