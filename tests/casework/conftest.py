"""The console on SQLite, and on PostgreSQL where BRUKERVALG_TEST_POSTGRES names a server."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from brukervalg.fake_twilio import serve_fake
from migrations import upgrade
from tests.casework.home import Home, settings_for
from tests.channels.protocol_engine import ProtocolEngine

POSTGRES = os.environ.get("BRUKERVALG_TEST_POSTGRES")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables: copying it is quicker than making one for every test."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Iterator[Home]:
    """The console on SQLite."""
    shutil.copy(template, tmp_path / "home.sqlite")
    yield from _home(f"sqlite:///{tmp_path}/home.sqlite")


@pytest.fixture(params=["sqlite", "postgres"])
def each_home(request: pytest.FixtureRequest, template: Path, tmp_path: Path) -> Iterator[Home]:
    """The console on each database: for what hangs on how it locks."""
    if request.param == "sqlite":
        shutil.copy(template, tmp_path / "home.sqlite")
        yield from _home(f"sqlite:///{tmp_path}/home.sqlite")
        return
    if not POSTGRES:
        pytest.skip("BRUKERVALG_TEST_POSTGRES is not set")
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"console_{secrets.token_hex(6)}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    upgrade(url)
    yield from _home(url)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


def _home(url: str) -> Iterator[Home]:
    engine, fake = ProtocolEngine(), serve_fake(public_base_url="https://velg.example")
    home = Home(settings_for(url, engine, fake), engine, fake)
    yield home
    home.close()
    fake.stop()
    engine.stop()
