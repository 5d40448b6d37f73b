"""What a caseworker needs a list of: choices with names, and people who need a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from choice_register.audit import Actor, record
from choice_register.decisions import view_person
from choice_register.models import Choice, Decision, LetterCode, Person
from choice_register.states import ChoiceState, LetterState, PersonView
from foundation.clock import Clock
from foundation.database import Database


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
        listed = []
        with self._database.write() as session:
            now = self._clock.now()
            for choice, person in session.execute(chosen).all():
                case = {"case_number": choice.case_number, "service": choice.service}
                record(session, now, actor, "choice_seen", person, **case)
                listed.append(
                    ListedChoice(
                        case_number=choice.case_number,
                        municipality=choice.municipality,
                        person_id=person.id,
                        name=person.name,
                        service=choice.service,
                        provider_id=choice.provider_id,
                        state=choice.state,
                        received_on=Clock(choice.received_at).today(),
                        effect_date=choice.effect_date,
                    )
                )
        return listed

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
        live = (
            select(LetterCode.id)
            .where(LetterCode.person_id == Person.id, LetterCode.state == LetterState.LIVE)
            .where(LetterCode.expires_at > self._clock.now(), LetterCode.mandate_id.is_(None))
        )
        with self._database.read() as session:
            rows = session.execute(
                select(Person, Decision.reference)
                .join(Decision, Decision.person_id == Person.id)
                .where(Person.municipality == municipality, ~live.exists())
                .where(or_(Decision.valid_to.is_(None), Decision.valid_to >= self._clock.today()))
                .order_by(Person.name, Person.id, Decision.decided_on, Decision.id)
            )
            # The last one of each person stays.
            found = {person.id: (view_person(person), last) for person, last in rows}
        return list(found.values())
