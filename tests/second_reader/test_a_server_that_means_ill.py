"""A reader that is dead, slow, large, lost or malicious costs its time limit once, and no more."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Response

from assistant.second_reader.openai_reader import OpenAIReader
from assistant.second_reader.reading import NoReading
from assistant.second_reader.transport import MOST_BYTES
from devtools.fake_reader import FakeReader, RunningReader, serve_reader
from tests.second_reader.conftest import Ask, context

TEXT = "hva koster det"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
LIMIT = 0.5


def no_reading(reader: OpenAIReader) -> tuple[str, float]:
    """Why there is none, and how long it took to know."""
    began = time.monotonic()
    with pytest.raises(NoReading) as none:
        reader.read(TEXT, context(TEXT))
    return str(none.value), time.monotonic() - began


Serve = Callable[[Callable[[socket.socket], None]], str]


@pytest.fixture
def raw() -> Iterator[Serve]:
    """Serves connections with a function, on loopback."""
    listeners: list[socket.socket] = []

    def serve(answer: Callable[[socket.socket], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def one(connection: socket.socket) -> None:
            with connection:
                try:
                    connection.recv(65536)
                    answer(connection)
                except OSError:
                    pass  # Whoever asked has hung up: as it should.

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=one, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/v1"

    yield serve
    for each in listeners:
        each.shutdown(socket.SHUT_RDWR)
        each.close()


def silent(connection: socket.socket) -> None:
    time.sleep(5)


def dripping_headers(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    for _ in range(100):
        connection.sendall(b"X-More: 1\r\n")
        time.sleep(0.05)


def dripping_body(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 5000\r\n\r\n")
    for _ in range(100):
        connection.sendall(b" ")
        time.sleep(0.05)


@pytest.mark.parametrize("answer", [silent, dripping_headers, dripping_body])
def test_the_time_limit_is_for_the_whole_answer(
    raw: Serve, reader_at: Ask, answer: Callable[[socket.socket], None]
) -> None:
    why, took = no_reading(reader_at(raw(answer), within=LIMIT))
    assert why == "late"
    assert LIMIT <= took < LIMIT + 1.5


def endless_body(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(10_000):
        connection.sendall(b"400\r\n" + b" " * 1024 + b"\r\n")


def ten_megabytes(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 10485760\r\n\r\n" + b" " * 10_485_760)


def packed(connection: socket.socket) -> None:
    body = gzip.compress(b" " * 5_000_000)
    head = b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    connection.sendall(HEAD + head + body)


def large_error(connection: socket.socket) -> None:
    connection.sendall(HEAD.replace(b"200 OK", b"500 Oops") + b"Content-Length: 10485760\r\n\r\n")
    connection.sendall(b" " * 10_485_760)


@pytest.mark.parametrize("answer", [endless_body, ten_megabytes, packed, large_error])
def test_no_more_is_read_than_a_reading_can_hold(
    raw: Serve, reader_at: Ask, answer: Callable[[socket.socket], None]
) -> None:
    assert MOST_BYTES < 100_000
    why, took = no_reading(reader_at(raw(answer), within=5.0))
    assert why == "failed: too large"
    assert took < 4


def test_a_redirect_is_not_followed_so_key_and_words_stay_where_they_were_meant_to_go(
    reader_at: Ask,
) -> None:
    other = serve_reader()
    for status in (301, 302, 303, 307, 308):
        place = {"Location": f"{other.base_url}/chat/completions"}
        fake = FakeReader(instead=lambda s=status, p=place: Response(status=s, headers=p))  # type: ignore[misc]
        first = serve_reader(fake=fake)
        why, _ = no_reading(reader_at(first.base_url))
        assert why == f"failed: status {status}"
        first.stop()
    assert other.fake.asked == []
    other.stop()


def hung_up(connection: socket.socket) -> None:
    pass


def no_http(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")


def of_another_shape(connection: socket.socket) -> None:
    connection.sendall(HEAD + b'Content-Length: 15\r\n\r\n{"choices": 17}')


@pytest.mark.parametrize("answer", [hung_up, no_http, of_another_shape])
def test_what_is_no_answer_of_the_protocol_is_no_reading(
    raw: Serve, reader_at: Ask, answer: Callable[[socket.socket], None]
) -> None:
    why, took = no_reading(reader_at(raw(answer)))
    assert why.split(":")[0] in ("failed", "nonsense")
    assert took < 4


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 429, 500, 502, 503])
def test_a_page_for_people_is_no_reading(
    double: RunningReader, reader: OpenAIReader, status: int
) -> None:
    page = "<html><script>alert(1)</script><h1>Bad Gateway</h1></html>"
    double.fake.instead = lambda: Response(page, status=status, mimetype="text/html")
    why, _ = no_reading(reader)
    assert why.split(":")[0] in ("failed", "nonsense")
    assert "script" not in why


def test_a_dead_reader_costs_one_limit_and_is_tried_again_when_it_has_rested(
    raw: Serve, reader_at: Ask
) -> None:
    reader = reader_at(raw(silent), within=LIMIT, rest=2.0)
    assert no_reading(reader)[0] == "late"
    began = time.monotonic()
    assert [no_reading(reader)[0] for _ in range(50)] == ["resting"] * 50
    assert time.monotonic() - began < LIMIT * 3
    time.sleep(2.0)
    with ThreadPoolExecutor(8) as many:
        found = list(many.map(lambda _: no_reading(reader)[0], range(8)))
    assert sorted(found) == ["late", *["resting"] * 7], "one tries, the others do not wait for it"


def test_one_that_comes_back_is_asked_again(double: RunningReader, reader_at: Ask) -> None:
    reader = reader_at(double.base_url, rest=1.0)
    double.fake.instead = lambda: Response(status=503)
    assert no_reading(reader)[0] == "failed: status 503"
    double.fake.instead = None
    assert no_reading(reader)[0] == "resting"
    time.sleep(1.1)
    assert [reader.read(TEXT, context(TEXT)).acts[0].intent for _ in range(3)] == ["ask_price"] * 3


def test_nonsense_does_not_stop_the_next_message_from_being_read(
    double: RunningReader, reader: OpenAIReader
) -> None:
    own = double.fake.answer
    double.fake.answer = lambda *_: "Beklager, det kan jeg ikke hjelpe med."
    assert no_reading(reader)[0].startswith("nonsense")
    double.fake.answer = own
    assert reader.read(TEXT, context(TEXT)).acts


def test_readings_do_not_wait_for_one_another(double: RunningReader, reader_at: Ask) -> None:
    reader = reader_at(double.base_url, within=10.0)
    own = double.fake.answer

    def slowly(question: dict[str, object], schema: dict[str, object]) -> object:
        time.sleep(0.6)
        return own(question, schema)

    double.fake.answer = slowly
    began = time.monotonic()
    with ThreadPoolExecutor(6) as many:
        list(many.map(lambda _: reader.read(TEXT, context(TEXT)), range(6)))
    assert time.monotonic() - began < 3.0


def test_one_that_is_closed_while_it_waits_ends(raw: Serve, reader_at: Ask) -> None:
    reader = reader_at(raw(silent), within=5.0)
    with ThreadPoolExecutor(1) as one:
        waiting = one.submit(no_reading, reader)
        time.sleep(0.3)
        began = time.monotonic()
        reader.close()
        assert waiting.result(3)[0] == "late"
        assert time.monotonic() - began < 2
