"""Text messages are tried on both kinds of database."""

import pytest


@pytest.fixture
def database_url(each_database_url: str) -> str:
    """Each kind of database in turn."""
    return each_database_url
