"""Fixtures: the channels' harness, on SQLite.

What depends on the kind of database (turns, leases, delivery, the register) is tested in the rooms
that write to it, on PostgreSQL too where BRUKERVALG_TEST_POSTGRES names a server; of the channels
text messages are, for they are what is stored before all else.
"""

from collections.abc import Iterator

import pytest

from devtools.fake_twilio import RunningFake, serve_fake
from tests.channels.harness import PUBLIC, ChannelsHarness
from tests.channels.protocol_engine import ProtocolEngine


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The address of a database of the test's own, with all tables and nothing in them."""
    return sqlite_url


@pytest.fixture
def engine() -> Iterator[ProtocolEngine]:
    server = ProtocolEngine()
    yield server
    server.stop()


@pytest.fixture
def fake() -> Iterator[RunningFake]:
    running = serve_fake(public_base_url=PUBLIC)
    yield running
    running.stop()


@pytest.fixture
def still(
    database_url: str, engine: ProtocolEngine, fake: RunningFake
) -> Iterator[ChannelsHarness]:
    """The harness, served over HTTP; nothing runs until the test runs it."""
    running = ChannelsHarness(database_url, engine, fake)
    running.serve()
    yield running
    running.stop()


@pytest.fixture
def harness(still: ChannelsHarness) -> ChannelsHarness:
    """The harness, served over HTTP, with the worker running."""
    still.work()
    return still
