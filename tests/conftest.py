"""What holds for every test."""

import os
from collections import Counter

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.logs import plainly

# A test waits for the answer to each text before it writes the next: each is a turn of its own,
# unless the test is about gathering and says so.
os.environ.setdefault("BRUKERVALG_GATHER_SECONDS", "0")

plainly()

pytest_plugins = ["tests.browsing", "tests.databases", "tests.made_once"]


def _database_of_this_worker() -> None:
    """Where tests run side by side, each worker has a PostgreSQL database of its own.

    Done when this file is read: every other file of tests looks at the variable when it is.
    """
    worker, address = os.environ.get("PYTEST_XDIST_WORKER"), os.environ.get(POSTGRES)
    if not worker or not address:
        return
    own = make_url(address).set(database=f"{make_url(address).database}_{worker}")
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {own.database} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {own.database}"))
    server.dispose()
    os.environ[POSTGRES] = own.render_as_string(hide_password=False)


LONG = (
    "tests/nlu/test_in_the_engine.py",
    "tests/casework/review/test_trials.py",
    "tests/web/console/test_forms_in_browser.py",
    "tests/web/console/guards/test_attacks_replayed.py",
    "tests/engine/test_process.py",
    "tests/web/console/editing/test_facts.py",
    "tests/web/console/editing/test_catalogue.py",
    "tests/web/console/test_every_page.py",
    "tests/service/test_shared_machine.py",
    "tests/web/console/test_day_in_browser.py",
    "tests/conversations/turns/test_turns_that_fail.py",
    "tests/channels/webchat/test_bad_network.py",
    "tests/service/notifications/test_warnings.py",
    "tests/conversations/turns/test_crash.py",
)
"""Files that take longest: one that begins last would keep one worker busy, others idle."""
WITH_THE_MODEL = (
    "tests/engine/test_stock_commands.py",
    "tests/devtools/demo/test_side_by_side.py",
    "tests/dialogue/test_crash.py",
    "tests/dialogue/",
)
"""Files and folders that wait for the trained model: `make test` trains it beside the others."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, those that need the model last; of these the ones with most tests first."""
    tests = Counter(item.path for item in items)

    def place(item: pytest.Item) -> tuple[int, int, int, str]:
        for number, start in enumerate(LONG):
            if item.nodeid.startswith(start):
                return 0, number, 0, ""
        for number, start in enumerate(WITH_THE_MODEL):
            if item.nodeid.startswith(start):
                return 2, number, -tests[item.path], str(item.path)
        return 1, 0, 0, ""

    items.sort(key=place)


POSTGRES = "BRUKERVALG_TEST_POSTGRES"
_database_of_this_worker()
