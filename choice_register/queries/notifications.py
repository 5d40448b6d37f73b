"""Queries of notifications: choices and deadlines to tell of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select

from choice_register.choices.stopping import RESTORED
from choice_register.decisions import decision_in_force, view_person
from choice_register.events import EventType, Undoing
from choice_register.models import (
    Choice,
    Decision,
    DomainEvent,
    GrantedService,
    Mandate,
    Person,
)
from choice_register.types import TAKES_A_PLACE, Authority, ChoiceState, PersonView
from core.clock import Clock
from core.database import Database

_DECIDED = {
    EventType.CHOICE_APPROVED: ChoiceState.APPROVED,
    EventType.CHOICE_REJECTED: ChoiceState.REJECTED,
}
"""The events of a caseworker's decision, and the state that each leads to."""
_DONE = {
    EventType.MANDATE_GIVEN: "mandate_given",
    EventType.CHOICE_RECEIVED: "choice_received",
    EventType.CHOICE_UNDONE: "choice_withdrawn",
}
"""What people are told of, by event, as the notices' keys have it."""
_FOLLOWS = frozenset({Undoing.REPLACED, Undoing.MOVED, Undoing.STOPPED, RESTORED})
"""Why something happened to a choice that needs no word of its own."""
ONE_ACT = timedelta(minutes=1)
"""Events of one kind in one case and conversation within this time are one act: it has one for each
service."""


@dataclass(frozen=True)
class ChoiceToTell:
    """A choice that somebody may be written to about.

    Attributes:
        conversation: where the person made it; None on paper, and where an agent did.
    """

    person: PersonView
    municipality: str
    case_number: str
    service: str
    provider_id: str
    state: ChoiceState
    effect_date: date | None
    conversation: str | None


@dataclass(frozen=True)
class NotChosen:
    """A service for which a person may choose until a day, and has not."""

    person: PersonView
    service: str
    choose_by: date


@dataclass(frozen=True)
class Act:
    """Something done in a person's case that the person is to know of, unless it was there.

    Attributes:
        event: of its first event: acts of one kind in one case and conversation are one.
        what: `mandate_given`, `choice_received` or `choice_withdrawn`.
        mandate_id, agent_name, valid_to: the mandate that was given, or by which it was done.
        case_number, provider_id: the choice's; None for a mandate that was given.
        conversation: where it was done; None where a caseworker did it.
    """

    event: int
    person: PersonView
    municipality: str
    what: str
    done_at: datetime
    mandate_id: int | None
    agent_name: str | None
    valid_to: date | None
    case_number: str | None
    provider_id: str | None
    conversation: str | None


