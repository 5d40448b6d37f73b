"""Service status for caseworkers: what waits or fails just now, read off the queues.

A part is down when something waits for it and nothing later has come through. One text that waits
for its own reason (a telephone that is off, office hours, the text before it) is no fault of the
service, and says why where it stands.
"""

import enum
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from conversations.delivery.errors import treatment
from conversations.delivery.outbox import good_for, is_due
from conversations.delivery.sending_window import is_decent
from conversations.models import InboundMessage, MessageState, OutboxRow, OutboxState
from conversations.retry_policy import Failing
from core.clock import Clock
from core.database import Database

ENGINE_FAILS = (Failing.ENGINE_AWAY, Failing.SLOW)
SENDING_FAILS = (Failing.BUSY, Failing.UNCLEAR)
"""Not a telephone that is off: that is one person's, and the service works."""
OVERDUE = timedelta(minutes=2)
"""What should have been tried so long ago is tried by nobody: the work behind it stands still."""
OUT = (OutboxState.SENT, OutboxState.DELIVERED, OutboxState.UNDELIVERED)


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
        clock: the time of the domain, by which office hours are told.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def troubles(self) -> list[Trouble]:
        """What does not work now, the same for every municipality: counts, and nobody's words."""
        late = datetime.now(UTC) - OVERDUE
        with self._database.read() as session:
            found = (
                (Part.ANSWERING, _unanswered(session, late)),
                (Part.SENDING, _unsent(session, late, decent=is_decent(self._clock.now()))),
            )
        return [Trouble(part, min(since), len(since)) for part, since in found if since]


def _unanswered(session: Session, late: datetime) -> list[datetime]:
    """Since when each message waits for an answer, if none that came later has one."""
    answered = select(func.coalesce(func.max(InboundMessage.id), 0)).where(
        InboundMessage.state == MessageState.DONE
    )
    rows = session.scalars(
        select(InboundMessage)
        .where(InboundMessage.state == MessageState.WAITING)
        .where(InboundMessage.id > answered.scalar_subquery())
    )
    return [
        each.arrived_at or each.next_try_at
        for each in rows
        if each.next_try_at < late or any(failing in each.failures for failing in ENGINE_FAILS)
    ]


def _unsent(session: Session, late: datetime, *, decent: bool) -> list[datetime]:
    """Since when each text waits to go out, if none that was written later has gone."""
    gone = select(func.coalesce(func.max(OutboxRow.id), 0)).where(OutboxRow.state.in_(OUT))
    overdue = is_due(late, decent=decent)
    failing = OutboxRow.error_code.is_not(None) & OutboxRow.state.in_(
        (OutboxState.WAITING, OutboxState.SENDING)
    )
    rows = session.execute(
        select(OutboxRow, overdue)
        .where(or_(overdue, failing))
        .where(OutboxRow.id > gone.scalar_subquery())
    )
    return [
        row.expires_at - good_for(row.created_at, decent_hours=row.decent_hours)
        for row, is_overdue in rows
        if is_overdue or treatment(row.error_code) in SENDING_FAILS
    ]
