"""The tables of codes and proofs: who has shown to be whom."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from choice_register.models import Mandate, Person, word
from choice_register.types import LetterState
from core.database import Base, UtcDateTime


class LetterCode(Base):
    """The code of one letter, or of one mandate, hashed. The code itself is kept nowhere."""

    __tablename__ = "letter_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[LetterState] = mapped_column(word(LetterState))
    failures: Mapped[int]
    """Wrong tries in a row that this code was compared with."""
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"), index=True)
    """The mandate whose code it is; None for the person's own letter."""
    person: Mapped[Person] = relationship()
    mandate: Mapped[Mandate | None] = relationship()


class CodeTry(Base):
    """One try at a code: booked before the code is looked at, so that no crash or race is free."""

    __tablename__ = "code_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    conversation: Mapped[str] = mapped_column(index=True)
    caller: Mapped[str | None]
    municipality: Mapped[str]
    channel: Mapped[str]
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    day: Mapped[date]
    """The day in Oslo."""
    letters: Mapped[list[int]] = mapped_column(JSON)
    """The letters that the code is compared with."""
    risk: Mapped[int]
    """How much of the day's risk it spends, in live letters."""
    counted: Mapped[bool]
    """Whether it counts against the conversation and the calling number."""
    stepped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether a second code was given, because the first alone is not taken now."""
    result: Mapped[str | None]
    """None from booking to settling."""

    __table_args__ = (Index("ix_code_try_caller_day", "caller", "day"),)


class Proof(Base):
    """That the one in this conversation has shown to be the person, or to have the mandate."""

    __tablename__ = "proof"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str]
    proved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"), index=True)
    """The mandate by which somebody else acts for the person; None for the person."""
    sign_in: Mapped[str | None] = mapped_column(index=True)
    """The sign-in that it came from, by the name of its session: it ends with that."""
    mandate: Mapped[Mandate | None] = relationship()
