"""Editions on a real database: SQLite always, PostgreSQL when an address is given."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from editions.editions import Editions
from foundation.clock import Clock
from foundation.database import Database
from migrations import upgrade
from tests.databases import emptied_postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/editions.sqlite"
    else:
        url = emptied_postgres()
    upgrade(url)
    return url


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def editions(database: Database) -> Editions:
    return Editions(database, Clock())
