"""Fixtures: one engine with the trained model for the session, one house for each test."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

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
    door = ActionDoor(settings.actions_port)
    engine = EngineProcess(settings)
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
    upgrade(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    load_people(database, load_catalogue(settings), Clock(settings.now))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture
def home(
    settings: Settings, actions: ActionDoor, demo_database: Path, tmp_path: Path
) -> Iterator[Home]:
    """A house with the demo people in it. What it sent is looked through when the test is over."""
    fake = serve_fake(public_base_url=PUBLIC)
    url = copy(demo_database, tmp_path / "home.sqlite")
    running = Home(
        settings.model_copy(update={"database_url": url, "twilio_api_base_url": fake.base_url}),
        actions,
        fake,
    )
    yield running
    running.close()
    sent = [message.body["body"] for message in fake.twilio.messages]
    fake.stop()
    keeps_to_itself(sent, running)


def keeps_to_itself(sent: list[str], home: Home) -> None:
    """Promise 5, over all that went out: no decision, no national id, no code, no link."""
    granted = {
        each.service
        for person in read_people()
        if person.decision
        for each in person.decision.services
    }
    assert granted
    for body in sent:
        assert not re.search(r"\d{9}", re.sub(r"[ .-]", "", body)), body
        assert not re.search(r"https?:|www\.|\.no\b|\.com\b", body), body
