"""The health checks notice a full disk and a database that is away, and cost next to nothing."""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from core.database import Database
from core.settings import Settings
from service import health
from service.health import Kept
from service.paths import ROOT

ASKS = """
import json, sys
from flask import Flask
from service import health
from core.database import Database
from core.settings import Settings
app = Flask("tests")
app.register_blueprint(health.blueprint(Settings(_env_file=None), Database(sys.argv[1])))
for path in ("/livez", "/readyz"):
    answer = app.test_client().get(path)
    print(json.dumps([answer.status_code, answer.json]))
"""


@pytest.fixture
def database(each_database_url: str) -> Iterator[Database]:
    opened = Database(each_database_url)
    yield opened
    opened.close()


def client(database: Database) -> FlaskClient:
    app = Flask("tests")
    app.register_blueprint(health.blueprint(Settings(_env_file=None, engine_port=1), database))
    return app.test_client()


def test_what_can_be_stored_is_told_apart_from_what_can_be_answered(database: Database) -> None:
    asker = client(database)
    assert asker.get("/livez").status_code == 200
    assert asker.get("/readyz").status_code == 200
    healthz = asker.get("/healthz")
    assert healthz.status_code == 503
    assert healthz.json == {
        "app": True,
        "database": True,
        "disk": True,
        "actions": False,
        "engine": False,
    }


def test_a_probe_leaves_nothing(database: Database) -> None:
    assert client(database).get("/readyz").status_code == 200
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM probe")) == 0


def test_a_database_that_takes_nothing_more_is_noticed(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE probe"))
    answer = client(database).get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"app": True, "database": True, "disk": False}


def test_a_full_disk_is_noticed(sqlite_url: str) -> None:
    """A process that may not make a file any longer meets what a full disk gives it."""

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-c", ASKS, sqlite_url],
        cwd=ROOT,
        preexec_fn=full,
        capture_output=True,
        text=True,
        check=True,
    )
    live, ready = (json.loads(line) for line in done.stdout.splitlines())
    assert live[0] == 200
    assert ready == [503, {"app": True, "database": True, "disk": False}]


def test_a_database_that_is_away_is_noticed() -> None:
    away = Database("postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
    answer = client(away).get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"app": True, "database": False, "disk": False}


def test_whoever_asks_often_does_not_write_often() -> None:
    asked = []

    def find() -> bool:
        asked.append(1)
        return True

    kept = Kept(find, 60)
    assert [kept() for _ in range(100)] == [True] * 100
    assert len(asked) == 1


def test_an_answer_that_is_old_is_found_anew() -> None:
    answers = iter([True, False])
    kept = Kept(lambda: next(answers), 0)
    assert [kept(), kept()] == [True, False]
