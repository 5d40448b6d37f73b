"""The steps make the tables that the code has, on every database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

import choice_register.models  # noqa: F401
from core.database import Base, Database
from migrations import upgrade

POSTGRES = os.environ.get("BRUKERVALG_TEST_POSTGRES")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/a new folder/100%.sqlite"
        return
    if not POSTGRES:
        pytest.skip("BRUKERVALG_TEST_POSTGRES holds no address")
    database = Database(POSTGRES)
    with database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.close()
    yield POSTGRES


def test_the_tables_are_the_ones_that_the_code_has(url: str) -> None:
    upgrade(url)
    database = Database(url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_upgrading_again_changes_nothing_and_keeps_what_is_there(url: str) -> None:
    upgrade(url)
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO lock (name, count) VALUES ('kept', 7)"))
    upgrade(url)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count FROM lock")) == 7
    database.close()


def test_two_that_start_at_once_upgrade_once(url: str) -> None:
    command = [sys.executable, "-c", "import sys, migrations; migrations.upgrade(sys.argv[1])", url]
    processes = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    database = Database(url)
    assert {"person", "choice", "letter_code"} <= set(inspect(database.engine).get_table_names())
    database.close()
