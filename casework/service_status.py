"""Service status for caseworkers: what waits or fails just now, read off the queues."""

import enum
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from conversations.models import InboundMessage, MessageState, OutboxRow, OutboxState
from conversations.retry_policy import Failing
from core.database import Database

ENGINE_FAILS = (Failing.ENGINE_AWAY, Failing.SLOW)
SENDING_FAILS = (Failing.BUSY, Failing.UNCLEAR)
"""Not a telephone that is off: that is one person's, and the service works."""
OVERDUE = timedelta(minutes=2)
"""What should have been tried so long ago is tried by nobody: the work behind it stands still."""


class Part(enum.StrEnum):
    """A part of the service that can be down."""

    ANSWERING = "answering"
    """The assistant answers nobody."""
    SENDING = "sending"
    """Text messages do not go out."""


@dataclass(frozen=True)
class Trouble:
    """Something that does not work.

    Attributes:
        since: real time; what has waited longest came then.
        waiting: how many messages wait because of it.
    """

    part: Part
    since: datetime
    waiting: int


class ServiceStatus:
    """Tells what does not work.

    Args:
        database: where what waits stands, whichever process it waits for.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def troubles(self) -> list[Trouble]:
        """What does not work now, the same for every municipality: counts, and nobody's words."""
        late = datetime.now(UTC) - OVERDUE
        with self._database.read() as session:
            heard = session.execute(
                select(
                    InboundMessage.failures, InboundMessage.next_try_at, InboundMessage.arrived_at
                ).where(InboundMessage.state == MessageState.WAITING)
            ).all()
            written = session.execute(
                select(OutboxRow.failures, OutboxRow.next_try_at).where(
                    OutboxRow.state == OutboxState.WAITING
                )
            ).all()
        stuck = [
            arrived or again
            for failures, again, arrived in heard
            if again < late or any(each in failures for each in ENGINE_FAILS)
        ]
        unsent = [
            again
            for failures, again in written
            if again < late or any(each in failures for each in SENDING_FAILS)
        ]
        found = ((Part.ANSWERING, stuck), (Part.SENDING, unsent))
        return [Trouble(part, min(since), len(since)) for part, since in found if since]
