"""List queries for caseworkers: choices with names, people who need a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record
from choice_register.decisions import is_granted, view_person
from choice_register.models import Choice, Decision, Person
from choice_register.types import TAKES_A_PLACE, ChoiceState, LetterState, PersonView
from choice_register.verification.models import LetterCode
from core.clock import Clock
from core.database import Database


@dataclass(frozen=True)
class ListedChoice:
    """A choice as a caseworker sees it in a list."""

    case_number: str
    municipality: str
    person_id: int
    name: str
    service: str
    provider_id: str
    state: ChoiceState
    received_on: date
    effect_date: date | None
    granted: bool
    """Whether a decision grants the service on the day of effect, or today where that is past."""


@dataclass(frozen=True)
class InUse:
    """What of the catalogue people's choices rest on: those under way, and those in effect."""

    providers: frozenset[str]
    contracts: frozenset[str]


@dataclass(frozen=True)
class KnownPerson:
    """A person in a list: the name, and the part of the municipality."""

    name: str
    district: str | None


@dataclass(frozen=True)
class UnderWay:
    """A choice that waits for an answer or for its day, without a word of whose it is."""

    service: str
    provider_id: str
    district: str | None
    received_on: date
    effect_date: date | None


class Caseload:
    """Lists for caseworkers.

    Args:
        database: where everything is kept.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def list_choices(
        self, actor: Actor, states: Sequence[ChoiceState], municipality: str | None = None
    ) -> list[ListedChoice]:
        """The choices in some states, the oldest first. That they were seen is audited.

        Args:
            actor: who looks.
            states: which choices.
            municipality: only its choices; None for every municipality's.
        """
        chosen = (
            select(Choice, Person)
            .join(Person, Person.id == Choice.person_id)
            .where(Choice.state.in_(states))
            .order_by(Choice.received_at, Choice.id)
        )
        if municipality is not None:
            chosen = chosen.where(Choice.municipality == municipality)
        with self._database.read() as session:
            rows = session.execute(chosen).all()
            listed = [self._listed(session, choice, person) for choice, person in rows]
        if not rows:
            return []
        # The looks alone are written, and before anything is shown: so the write lock that
        # SQLite has one of is not held while the list is read.
        with self._database.write() as session:
            now = self._clock.now()
            for choice, person in rows:
                case = {"case_number": choice.case_number, "service": choice.service}
                record(session, now, actor, "choice_seen", person, **case)
        return listed

    def _listed(self, session: Session, choice: Choice, person: Person) -> ListedChoice:
        today = self._clock.today()
        day = max(choice.effect_date or today, today)
        return ListedChoice(
            case_number=choice.case_number,
            municipality=choice.municipality,
            person_id=person.id,
            name=person.name,
            service=choice.service,
            provider_id=choice.provider_id,
            state=choice.state,
            received_on=Clock(choice.received_at).today(),
            effect_date=choice.effect_date,
            granted=is_granted(session, person.id, choice.service, day),
        )

    def waits_longest(self, municipality: str) -> str | None:
        """The case that has waited longest for an answer, by number; None where none waits."""
        query = (
            select(Choice.case_number)
            .where(Choice.municipality == municipality, Choice.state == ChoiceState.RECEIVED)
            .order_by(Choice.received_at, Choice.id)
            .limit(1)
        )
        with self._database.read() as session:
            return session.scalar(query)

    def under_way(self, municipality: str) -> list[UnderWay]:
        """The choices of a municipality that are received or approved: what a rule may touch."""
        states = (ChoiceState.RECEIVED, ChoiceState.APPROVED)
        query = (
            select(Choice, Person.district)
            .join(Person, Person.id == Choice.person_id)
            .where(Choice.municipality == municipality, Choice.state.in_(states))
        )
        with self._database.read() as session:
            return [
                UnderWay(
                    choice.service,
                    choice.provider_id,
                    district,
                    Clock(choice.received_at).today(),
                    choice.effect_date,
                )
                for choice, district in session.execute(query)
            ]

    def known_people(self, municipality: str, ids: Sequence[int]) -> dict[int, KnownPerson]:
        """The names of some people of a municipality, for a list of what waits.

        Whoever shows the list notes that they were seen.
        """
        query = select(Person.id, Person.name, Person.district).where(
            Person.municipality == municipality, Person.id.in_(ids)
        )
        with self._database.read() as session:
            return {
                each.id: KnownPerson(each.name, each.district) for each in session.execute(query)
            }

    def in_use(self, municipality: str | None = None) -> InUse:
        """The providers and contracts that choices under way or in effect refer to.

        Args:
            municipality: only its choices; None for every municipality's.
        """
        query = select(Choice.provider_id, Choice.contract_id).where(
            Choice.state.in_(TAKES_A_PLACE)
        )
        if municipality is not None:
            query = query.where(Choice.municipality == municipality)
        with self._database.read() as session:
            found = session.execute(query.distinct()).all()
        return InUse(frozenset(each for each, _ in found), frozenset(each for _, each in found))

    def municipalities_of(self, case_number: str) -> dict[str, list[ChoiceState]]:
        """Where there is a case of this number, and the states of its choices.

        Case numbers are a municipality's own, so two of them may use the same one.
        """
        found: dict[str, list[ChoiceState]] = {}
        with self._database.read() as session:
            rows = session.execute(
                select(Choice.municipality, Choice.state)
                .where(Choice.case_number == case_number)
                .order_by(Choice.municipality, Choice.id)
            )
            for municipality, state in rows:
                found.setdefault(municipality, []).append(state)
        return found

    def last_reference(self, person_id: int) -> str | None:
        """The reference of the decision that was made last, also one that has ended; or None."""
        with self._database.read() as session:
            return session.scalars(
                select(Decision.reference)
                .where(Decision.person_id == person_id)
                .order_by(Decision.decided_on.desc(), Decision.id.desc())
                .limit(1)
            ).first()

    def without_letter(self, municipality: str) -> list[tuple[PersonView, str]]:
        """The people whose decision has not ended and who have no live letter.

        Returns:
            Each with the reference of the decision made last, by name.
        """
        return self._with_decision(municipality, ~self._live_letter().exists())

    def letters_before(self, municipality: str, day: datetime) -> list[tuple[PersonView, str]]:
        """The people whose decision has not ended and whose live letter is from before a time.

        Args:
            municipality: kommunenummer.
            day: letters of this time and later are left out.

        Returns:
            Each with the reference of the decision made last, by name.
        """
        older = self._live_letter().where(LetterCode.issued_at < day)
        return self._with_decision(municipality, older.exists())

    def _live_letter(self) -> Select[int]:
        return (
            select(LetterCode.id)
            .where(LetterCode.person_id == Person.id, LetterCode.state == LetterState.LIVE)
            .where(LetterCode.expires_at > self._clock.now(), LetterCode.mandate_id.is_(None))
        )

    def _with_decision(
        self, municipality: str, who: ColumnElement[bool]
    ) -> list[tuple[PersonView, str]]:
        with self._database.read() as session:
            rows = session.execute(
                select(Person, Decision.reference)
                .join(Decision, Decision.person_id == Person.id)
                .where(Person.municipality == municipality, who)
                .where(or_(Decision.valid_to.is_(None), Decision.valid_to >= self._clock.today()))
                .order_by(Person.name, Person.id, Decision.decided_on, Decision.id)
            )
            # The last one of each person stays.
            found = {person.id: (view_person(person), last) for person, last in rows}
        return list(found.values())
