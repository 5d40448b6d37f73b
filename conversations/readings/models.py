"""The table of this room: two readings of one message, side by side."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UtcDateTime


class SecondReading(Base):
    """What a second reader made of a message, beside what ours did. Kept in every mode but off."""

    __tablename__ = "second_reading"
    __table_args__ = (Index("ix_second_reading_created_at", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("inbound_message.id"), unique=True)
    """The first message of the turn."""
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used: Mapped[bool]
    """Whether the turn was given the second reading; False in shadow."""
    outcome: Mapped[str] = mapped_column(String(10))
    """`read`, or why there is no reading (`assistant.second_reader.reading.NoReading`)."""
    model: Mapped[str] = mapped_column(String(120))
    milliseconds: Mapped[int]
    tokens_in: Mapped[int]
    tokens_out: Mapped[int]
    doubted: Mapped[bool]
    """Whether our reader doubted its own reading."""
    same_first: Mapped[bool | None]
    same_acts: Mapped[bool | None]
    same_choice: Mapped[bool | None]
    """Whether the two agree; null where there is no second reading."""
    sent: Mapped[str] = mapped_column(Text)
    """The message as it left; empty where nothing did, and when words are purged."""
    embedded: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Our reading: `acts` (intents), `choice` with names."""
    second: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The other's, in the same form."""
    judged: Mapped[str | None] = mapped_column(String(10))
    """Which of them a person found right: `embedded`, `second`, `both` or `neither`."""
    judged_by: Mapped[str | None] = mapped_column(String(80))
