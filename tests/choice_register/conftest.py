"""A register on a real database: SQLite always, PostgreSQL when an address is given."""

from collections.abc import Callable, Iterator

import pytest

from choice_register.register import Register
from choice_register.verification.attempts import Limits
from core.database import Database
from provider_catalog.catalogue import Catalogue
from tests.choice_register.harness import CHEAP, SECRETS, MovingClock, RegisterHarness


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture
def database(each_database_url: str) -> Iterator[Database]:
    database = Database(each_database_url)
    yield database
    database.close()


@pytest.fixture
def harness(database: Database, catalogue: Catalogue) -> RegisterHarness:
    clock = MovingClock()
    register = Register(database, catalogue, clock, hasher=CHEAP, secrets=SECRETS)
    return RegisterHarness(database, catalogue, clock, register)


@pytest.fixture
def harness_with(database: Database, catalogue: Catalogue) -> Callable[[Limits], RegisterHarness]:
    def make(limits: Limits) -> RegisterHarness:
        clock = MovingClock()
        register = Register(
            database, catalogue, clock, hasher=CHEAP, limits=limits, secrets=SECRETS
        )
        return RegisterHarness(database, catalogue, clock, register)

    return make
