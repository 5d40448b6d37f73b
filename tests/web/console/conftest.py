"""The console on SQLite, and on PostgreSQL where BRUKERVALG_TEST_POSTGRES names a server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from devtools.fake_twilio import serve_fake
from tests.channels.protocol_engine import ProtocolEngine
from tests.databases import copy_database
from tests.web.console.harness import ConsoleHarness, settings_for


@pytest.fixture
def fresh_harness(sqlite_url: str) -> Iterator[ConsoleHarness]:
    """The console on SQLite, opened for one test: for what it keeps in memory."""
    yield from _opened(sqlite_url)


@pytest.fixture(scope="module")
def shared_harness(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ConsoleHarness]:
    """One console for a file's tests: opening it takes longer than most of what is done in it."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("reused") / "console.sqlite")
    yield from _opened(f"sqlite:///{file}")


@pytest.fixture
def harness(shared_harness: ConsoleHarness, sqlite_template: Path) -> ConsoleHarness:
    """The file's console on SQLite, with nothing in it."""
    copy_database(
        sqlite_template, Path(str(make_url(shared_harness.settings.database_url).database))
    )
    shared_harness.begin_anew()
    return shared_harness


@pytest.fixture
def each_harness(each_database_url: str) -> Iterator[ConsoleHarness]:
    """The console on each database: for what hangs on how it locks."""
    yield from _opened(each_database_url)


def _opened(url: str) -> Iterator[ConsoleHarness]:
    engine, fake = ProtocolEngine(), serve_fake(public_base_url="https://velg.example")
    harness = ConsoleHarness(settings_for(url, engine, fake), engine, fake)
    yield harness
    harness.close()
    fake.stop()
    engine.stop()
