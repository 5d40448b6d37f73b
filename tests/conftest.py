"""What holds for every test."""

import os

from sqlalchemy import create_engine, make_url, text

# A test waits for the answer to each text before it writes the next: each is a turn of its own,
# unless the test is about gathering and says so.
os.environ.setdefault("BRUKERVALG_GATHER_SECONDS", "0")

pytest_plugins = ["tests.browsing"]


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


POSTGRES = "BRUKERVALG_TEST_POSTGRES"
_database_of_this_worker()
