"""The table of this room."""

import enum
from datetime import datetime

from sqlalchemy import Enum, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UtcDateTime


class LabelState(enum.StrEnum):
    """How far a label has come."""

    LABELLED = "labelled"
    """Somebody has said what the message meant; another must look at it."""
    REVIEWED = "reviewed"
    """An example to train on."""
    DROPPED = "dropped"
    """Not worth learning from, or not possible to make anonymous."""


class Label(Base):
    """What a missed message meant, in words that no longer tell who wrote it."""

    __tablename__ = "label"

    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The message in `channels`; kept after its words are purged, so that it is not asked again."""
    municipality: Mapped[str] = mapped_column(String(4), index=True)
    text: Mapped[str] = mapped_column(Text)
    intent: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[LabelState] = mapped_column(
        Enum(
            LabelState,
            native_enum=False,
            length=20,
            values_callable=lambda states: [state.value for state in states],
        )
    )
    labelled_by: Mapped[str] = mapped_column(String(80))
    labelled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reviewed_by: Mapped[str | None] = mapped_column(String(80))
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
