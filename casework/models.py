"""The tables of casework: who works at it, and what they did."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from conversations.models import text_enum
from core.database import Base, UtcDateTime


class Act(enum.StrEnum):
    """What a caseworker did."""

    CLAIMED = "claimed"
    TOOK_OVER = "took_over"
    FORWARDED = "forwarded"
    PUT_BACK = "put_back"
    """In the queue, for whoever takes it."""
    SNOOZED = "snoozed"
    WOKE = "woke"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    HANDED_BACK = "handed_back"
    """To the assistant."""
    REPLIED = "replied"
    CALL_PLANNED = "call_planned"
    NOTED = "noted"
    CALLED = "called"
    SENT_AGAIN = "sent_again"
    """A text that had not arrived."""
    TICKED = "ticked"
    """A step of a procedure; which one stands in the details."""
    DRAFTED = "drafted"
    """The note is the draft."""
    RECEIPT_SENT = "receipt_sent"
    """Of a choice or an undoing that a caseworker registered."""


class Outcome(enum.StrEnum):
    """What came of a task."""

    ANSWERED = "answered"
    CALLED = "called"
    NOT_REACHED = "not_reached"
    ELSEWHERE = "elsewhere"
    """It is taken care of in another system, or by another office."""
    NOTHING_TO_DO = "nothing_to_do"
    HANDED_BACK = "handed_back"
    SENT_AGAIN = "sent_again"


class CaseworkEvent(Base):
    """One act of a caseworker in a conversation, and the private note that goes with it.

    Only ever added to. The words of a note are forgotten with the conversation's own.
    """

    __tablename__ = "desk_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    """The act's idempotency key: the same key again does nothing."""
    municipality: Mapped[str] = mapped_column(String(4))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    what: Mapped[Act] = mapped_column(text_enum(Act))
    who: Mapped[str] = mapped_column(String(80))
    """The caseworker's id."""
    name: Mapped[str] = mapped_column(String(120))
    """The caseworker's name then."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text)
    """Never shown to the person in the conversation; told to who asks for what is stored."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Of what kind, to whom, until when: no words about a person."""


class ReplyDraft(Base):
    """A reply that a caseworker has begun and not sent: it outlives a session and a machine.

    Forgotten when it is sent or emptied, and with the words of its conversation.
    """

    __tablename__ = "reply_draft"
    __table_args__ = (UniqueConstraint("conversation_id", "caseworker"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    caseworker: Mapped[str] = mapped_column(String(80))
    """The caseworker's id: nobody sees another's."""
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