class Noticing:
    """Looks up what notices are about: the system's own work, which nobody sees but the person.

    Args:
        database: where everything is kept.
        clock: what day it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def choices_to_tell(
        self,
        states: Sequence[ChoiceState],
        *,
        first: date | None = None,
        last: date | None = None,
        case_number: str | None = None,
        municipality: str | None = None,
        provider_id: str | None = None,
    ) -> list[ChoiceToTell]:
        """Choices in some states, by case.

        Args:
            states: which choices.
            first, last: only those that take effect from a day, or up to one.
            case_number, municipality, provider_id: only those of one.
        """
        conditions: list[ColumnElement[bool]] = [Choice.state.in_(states)]
        if first is not None:
            conditions.append(Choice.effect_date >= first)
        if last is not None:
            conditions.append(Choice.effect_date <= last)
        for column, value in (
            (Choice.case_number, case_number),
            (Choice.municipality, municipality),
            (Choice.provider_id, provider_id),
        ):
            if value is not None:
                conditions.append(column == value)
        with self._database.read() as session:
            rows = session.execute(
                select(Choice, Person)
                .join(Person, Person.id == Choice.person_id)
                .where(*conditions)
                .order_by(Choice.municipality, Choice.case_number, Choice.id)
            ).all()
        return [_to_tell(choice, person) for choice, person in rows]

    def decided_since(self, since: datetime) -> list[ChoiceToTell]:
        """Choices that a caseworker has approved or rejected since a time, and that are so still.

        By the events of the acts, of which each choice counts once: a date that is moved later is
        no new decision.
        """
        query = (
            select(DomainEvent.type, Choice, Person)
            .join(Choice, Choice.id == DomainEvent.choice_id)
            .join(Person, Person.id == DomainEvent.person_id)
            .where(DomainEvent.occurred_at >= since, DomainEvent.type.in_(_DECIDED))
            .order_by(DomainEvent.occurred_at, DomainEvent.id)
        )
        with self._database.read() as session:
            found = {
                choice.id: _to_tell(choice, person)
                for event, choice, person in session.execute(query).all()
                if _DECIDED[event] is choice.state
            }
        return list(found.values())

    def acts_since(self, since: datetime) -> list[Act]:
        """What was done in people's cases since a time, by code, sign-in or mandate.

        Left out are a caseworker's own acts, which rest on a paper or a talk, and what follows from
        another act: a choice that a new one replaces, a move, and what was stopped or put back.
        """
        query = (
            select(DomainEvent, Person, Mandate, Choice)
            .join(Person, Person.id == DomainEvent.person_id)
            .outerjoin(Mandate, Mandate.id == DomainEvent.mandate_id)
            .outerjoin(Choice, Choice.id == DomainEvent.choice_id)
            .where(DomainEvent.occurred_at >= since, DomainEvent.type.in_(_DONE))
            .order_by(DomainEvent.occurred_at, DomainEvent.id)
        )
        found: dict[tuple[object, ...], list[Act]] = {}
        with self._database.read() as session:
            for event, person, mandate, choice in session.execute(query).all():
                payload = event.payload
                by_caseworker = payload.get("authority") == Authority.CASEWORKER
                if by_caseworker or payload.get("why") in _FOLLOWS:
                    continue
                given = event.type is EventType.MANDATE_GIVEN
                conversation = mandate.conversation if given else payload.get("conversation")
                key = (event.type, event.mandate_id, payload.get("case_number"), conversation)
                same = found.setdefault(key, [])
                if same and event.occurred_at - same[-1].done_at < ONE_ACT:
                    continue
                same.append(
                    Act(
                        event=event.id,
                        person=view_person(person),
                        municipality=event.municipality,
                        what=_DONE[event.type],
                        done_at=event.occurred_at,
                        mandate_id=event.mandate_id,
                        agent_name=mandate.agent_name if mandate else None,
                        valid_to=mandate.valid_to if mandate else None,
                        case_number=payload.get("case_number"),
                        provider_id=choice.provider_id if choice else None,
                        conversation=conversation,
                    )
                )
        return sorted((act for acts in found.values() for act in acts), key=lambda act: act.event)

    def not_chosen(self, first: date, last: date, person_id: int | None = None) -> list[NotChosen]:
        """Services of the decisions in force whose last day to choose lies between two days.

        Left out is whoever has a choice under way or in effect for the service.

        Args:
            first, last: the days, both included.
            person_id: only this person's.
        """
        chosen = select(Choice.id).where(
            Choice.person_id == Decision.person_id,
            Choice.service == GrantedService.service,
            Choice.state.in_(TAKES_A_PLACE),
        )
        query = (
            select(GrantedService, Decision, Person)
            .join(Decision, Decision.id == GrantedService.decision_id)
            .join(Person, Person.id == Decision.person_id)
            .where(GrantedService.choose_by.between(first, last), ~chosen.exists())
            .order_by(GrantedService.choose_by, GrantedService.id)
        )
        if person_id is not None:
            query = query.where(Person.id == person_id)
        today = self._clock.today()
        found = []
        with self._database.read() as session:
            for granted, decision, person in session.execute(query).all():
                in_force = decision_in_force(session, person.id, today)
                day = granted.choose_by
                if in_force is not None and in_force.id == decision.id and day is not None:
                    found.append(NotChosen(view_person(person), granted.service, day))
        return found

    def chosen_since(
        self, since: datetime, person_id: int | None, conversations: Sequence[str]
    ) -> bool:
        """Whether somebody has registered a choice since a time, whatever became of it.

        Args:
            since: when.
            person_id: the person, where known.
            conversations: where else the choice may have been made.
        """
        theirs = or_(
            Choice.conversation.in_(conversations),
            Choice.person_id == person_id if person_id is not None else Choice.id.is_(None),
        )
        query = select(Choice.id).where(Choice.received_at >= since, theirs)
        with self._database.read() as session:
            return session.scalar(query.limit(1)) is not None


def _to_tell(choice: Choice, person: Person) -> ChoiceToTell:
    return ChoiceToTell(
        person=view_person(person),
        municipality=choice.municipality,
        case_number=choice.case_number,
        service=choice.service,
        provider_id=choice.provider_id,
        state=choice.state,
        effect_date=choice.effect_date,
        # An agent's telephone is not the person's, and gets nothing that is for the person.
        conversation=None if choice.mandate_id else choice.conversation,
    )
