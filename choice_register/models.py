"""The register's tables."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from choice_register.event_types import EventType
from choice_register.mandates.types import MandateKind, Scope
from choice_register.types import Authority, ChoiceState
from core.database import Base, UtcDateTime

LIVE_STATES = "state IN ('received', 'approved')"


def word(values: type[StrEnum]) -> Enum:
    """A column that keeps the word itself and is checked by the database."""
    words = [value.value for value in values]
    return Enum(
        values,
        values_callable=lambda _: words,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=values.__name__.lower(),
    )


class Person(Base):
    """Somebody with a letter from a municipality. The phone number proves nothing."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    national_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    birth_date: Mapped[date]
    phone: Mapped[str | None] = mapped_column(index=True)
    phone_corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a caseworker put another number here than the municipality's file had."""
    phone_before: Mapped[str | None]
    """The number that the correction replaced: the file's, until the file is mended too."""
    municipality: Mapped[str]
    district: Mapped[str | None]
    standard: Mapped[str]
    decisions: Mapped[list["Decision"]] = relationship(back_populates="person")

    __table_args__ = (
        Index("ix_person_municipality_birth_date", "municipality", "birth_date"),
        CheckConstraint("standard IN ('nb', 'nn')", name="standard"),
    )


class Decision(Base):
    """A decision (vedtak) by the municipality: what help a person gets, and for how long."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reference: Mapped[str]
    decided_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    """The last day it is in force; None when the decision names no end."""
    person: Mapped[Person] = relationship(back_populates="decisions")
    services: Mapped[list["GrantedService"]] = relationship(
        back_populates="decision", order_by="GrantedService.id"
    )

    __table_args__ = (UniqueConstraint("person_id", "reference"),)


class GrantedService(Base):
    """One service in a decision, in the decision's own words."""

    __tablename__ = "granted_service"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    service: Mapped[str]
    hours_per_week: Mapped[float | None]
    tasks: Mapped[list[str]] = mapped_column(JSON)
    choose_by: Mapped[date | None]
    decision: Mapped[Decision] = relationship(back_populates="services")

    __table_args__ = (UniqueConstraint("decision_id", "service"),)


class Choice(Base):
    """A person's choice of provider for one service. A request for several shares a case number."""

    __tablename__ = "choice"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    municipality: Mapped[str]
    case_number: Mapped[str]
    service: Mapped[str]
    provider_id: Mapped[str]
    contract_id: Mapped[str] = mapped_column(index=True)
    """The contract whose place it takes."""
    state: Mapped[ChoiceState] = mapped_column(word(ChoiceState))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    effect_date: Mapped[date | None]
    """The day it takes effect; None while nobody has stated it."""
    ended_on: Mapped[date | None]
    channel: Mapped[str]
    authority: Mapped[Authority] = mapped_column(word(Authority))
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    """The mandate that it was made with, if it was."""
    conversation: Mapped[str | None]
    key: Mapped[str]
    rejection_reason: Mapped[str | None]
    end_reason: Mapped[str | None]
    """Why one in effect ended: a word of `EndReason`, or a caseworker's own words."""

    __table_args__ = (
        UniqueConstraint("municipality", "case_number", "service"),
        Index("ix_choice_municipality_received_at", "municipality", "received_at"),
        # The last guard, under every lock: one under way and one in effect for a service.
        Index(
            "uq_choice_under_way",
            "person_id",
            "service",
            unique=True,
            sqlite_where=text(LIVE_STATES),
            postgresql_where=text(LIVE_STATES),
        ),
        Index(
            "uq_choice_in_effect",
            "person_id",
            "service",
            unique=True,
            sqlite_where=text("state = 'in_effect'"),
            postgresql_where=text("state = 'in_effect'"),
        ),
    )


class Mandate(Base):
    """That somebody may see a person's case, or also choose for the person, until a day."""

    __tablename__ = "mandate"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    municipality: Mapped[str] = mapped_column(index=True)
    kind: Mapped[MandateKind] = mapped_column(word(MandateKind))
    scope: Mapped[Scope] = mapped_column(word(Scope))
    agent_name: Mapped[str]
    agent_phone: Mapped[str | None]
    """In E.164. It is where the code was sent, and proves nothing."""
    agent_subject: Mapped[str | None] = mapped_column(index=True)
    """A keyed hash of the national id that first signed in with it; nobody else then can."""
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    given_through: Mapped[str]
    conversation: Mapped[str | None]
    reference: Mapped[str | None]
    seen_on: Mapped[date | None]
    seen_by: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None]
    key: Mapped[str] = mapped_column(unique=True)
    person: Mapped[Person] = relationship()

    __table_args__ = (
        CheckConstraint("valid_from <= valid_to", name="days"),
        CheckConstraint(
            "kind = 'given' OR (reference IS NOT NULL AND seen_on IS NOT NULL"
            " AND seen_by IS NOT NULL)",
            name="paper",
        ),
    )


class ProviderName(Base):
    """What a provider of the catalogue is or was called; the row stays when the provider leaves."""

    __tablename__ = "provider_name"

    provider_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Audit(Base):
    """One line for each change and each look at a decision. Only ever added to."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    who: Mapped[str]
    subject: Mapped[str | None]
    """Of a caseworker's sign-in (`sub`): two may have one name, and a name may change."""
    what: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    municipality: Mapped[str | None]
    channel: Mapped[str | None]
    authority: Mapped[str | None]
    conversation: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class DomainEvent(Base):
    """Something that happened to a choice or a mandate. Only ever added to."""

    __tablename__ = "domain_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[EventType] = mapped_column(word(EventType))
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    municipality: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    choice_id: Mapped[int | None] = mapped_column(ForeignKey("choice.id"))
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)


class Done(Base):
    """The outcome of an act: the same act with the same key is answered and not repeated."""

    __tablename__ = "done"

    act: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON)


class Lock(Base):
    """A row that one transaction at a time holds, and the counter that some locks guard."""

    __tablename__ = "lock"

    name: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
