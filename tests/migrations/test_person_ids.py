"""What tasks and notices said of a person before step 0050 is what they say after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import Base, Database
from migrations import downgrade, upgrade
from tests.databases import emptied_postgres
from tests.migrations.test_back_and_forth import value

BEFORE, STEP = "0040", "0050"
HELD, GONE = "1", "77"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/test.sqlite"
    else:
        yield emptied_postgres()


def write(database: Database, table: str, **values: object) -> None:
    """A row as the columns of the database are now, whatever the code's are."""
    there = sa.Table(table, sa.MetaData(), autoload_with=database.engine, resolve_fks=False)
    known = Base.metadata.tables[table].c
    row = {column.name: value(known[column.name]) for column in there.c}
    with database.engine.begin() as connection:
        connection.execute(there.insert().values(row | values))


def people_of(database: Database, table: str) -> list[object]:
    with database.engine.connect() as connection:
        rows = connection.execute(sa.text(f"SELECT person_id FROM {table} ORDER BY id"))  # noqa: S608
        return [person for (person,) in rows]


def test_who_is_meant_stays_who_nobody_knows_goes_and_the_way_back_holds(url: str) -> None:
    upgrade(url, BEFORE)
    database = Database(url)
    write(database, "person", district=None)
    write(database, "conversation", thread=None)
    for number, person in enumerate((HELD, None, GONE), start=1):
        write(database, "task", id=number, key=f"t{number}", person_id=person)
        pointing = {"reply_id": None, "next_try_at": None, "answered_at": None}
        write(database, "notice", id=number, key=f"n{number}", person_id=person, **pointing)
    upgrade(url, STEP)
    for table in ("task", "notice"):
        assert people_of(database, table) == [1, None, None]
    downgrade(url, BEFORE)
    for table in ("task", "notice"):
        assert people_of(database, table) == ["1", None, None]
    database.close()


def test_a_task_about_somebody_whom_the_register_does_not_hold_is_refused(url: str) -> None:
    upgrade(url)
    database = Database(url)
    write(database, "person")
    write(database, "conversation")
    write(database, "task", person_id=1)
    with pytest.raises(sa.exc.IntegrityError):
        write(database, "task", id=2, key="another", person_id=77)
    database.close()
