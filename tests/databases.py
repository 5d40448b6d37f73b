"""Databases of tests: on SQLite always, on PostgreSQL where an address is given.

The tables are made once for each kind, and copied: that is ten times as quick as making them for
every test. A PostgreSQL database is emptied after a test and goes to the next one under another
name, for a server takes a tenth of a second to make and drop one. The fixtures are a plugin that
tests/conftest.py names.
"""

import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import create_engine, make_url, text

from core.database import Base, Database
from migrations import upgrade


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The same on PostgreSQL: the name of a database to copy."""
    with postgres_database() as url:
        upgrade(url)
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def emptied(postgres_template: str) -> Iterator["Emptied"]:
    """PostgreSQL databases that tests have done with, for the tests that come."""
    databases = Emptied(postgres_template)
    yield databases
    databases.close()


@pytest.fixture(params=["sqlite", "postgres"])
def each_database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database of the test's own, of each kind in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a database of the test's own, where one kind tells enough."""
    shutil.copy(sqlite_template, tmp_path / "test.sqlite")
    return f"sqlite:///{tmp_path}/test.sqlite"


@pytest.fixture
def postgres_url(emptied: "Emptied") -> Iterator[str]:
    """The same on PostgreSQL."""
    url = emptied.take()
    yield url
    emptied.give_back(url)


class Emptied:
    """PostgreSQL databases as the migrations make them.

    A database has another name for every test, so that whatever a test left running finds it gone.

    Args:
        template: the name of a database to copy where none is left.
    """

    def __init__(self, template: str) -> None:
        self._template = template
        self._server = create_engine(_address(), isolation_level="AUTOCOMMIT")
        self._free: list[str] = []
        with self._connected(self._url(template)) as connection:
            self._shape = connection.execute(SHAPE).fetchone()
            self._as_before = [*self._restoring(connection), SQL(BEGIN_NUMBERS_ANEW)]

    def take(self) -> str:
        """The address of a database for one test."""
        name = _new_name()
        with self._server.connect() as connection:
            if self._free:
                connection.execute(text(f"ALTER DATABASE {self._free.pop()} RENAME TO {name}"))
            else:
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {self._template}"))
        return self._url(name)

    def give_back(self, url: str) -> None:
        """Empty it for the next test; one whose tables have been changed is dropped."""
        name = str(make_url(url).database)
        with self._server.connect() as connection:
            connection.execute(text(END_CONNECTIONS), {"name": name})
            with self._connected(url) as own:
                is_as_before = own.execute(SHAPE).fetchone() == self._shape
                for statement in self._as_before if is_as_before else ():
                    own.execute(statement)
            if is_as_before:
                self._free.append(name)
            else:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    def close(self) -> None:
        """Drop them all."""
        with self._server.connect() as connection:
            for name in self._free:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        self._server.dispose()

    def _url(self, name: str) -> str:
        return self._server.url.set(database=name).render_as_string(hide_password=False)

    def _connected(self, url: str) -> psycopg.Connection[Any]:
        address = make_url(url).set(drivername="postgresql")
        return psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)

    def _restoring(self, template: psycopg.Connection[Any]) -> Iterator[Composed]:
        """Statements that leave in every table what the steps of the migrations put there."""
        # Rows that point to others go first.
        tables = [Identifier(each.name) for each in Base.metadata.sorted_tables]
        yield SQL("; ").join(SQL("DELETE FROM {}").format(each) for each in reversed(tables))
        for table in tables:
            rows = SQL("SELECT json_agg(each) FROM {} each").format(table)
            [kept] = template.execute(rows).fetchone() or [None]
            if kept:
                yield SQL(
                    "INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, {})"
                ).format(json.dumps(kept), table=table)


END_CONNECTIONS = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = :name
"""
BEGIN_NUMBERS_ANEW = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""
SHAPE = """
    SELECT (SELECT sum(relfilenode::bigint) FROM pg_class), (SELECT count(*) FROM pg_attribute),
        (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_trigger),
        (SELECT max(version_num) FROM alembic_version)
"""
"""Differs from the template's where a test has changed a table."""


@contextmanager
def postgres_database(template: str = "template0") -> Iterator[str]:
    """A PostgreSQL database that is dropped in the end; its address. Skips where none is given."""
    server = create_engine(_address(), isolation_level="AUTOCOMMIT")
    name = _new_name()
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def copy_database(source: Path, to: Path) -> None:
    """The contents of an embedded database into another, which may be in use."""
    with (
        closing(sqlite3.connect(source)) as read,
        closing(sqlite3.connect(to, timeout=20)) as written,
    ):
        read.backup(written)


def emptied_postgres() -> str:
    """The address of the PostgreSQL database, with nothing in it; skips where none is given."""
    url = _address()
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.close()
    return url


def _new_name() -> str:
    return f"test_{secrets.token_hex(6)}"


def _address() -> str:
    address = os.environ.get("BRUKERVALG_TEST_POSTGRES")
    if not address:
        pytest.skip("BRUKERVALG_TEST_POSTGRES holds no address")
    return address
