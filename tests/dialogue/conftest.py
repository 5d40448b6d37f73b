"""Fixtures: one engine with the trained model for the session, one harness for a file's tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from conversations.turns import circumstances, danger
from core.channel import Channel
from core.clock import Clock
from core.database import Database
from core.settings import Settings
from devtools.demo.people import load_people
from devtools.fake_twilio import serve_fake
from service.application import load_catalogue
from service.engine.engine_process import EngineProcess, train
from tests.choice_register.harness import CHEAP
from tests.databases import postgres_database
from tests.dialogue.discreet import keeps_to_itself
from tests.dialogue.harness import MONDAY, PUBLIC, ActionProxy, DialogueHarness, copy, free_port
from tests.dialogue.shared_harness import SharedHarness

ENGINE_START_SECONDS = 600.0


@pytest.fixture(scope="session")
def settings() -> Settings:
    """What every harness of the session shares: ports, the clock, the public address."""
    return Settings(
        _env_file=None,
        public_base_url=PUBLIC,
        engine_port=free_port(),
        actions_port=free_port(),
        now=MONDAY,
    )


@pytest.fixture(scope="session")
def actions(settings: Settings) -> Iterator[ActionProxy]:
    """The trained model in its engine, and the way from it to the actions."""
    train(quiet=True)
    engine = EngineProcess(settings)
    proxy = ActionProxy(settings.actions_port, engine)
    engine.start()
    try:
        assert engine.wait_until_ready(ENGINE_START_SECONDS), "the engine did not answer"
        yield proxy
    finally:
        engine.stop()
        proxy.stop()


@pytest.fixture(autouse=True, scope="session")
def patient_alarms() -> Iterator[None]:
    """On a busy machine the app's alarm answers first, as it should; here it is the dialogue."""
    with pytest.MonkeyPatch.context() as patched:
        for kind in list(danger.AFTER):
            patched.setitem(danger.AFTER, kind, timedelta(minutes=5))
        yield


@pytest.fixture(autouse=True, scope="session")
def callers_who_take_no_time() -> Iterator[None]:
    """A script's two yeses come within two seconds, as those of a person who listens never do."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(circumstances.AT_ONCE, Channel.PHONE, timedelta(0))
        yield


@pytest.fixture(scope="session")
def demo_database(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> Path:
    """The demo people on that Monday; copied for every test."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    shutil.copy(sqlite_template, path)
    furnish(f"sqlite:///{path}", settings)
    return path


@pytest.fixture
def fresh_harness(
    settings: Settings, actions: ActionProxy, demo_database: Path, tmp_path: Path
) -> Iterator[DialogueHarness]:
    """A harness of the test's own, with the demo people in it."""
    with running_harness(
        settings, actions, copy(demo_database, tmp_path / "home.sqlite")
    ) as running:
        yield running


@pytest.fixture(scope="module")
def shared_harness(
    settings: Settings,
    actions: ActionProxy,
    demo_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SharedHarness]:
    """One harness for a file's tests."""
    url = copy(demo_database, tmp_path_factory.mktemp("reused") / "home.sqlite")
    with running_harness(settings, actions, url) as running:
        yield SharedHarness(running)


@pytest.fixture
def harness(shared_harness: SharedHarness, demo_database: Path) -> Iterator[DialogueHarness]:
    """The file's application with the demo people in it, as if just opened. What it sent
    is looked through when the test is over.
    """
    with shared_harness.from_(demo_database) as running:
        yield running


@pytest.fixture(scope="session")
def demo_on_postgres(postgres_template: str, settings: Settings) -> Iterator[str]:
    """The demo people on PostgreSQL, where BRUKERVALG_TEST_POSTGRES names a server: to copy."""
    with postgres_database(postgres_template) as url:
        furnish(url, settings)
        yield str(make_url(url).database)


@pytest.fixture
def harness_on_postgres(
    settings: Settings, actions: ActionProxy, demo_on_postgres: str
) -> Iterator[DialogueHarness]:
    """A harness with the demo people in it, on PostgreSQL."""
    with (
        postgres_database(demo_on_postgres) as url,
        running_harness(settings, actions, url) as running,
    ):
        yield running


def furnish(url: str, settings: Settings) -> None:
    """Make the demo people, as they are on that Monday."""
    database = Database(url)
    load_people(database, load_catalogue(settings), Clock(settings.now), hasher=CHEAP)
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


@contextmanager
def running_harness(
    settings: Settings, actions: ActionProxy, url: str
) -> Iterator[DialogueHarness]:
    fake = serve_fake(public_base_url=PUBLIC)
    own = {"database_url": url, "twilio_api_base_url": fake.base_url}
    running = DialogueHarness(settings.model_copy(update=own), actions, fake)
    try:
        yield running
    finally:
        running.close()
        fake.stop()
    keeps_to_itself([message.body["body"] for message in fake.twilio.messages])
