"""Revisions on a real database: SQLite always, PostgreSQL when an address is given."""

from collections.abc import Iterator

import pytest

from core.clock import Clock
from core.database import Database
from provider_catalog.revisions.revisions import Revisions


@pytest.fixture
def url(each_database_url: str) -> str:
    """Each kind of database in turn, with all tables and nothing in them."""
    return each_database_url


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def editions(database: Database) -> Revisions:
    return Revisions(database, Clock())
