"""The tables of this room: every edition that was ever proposed, and how many were approved."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Enum, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UtcDateTime


class State(StrEnum):
    """Where an edition stands. What is in force is the newest approved one of its piece."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Revision(Base):
    """One change of one piece of a municipality's content. Decided once; then never changed."""

    __tablename__ = "edition"
    __table_args__ = (
        CheckConstraint("state <> 'approved' OR decided_by_id <> author_id", name="two_people"),
        Index("ix_edition_municipality_piece", "municipality", "piece"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(String(4))
    piece: Mapped[str] = mapped_column(String(160))
    """What is changed: `text:choice.pick`, `rule:price`, `rule:price:bpa`, `provider:…`."""
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    """What its author saw in force; none where there was nothing."""
    content: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    """What is proposed; none means the program's own content, without an edition."""
    why: Mapped[str] = mapped_column(Text)
    author_id: Mapped[str] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(String(200))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[State] = mapped_column(
        Enum(State, native_enum=False, length=20, values_callable=lambda e: [s.value for s in e])
    )
    decided_by_id: Mapped[str | None] = mapped_column(String(200))
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text)
    """What was said when it was decided."""
    number: Mapped[int | None] = mapped_column(unique=True)
    """Its place among all that were approved, from 1."""


class RevisionCount(Base):
    """How many were approved: one row. Whoever proposes or decides holds it, one at a time."""

    __tablename__ = "edition_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    approved: Mapped[int]
