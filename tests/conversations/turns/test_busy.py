"""A database that is busy, or gone for a moment, loses no text and holds no webhook too long."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text

from tests.channels.harness import ChannelsHarness

TWILIO_WAITS = 15
"""Seconds for a text message (error 11200)."""


@contextmanager
def locked(still: ChannelsHarness, seconds: float) -> Iterator[None]:
    """Another process has the write lock of the embedded database for a while, here at most."""
    taken, over = threading.Event(), threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(still.database_url.removeprefix("sqlite:///"), timeout=20)
        connection.execute("BEGIN IMMEDIATE")
        taken.set()
        over.wait(seconds)
        connection.rollback()
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    yield
    over.set()
    thread.join()


def test_a_text_is_stored_when_the_lock_is_free_again(still: ChannelsHarness) -> None:
    if not still.services.database.is_sqlite:
        pytest.skip("PostgreSQL locks rows")
    with locked(still, 1.5):
        assert still.text("Hei").status_code == 200
    assert [message.text for message in still.messages] == ["Hei"]


def test_a_lock_that_is_never_free_fails_while_twilio_still_listens(still: ChannelsHarness) -> None:
    if not still.services.database.is_sqlite:
        pytest.skip("PostgreSQL locks rows")
    with locked(still, 16):
        begun = time.monotonic()
        assert still.text("Hei").status_code == 500
        assert time.monotonic() - begun < TWILIO_WAITS


def test_connections_that_the_server_has_ended_are_made_anew(still: ChannelsHarness) -> None:
    if still.services.database.is_sqlite:
        pytest.skip("an embedded database has no server")
    assert still.text("Hei").status_code == 200
    server = create_engine(still.database_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        connection.execute(
            text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608
        )
    server.dispose()
    assert still.text("Hei igjen").status_code == 200
    assert [message.text for message in still.messages] == ["Hei", "Hei igjen"]
