"""Databases of tests: on SQLite always, on PostgreSQL where an address is given."""

import os

import pytest
from sqlalchemy import text

from foundation.database import Database


def emptied_postgres() -> str:
    """The address of the PostgreSQL database, with nothing in it; skips where none is given."""
    url = os.environ.get("BRUKERVALG_TEST_POSTGRES")
    if not url:
        pytest.skip("BRUKERVALG_TEST_POSTGRES holds no address")
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.close()
    return url
