"""No thread of the service waits for a connection to the database that others hold."""

import threading

from sqlalchemy import text

from core.database import Database
from core.settings import CONNECTIONS, Settings
from service.server import Serving
from tests.databases import emptied_postgres


def test_there_is_a_connection_for_each_thread(sqlite_url: str) -> None:
    serving = Serving(Settings(_env_file=None, database_url=sqlite_url), lambda _line: None)
    # A trial of a new model has a thread of its own.
    assert serving.most_connections + 1 <= CONNECTIONS
    serving.application.services.close()


def test_so_many_threads_are_served_at_once_by_postgresql() -> None:
    database = Database(emptied_postgres())
    all_there = threading.Barrier(CONNECTIONS, timeout=20)
    answered = []

    def ask() -> None:
        with database.read() as session:
            session.scalar(text("SELECT 1"))
            all_there.wait()
            answered.append(1)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    database.close()
    assert len(answered) == CONNECTIONS
