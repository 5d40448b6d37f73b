"""A register on a real database: SQLite always, PostgreSQL when an address is given."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from choice_register.attempts import Limits
from choice_register.register import Register
from foundation.database import Database
from migrations import upgrade
from provider_catalog.catalogue import Catalogue
from tests.choice_register.home import CHEAP, SECRET, Home, MovingClock
from tests.databases import emptied_postgres


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/register.sqlite"
    else:
        url = emptied_postgres()
    upgrade(url)
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def home(database: Database, catalogue: Catalogue) -> Home:
    clock = MovingClock()
    register = Register(database, catalogue, clock, hasher=CHEAP, secret=SECRET)
    return Home(database, catalogue, clock, register)


@pytest.fixture
def home_with(database: Database, catalogue: Catalogue) -> Callable[[Limits], Home]:
    def make(limits: Limits) -> Home:
        clock = MovingClock()
        register = Register(database, catalogue, clock, hasher=CHEAP, limits=limits, secret=SECRET)
        return Home(database, catalogue, clock, register)

    return make
