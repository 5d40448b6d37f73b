"""The tables of what is told to those on duty: an alert for a task, each try to reach somebody."""

import enum
import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from conversations.models import text_enum
from core.database import Base, UtcDateTime


class AlertState(enum.StrEnum):
    """How far an alert has come."""

    CALLING = "calling"
    """Somebody is being called, or will be at once."""
    WAITING = "waiting"
    """Nobody is on duty; the office is open and sees it, or somebody comes on duty later."""
    ACKNOWLEDGED = "acknowledged"
    """Somebody on duty has taken it."""
    TAKEN = "taken"
    """A caseworker has taken its task."""
    UNANSWERED = "unanswered"
    """Everybody was called, twice, and nobody took it."""
    CLOSED = "closed"
    """Its task was done meanwhile."""
    CLEARED = "cleared"
    """The citizen says that there is no danger, or none any more; the task stays."""


LIVE = (AlertState.CALLING, AlertState.WAITING)
"""What somebody is still to be found for."""
DUE = (*LIVE, AlertState.CLEARED)
"""What has a step to be taken at its time."""
UNSEEN = (*LIVE, AlertState.UNANSWERED)
"""What nobody at the municipality is known to have seen."""


LEAST_KEY = 1000
"""Four digits: one guess in 9,000 is right, and a wrong one ends nothing."""


class How(enum.StrEnum):
    """The way in which somebody on duty was called, or answered."""

    SMS = "sms"
    CALL = "call"


class Answer(enum.StrEnum):
    """What somebody on duty answered."""

    YES = "yes"
    NO = "no"


class DutyAlert(Base):
    """A danger that somebody on duty must learn of: one for a task, and one at a time for each
    thing that a conversation tells of."""

    __tablename__ = "duty_alert"
    __table_args__ = (
        Index("ix_duty_alert_state_next_at", "state", "next_at"),
        Index("ix_duty_alert_municipality_state", "municipality", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    municipality: Mapped[str] = mapped_column(String(4))
    reason: Mapped[str] = mapped_column(String(40))
    """The task's."""
    danger: Mapped[str | None] = mapped_column(String(20))
    """Which danger it is (fire, violence, suicide, urgent); None for what is none, or not known."""
    state: Mapped[AlertState] = mapped_column(text_enum(AlertState))
    round: Mapped[int] = mapped_column(default=1)
    """How many times the list has been begun."""
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Real time. When the next step is taken; null where none is."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by: Mapped[str | None] = mapped_column(String(120))
    """The name of whoever acknowledged."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was acknowledged, or given up."""

    @property
    def key(self) -> str:
        """The number that a yes by text must hold: who only shows a number of the list falsely has
        not read our text. From the conversation's random id, which nobody outside knows."""
        made = hashlib.sha256(f"duty {self.id} {self.conversation_id}".encode()).digest()
        return str(LEAST_KEY + int.from_bytes(made[:8]) % (10 * LEAST_KEY - LEAST_KEY))


class DutyAttempt(Base):
    """One try to reach one person on duty in one way: made once, in the commit that decides it."""

    __tablename__ = "duty_attempt"
    __table_args__ = (Index("ix_duty_attempt_number_at", "number", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("duty_alert.id"), index=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), unique=True)
    round: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(40))
    how: Mapped[How] = mapped_column(text_enum(How))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[Answer | None] = mapped_column(text_enum(Answer))
    answered_by: Mapped[How | None] = mapped_column(text_enum(How))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
