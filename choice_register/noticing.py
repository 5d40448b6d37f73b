"""What must be known to write to people in time: choices, deadlines, and what was chosen since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select

from choice_register.decisions import decision_in_force, view_person
from choice_register.models import Audit, Choice, Decision, GrantedService, Mandate, Person
from choice_register.states import TAKES_A_PLACE, ChoiceState, PersonView
from foundation.clock import Clock
from foundation.database import Database

_DECIDED = {"choice_approved": ChoiceState.APPROVED, "choice_rejected": ChoiceState.REJECTED}
"""What the audit calls a caseworker's decision, and the state that it leads to."""


_GIVEN = "mandate_given"
_DONE_BY_AGENTS = ("choice_received", "choice_withdrawn")


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
class MandateAct:
    """Something about a mandate that its giver is to know.

    Attributes:
        what: `mandate_given`, or what the agent did: `choice_received`, `choice_withdrawn`.
        case_number: the choice's; None for a mandate that was given.
        conversation: where it was given; None for what the agent did, which is not the giver's.
        through: the door that it came by.
    """

    person: PersonView
    municipality: str
    what: str
    mandate_id: int
    agent_name: str
    valid_to: date
    case_number: str | None
    conversation: str | None
    through: str | None


class Noticing:
    """Looks up what notices are about: the house's own work, which nobody sees but the person.

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

        Told by the audit: a date that is moved later is no new decision.
        """
        query = (
            select(Audit, Choice, Person)
            .join(Person, Person.id == Audit.person_id)
            .join(Choice, Choice.person_id == Person.id)
            .where(Audit.at >= since, Audit.what.in_(_DECIDED))
            .where(Choice.state.in_(_DECIDED.values()))
            .order_by(Audit.at, Audit.id, Choice.id)
        )
        with self._database.read() as session:
            found = {
                choice.id: _to_tell(choice, person)
                for line, choice, person in session.execute(query).all()
                if _DECIDED[line.what] is choice.state
                and line.details["case_number"] == choice.case_number
                and line.details["service"] == choice.service
            }
        return list(found.values())

    def acts_by_mandate(self, since: datetime) -> list[MandateAct]:
        """Mandates given, and what was done with them, since a time: what their givers are told."""
        query = (
            select(Audit, Person)
            .join(Person, Person.id == Audit.person_id)
            .where(Audit.at >= since, Audit.what.in_((_GIVEN, *_DONE_BY_AGENTS)))
            .where(or_(Audit.what == _GIVEN, Audit.who == "agent"))
            .order_by(Audit.at, Audit.id)
        )
        with self._database.read() as session:
            found = {}
            for line, person in session.execute(query).all():
                given = line.what == _GIVEN
                number = line.details["mandate"] if given else (line.authority or "").split(":")[1]
                mandate = session.get_one(Mandate, int(number))
                case_number = line.details.get("case_number")
                found[line.what, mandate.id, case_number] = MandateAct(
                    person=view_person(person),
                    municipality=mandate.municipality,
                    what=line.what,
                    mandate_id=mandate.id,
                    agent_name=mandate.agent_name,
                    valid_to=mandate.valid_to,
                    case_number=case_number,
                    conversation=line.conversation if given else None,
                    through=line.channel,
                )
        return list(found.values())

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
