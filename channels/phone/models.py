"""The table of calls: every step of every call, as it was answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UtcDateTime


class PhoneStep(Base):
    """One document of a call. A repeated request for it gets the same document again."""

    __tablename__ = "phone_step"
    __table_args__ = (UniqueConstraint("call_sid", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_sid: Mapped[str] = mapped_column(String(64))
    step: Mapped[int]
    """From 1; the answer to step N leads to step N + 1."""
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    question: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What was asked (`asking.Question` as data); null where nothing more is asked."""
    twiml: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
