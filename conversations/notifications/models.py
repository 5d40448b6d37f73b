"""The table of notices: what we write first."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from conversations.models import text_enum
from core.database import Base, UtcDateTime


class NoticeKind(enum.StrEnum):
    """What we may begin to write about."""

    REMIND = "remind"
    """The person wanted to think, and to be reminded."""
    BEFORE_EFFECT = "before_effect"
    DEADLINE = "deadline"
    PROVIDER_LEAVES = "provider_leaves"
    SATISFIED = "satisfied"
    DECIDED = "decided"
    """A caseworker has approved or rejected a choice."""
    MANDATE = "mandate"
    """Somebody has got a mandate in the person's case, or has chosen with it: was it meant?"""
    WARNING = "warning"
    """A choice was made, or taken back, from elsewhere than the number on record: was it you?"""


class NoticeState(enum.StrEnum):
    """How far a notice has come."""

    PLANNED = "planned"
    PLACED = "placed"
    """In the outbox, in the same transaction."""
    DROPPED = "dropped"


class Notice(Base):
    """Something that we write first: planned once, placed in the outbox once, or dropped."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_state_due_at", "state", "due_at"),
        Index("ix_notice_municipality_answered_at", "municipality", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    """What it is about: the same key again plans no second one."""
    kind: Mapped[NoticeKind] = mapped_column(text_enum(NoticeKind))
    municipality: Mapped[str] = mapped_column(String(4))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The register's person; null where nobody was proven when a reminder was asked for."""
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    """Where it was asked for, or what it is about was done; once placed, where it was placed."""
    number: Mapped[str | None] = mapped_column(String(40))
    """The number that it goes to, where the register's person does not tell."""
    case_number: Mapped[str | None] = mapped_column(String(20))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What it tells, as the texts take it."""
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failures: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """How often each class of failure has been met (`conversations.retry_policy`)."""
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The domain clock's: when one that could not be said is tried again."""
    state: Mapped[NoticeState] = mapped_column(text_enum(NoticeState))
    why_dropped: Mapped[str | None] = mapped_column(String(20))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id"), index=True)
    answer: Mapped[str | None] = mapped_column(String(10))
    """How satisfied the person is, `1` to `5`, `yes` or `no`; to a warning whether it was so."""
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
