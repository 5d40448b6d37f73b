"""Fixtures: the room on SQLite, and on PostgreSQL where BRUKERVALG_TEST_POSTGRES names a server."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

import migrations
from brukervalg.fake_twilio import RunningFake, serve_fake
from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.running import PUBLIC, Running

POSTGRES = os.environ.get("BRUKERVALG_TEST_POSTGRES")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables; copying it is quicker than making one for every test."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The same on PostgreSQL: the name of a database to copy."""
    if not POSTGRES:
        pytest.skip("BRUKERVALG_TEST_POSTGRES is not set")
    with _postgres_database() as (url, name):
        migrations.upgrade(url)
        yield name


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of the test's own, with all tables and nothing in them."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "test.sqlite")
        yield f"sqlite:///{tmp_path}/test.sqlite"
    else:
        template = request.getfixturevalue("postgres_template")
        with _postgres_database(template) as (url, _):
            yield url


@contextmanager
def _postgres_database(template: str = "template0") -> Iterator[tuple[str, str]]:
    assert POSTGRES
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"channels_{secrets.token_hex(6)}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False), name
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


@pytest.fixture
def engine() -> Iterator[ProtocolEngine]:
    server = ProtocolEngine()
    yield server
    server.stop()


@pytest.fixture
def fake() -> Iterator[RunningFake]:
    running = serve_fake(public_base_url=PUBLIC)
    yield running
    running.stop()


@pytest.fixture
def still(database_url: str, engine: ProtocolEngine, fake: RunningFake) -> Iterator[Running]:
    """The room, served over HTTP; nothing runs until the test runs it."""
    running = Running(database_url, engine, fake)
    running.serve()
    yield running
    running.stop()


@pytest.fixture
def room(still: Running) -> Running:
    """The room, served over HTTP, with the worker running."""
    still.work()
    return still
