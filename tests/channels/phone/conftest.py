"""Calls to the harness: its app over HTTP, a telephone that executes TwiML, a fake dialogue."""

from collections.abc import Iterator

import pytest

from devtools.fake_twilio import RunningFake
from tests.channels.phone.dialogue import talk
from tests.channels.phone.exchange import Exchange
from tests.channels.protocol_engine import ProtocolEngine


@pytest.fixture
def phone(database_url: str, engine: ProtocolEngine, fake: RunningFake) -> Iterator[Exchange]:
    engine.answer = talk
    exchange = Exchange(database_url, engine, fake)
    exchange.serve()
    yield exchange
    exchange.stop()
