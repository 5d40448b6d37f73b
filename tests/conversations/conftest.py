"""Fixtures: one engine with the trained model for the session, one house for each test."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from assistant.texts.measures import segments
from brukervalg.demo.people import load_people, read_people
from brukervalg.engine_process import EngineProcess, train
from brukervalg.fake_twilio import serve_fake
from brukervalg.house import load_catalogue
from foundation.clock import Clock
from foundation.database import Database
from foundation.settings import Settings
from migrations import upgrade
from tests.conversations.home import MONDAY, PUBLIC, ActionDoor, Home, copy, free_port

ENGINE_START_SECONDS = 120.0
POSTGRES = os.environ.get("BRUKERVALG_TEST_POSTGRES")
MOST_SEGMENTS = 4
"""What a whole answer may take."""

SECRETS = {
    secret.lower()
    for person in read_people()
    for service in (person.decision.services if person.decision else ())
    for secret in service.tasks
    # Words that describe what a provider sells to anybody are no secret.
} - {"rengjøring", "handling", "personlig assistanse"}
"""What decisions hold, word for word."""
CODE_OF_A_MANDATE = re.compile(r"Koden er \d{3} \d{3} \d{3}\.")
"""The one code that goes by text message: whoever has it must know whose birth date goes along."""


@pytest.fixture(scope="session")
def settings() -> Settings:
    """What every house of the session shares: ports, the clock, the public address."""
    return Settings(
        _env_file=None,
        public_base_url=PUBLIC,
        engine_port=free_port(),
        actions_port=free_port(),
        now=MONDAY,
    )


@pytest.fixture(scope="session")
def actions(settings: Settings) -> Iterator[ActionDoor]:
    """The trained model in its engine, and the way from it to the actions."""
    train(quiet=True)
    engine = EngineProcess(settings)
    door = ActionDoor(settings.actions_port, engine)
    engine.start()
    try:
        assert engine.wait_until_ready(ENGINE_START_SECONDS), "the engine did not answer"
        yield door
    finally:
        engine.stop()
        door.stop()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """The demo people on that Monday; copied for every test."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    furnish(f"sqlite:///{path}", settings)
    return path


@pytest.fixture
def home(
    settings: Settings, actions: ActionDoor, demo_database: Path, tmp_path: Path
) -> Iterator[Home]:
    """A house with the demo people in it. What it sent is looked through when the test is over."""
    with a_house(settings, actions, copy(demo_database, tmp_path / "home.sqlite")) as running:
        yield running


@pytest.fixture
def home_on_postgres(settings: Settings, actions: ActionDoor) -> Iterator[Home]:
    """The same on PostgreSQL, where BRUKERVALG_TEST_POSTGRES names a server."""
    if not POSTGRES:
        pytest.skip("BRUKERVALG_TEST_POSTGRES is not set")
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"conversations_{secrets.token_hex(6)}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    try:
        furnish(url, settings)
        with a_house(settings, actions, url) as running:
            yield running
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def furnish(url: str, settings: Settings) -> None:
    """Make the tables and the demo people, as they are on that Monday."""
    upgrade(url)
    database = Database(url)
    load_people(database, load_catalogue(settings), Clock(settings.now))
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


@contextmanager
def a_house(settings: Settings, actions: ActionDoor, url: str) -> Iterator[Home]:
    fake = serve_fake(public_base_url=PUBLIC)
    own = {"database_url": url, "twilio_api_base_url": fake.base_url}
    running = Home(settings.model_copy(update=own), actions, fake)
    try:
        yield running
    finally:
        running.close()
        fake.stop()
    keeps_to_itself([message.body["body"] for message in fake.twilio.messages])


def keeps_to_itself(sent: list[str]) -> None:
    """Promise 5, over all that went out: no decision, no national id, no code, no link."""
    for body in sent:
        digits = re.sub(r"(?<=\d)[ .-](?=\d)", "", CODE_OF_A_MANDATE.sub("", body))
        assert not re.search(r"\d{9}", digits), body
        assert not re.search(r"https?:|www\.|\.(no|com)\b", body), body
        assert not [secret for secret in SECRETS if secret in body.lower()], body
        assert segments(body) <= MOST_SEGMENTS, body
