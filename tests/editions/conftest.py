"""Editions on a real database: SQLite always, PostgreSQL when an address is given."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from editions.editions import Editions
from foundation.clock import Clock
from foundation.database import Database
from migrations import upgrade

POSTGRES = os.environ.get("BRUKERVALG_TEST_POSTGRES")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/editions.sqlite"
    elif POSTGRES:
        url = POSTGRES
        empty = Database(url)
        with empty.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        empty.close()
    else:
        pytest.skip("BRUKERVALG_TEST_POSTGRES holds no address")
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
