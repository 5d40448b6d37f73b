"""The chat in an app of its own: real database, real texts, an engine by protocol."""

from collections.abc import Iterator

import pytest

from tests.channels.protocol_engine import ProtocolEngine
from tests.channels.webchat.dialogue import talk
from tests.channels.webchat.room import Room
from tests.channels.webchat.visitor import Visitor


@pytest.fixture
def room(database_url: str, engine: ProtocolEngine) -> Iterator[Room]:
    engine.answer = talk
    room = Room(database_url, engine)
    yield room
    room.close()


@pytest.fixture
def astrid(room: Room) -> Visitor:
    """Somebody who has just opened Oslo's chat."""
    visitor = Visitor(room.app)
    visitor.opens()
    return visitor
