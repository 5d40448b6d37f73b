"""Transactions: what is read stands still, what is written is whole, and writers take turns."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from core.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/test.sqlite")
    with opened.write() as session:
        session.execute(text("CREATE TABLE kept (number INTEGER)"))
    yield opened
    opened.close()


def numbers(database: Database) -> list[int]:
    with database.read() as session:
        return list(session.scalars(text("SELECT number FROM kept ORDER BY rowid")))


def test_what_a_reader_changes_is_thrown_away(database: Database) -> None:
    with database.read() as session:
        session.execute(text("INSERT INTO kept VALUES (1)"))
    assert numbers(database) == []


def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    with database.read() as reader:
        assert reader.scalar(text("SELECT count(*) FROM kept")) == 0
        with database.write() as writer:
            writer.execute(text("INSERT INTO kept VALUES (1)"))
        assert reader.scalar(text("SELECT count(*) FROM kept")) == 0
    assert numbers(database) == [1]


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            session.execute(text("INSERT INTO kept VALUES (1)"))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert numbers(database) == []


def test_writers_that_first_read_take_turns(database: Database) -> None:
    def add_the_next() -> None:
        with database.write() as session:
            largest = session.scalar(text("SELECT coalesce(max(number), 0) FROM kept"))
            session.execute(text("INSERT INTO kept VALUES (:next)"), {"next": largest + 1})

    threads = [threading.Thread(target=add_the_next) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(database) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_an_error_does_not_repeat_what_was_written(database: Database) -> None:
    secret = "koden er 631467268"
    with pytest.raises(Exception, match="nowhere") as failed, database.write() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": secret})
    assert secret not in str(failed.value)
