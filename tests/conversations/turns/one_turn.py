"""One text and its turn, for tests."""

from conversations.turns.turns import TurnEnd
from tests.channels.harness import ChannelsHarness


def turn(still: ChannelsHarness, text: str) -> TurnEnd:
    """One text and its turn, in this thread."""
    assert still.text(text).status_code == 200
    return still.services.turns.run_next(still.conversations[-1].id)
