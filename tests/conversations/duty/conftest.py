"""Fixtures: a night with two on duty, on each kind of database."""

from collections.abc import Iterator

import pytest

from devtools.fake_twilio import RunningFake
from service.engine.danger import watch
from tests.channels.harness import ChannelsHarness
from tests.channels.protocol_engine import ProtocolEngine
from tests.conversations.duty.night import REAL, Night

WATCH = watch()


@pytest.fixture
def night(database_url: str, engine: ProtocolEngine, fake: RunningFake) -> Iterator[Night]:
    running = ChannelsHarness(database_url, engine, fake, watch=WATCH, texts=REAL)
    running.serve()
    yield Night(running)
    running.stop()
