"""Databases of tests: on SQLite always, on PostgreSQL where an address is given.

The tables are made once for each kind, and copied: that is ten times as quick as making them for
every test. The fixtures are a plugin that tests/conftest.py names.
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from core.database import Database
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
def postgres_url(postgres_template: str) -> Iterator[str]:
    """The same on PostgreSQL."""
    with postgres_database(postgres_template) as url:
        yield url


@contextmanager
def postgres_database(template: str = "template0") -> Iterator[str]:
    """A PostgreSQL database that is dropped in the end; its address. Skips where none is given."""
    server = create_engine(_address(), isolation_level="AUTOCOMMIT")
    name = f"test_{secrets.token_hex(6)}"
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


def _address() -> str:
    address = os.environ.get("BRUKERVALG_TEST_POSTGRES")
    if not address:
        pytest.skip("BRUKERVALG_TEST_POSTGRES holds no address")
    return address
