"""Every step has its way back, with rows in every table, and a newer database is told in a line."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner

from core.database import Base, Database, UtcDateTime
from migrations import downgrade, steps, upgrade
from service.cli import main
from tests.databases import emptied_postgres

SAID = {"person.standard": "nb", "choice.authority": "mandate", "edition.state": "proposed"}
"""What must be one of some words, or is what a way back has to change."""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/test.sqlite"
    else:
        yield emptied_postgres()


def filled(url: str) -> None:
    """A row in every table, each pointing to the others where it can."""
    database = Database(url)
    with database.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            if not connection.scalar(sa.select(sa.func.count()).select_from(table)):
                connection.execute(table.insert().values({c.name: value(c) for c in table.c}))
    database.close()


def value(column: sa.Column[Any]) -> Any:
    said = SAID.get(f"{column.table.name}.{column.name}")
    if said is not None:
        return said
    for key in column.foreign_keys:
        return value(key.column)
    kind = column.type
    if isinstance(kind, sa.Enum):
        return kind.enums[0]
    if isinstance(kind, UtcDateTime):
        return datetime(2026, 11, 28, tzinfo=UTC)
    if isinstance(kind, sa.Date):
        return date(2026, 11, 28)
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, (sa.Integer, sa.Float)):
        return 1
    if isinstance(kind, sa.JSON):
        return {}
    if isinstance(kind, sa.LargeBinary):
        return b"1"
    return "0301"[: getattr(kind, "length", None)]


def shape(url: str) -> dict[str, Any]:
    """Tables with columns, keys, indexes and checks, as the database itself tells them."""
    database = Database(url)
    seen = sa.inspect(database.engine)
    told = {
        table: {
            "columns": {
                c["name"]: (str(c["type"]), c["nullable"]) for c in seen.get_columns(table)
            },
            "indexes": sorted(
                (i["name"] or "", i["column_names"]) for i in seen.get_indexes(table)
            ),
            "keys": sorted(key["name"] or "" for key in seen.get_foreign_keys(table)),
            "unique": sorted(key["name"] or "" for key in seen.get_unique_constraints(table)),
            "checks": sorted(
                (check["name"] or "", "mandate" in check["sqltext"])
                for check in seen.get_check_constraints(table)
            ),
        }
        for table in seen.get_table_names()
    }
    database.close()
    return told


def counted(url: str, table: str) -> int:
    database = Database(url)
    with database.engine.connect() as connection:
        count: int = connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608
    database.close()
    return count


def test_a_filled_database_goes_back_step_by_step_and_forth_again(url: str) -> None:
    shapes = {}
    for step in steps():
        upgrade(url, step)
        shapes[step] = shape(url)
    filled(url)
    for step in reversed(steps()[:-1]):
        downgrade(url, step)
        assert shape(url) == shapes[step], f"the way back to {step} leaves another shape"
        assert counted(url, "person") == 1
        assert counted(url, "choice") == 1
    assert counted(url, "letter_code") == 0, "an agent's code has become the person's own"
    assert counted(url, "proof") == 0, "an agent's proof has become the person's own"
    upgrade(url)
    assert shape(url) == shapes[steps()[-1]]
    database = Database(url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_the_last_step_can_be_taken_back_at_the_shell(url: str) -> None:
    upgrade(url)
    environment = {"BRUKERVALG_DATABASE_URL": url}
    done = CliRunner().invoke(main, ["db", "downgrade", steps()[-2], "--yes"], env=environment)
    assert (done.exit_code, done.output) == (0, "")
    wrong = CliRunner().invoke(main, ["db", "downgrade", "9999", "--yes"], env=environment)
    assert wrong.exit_code == 1
    assert "kan ikke tas tilbake til steg 9999" in wrong.output


@pytest.mark.parametrize(
    "command",
    [
        ["db", "upgrade"],
        ["db", "downgrade", "0001", "--yes"],
        ["tasks"],
        ["demo"],
        ["sign-out", "x"],
    ],
)
def test_a_database_newer_than_the_code_is_told_in_one_line(url: str, command: list[str]) -> None:
    upgrade(url)
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    done = CliRunner().invoke(main, command, env={"BRUKERVALG_DATABASE_URL": url})
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit), "a traceback"
    [line] = [line for line in done.output.splitlines() if line.startswith("Error: ")]
    assert "nyere enn programmet" in line
    assert "9999" in line
    assert steps()[-1] in line
    database.close()
