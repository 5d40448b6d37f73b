"""The chat in an app of its own: real database, real texts, an engine by protocol."""

from collections.abc import Iterator

import pytest

from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.webchat.dialogue import talk
from tests.channels.webchat.harness import ChatHarness
from tests.channels.webchat.visitor import Visitor


@pytest.fixture
def harness(database_url: str, engine: ProtocolEngine) -> Iterator[ChatHarness]:
    engine.answer = talk
    harness = ChatHarness(database_url, engine)
    yield harness
    harness.close()


@pytest.fixture
def astrid(harness: ChatHarness) -> Visitor:
    """Somebody who has just opened Oslo's chat."""
    visitor = Visitor(harness.app)
    visitor.opens()
    return visitor
