"""Fixtures: the channels' harness, on SQLite and on PostgreSQL."""

import pytest

from tests.channels.conftest import (  # noqa: F401
    engine,
    fake,
    harness,
    still,
)


@pytest.fixture
def database_url(each_database_url: str) -> str:
    """Each kind of database in turn."""
    return each_database_url
