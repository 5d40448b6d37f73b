"""Moving a person to another municipality: what the former one granted ends, and its places."""

from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record, record_about
from choice_register.choices.choice_end import end_choice
from choice_register.choices.choice_view import naming
from choice_register.decisions import view_person
from choice_register.events import EventType, Undoing, choice_event
from choice_register.idempotency import hold
from choice_register.mandates.revocation import end_mandate
from choice_register.models import Choice, Decision, Mandate, Person
from choice_register.types import (
    TAKES_A_PLACE,
    UNDER_WAY,
    ChoiceState,
    EndReason,
    LetterState,
    PersonView,
)
from choice_register.verification.letters import end_letters
from core.clock import Clock
from core.database import Database
from provider_catalog.catalogue import Catalogue


class Moving:
    """Moves people.

    Args:
        database: where they are kept.
        catalogue: knows municipalities and districts.
        clock: what day it is.
    """

    def __init__(self, database: Database, catalogue: Catalogue, clock: Clock) -> None:
        self._database = database
        self._catalogue = catalogue
        self._clock = clock

    def move(
        self, person_id: int, municipality: str, district: str | None, actor: Actor
    ) -> PersonView:
        """Move a person, and end everything that the former municipality granted.

        Choices under way are withdrawn and those in effect ended, so their places are free.
        Mandates, codes, proofs and decisions end; the new municipality makes its own.

        Raises:
            NoResultFound: no such person.
            ValueError: the municipality is not in the catalogue, has no such district, or is the
                one where the person lives already.
        """
        require_district(self._catalogue, municipality, district)
        with self._database.write() as session:
            hold(session, f"person:{person_id}")
            hold(session, "codes")
            person = session.get_one(Person, person_id)
            if person.municipality == municipality:
                raise ValueError(f"the person lives in {municipality} already")
            move(session, self._clock, person, actor, to=(municipality, district))
            return view_person(person)


def require_district(catalogue: Catalogue, municipality: str, district: str | None) -> None:
    """Refuse a district that the municipality has not.

    Raises:
        ValueError: no such municipality or district, or it has districts and none is named.
    """
    if municipality not in {each.id for each in catalogue.municipalities()}:
        raise ValueError(f"no municipality {municipality}")
    districts = {each.id for each in catalogue.districts(municipality)}
    if (district is not None or districts) and district not in districts:
        raise ValueError(f"municipality {municipality} has no district {district}")


def has_something_under_way(session: Session, person: Person, today: date) -> bool:
    """Whether a move would end a choice or a mandate, so that somebody must have decided it."""
    choices = exists().where(Choice.person_id == person.id, Choice.state.in_(TAKES_A_PLACE))
    mandates = exists().where(
        Mandate.person_id == person.id, Mandate.withdrawn_at.is_(None), Mandate.valid_to >= today
    )
    return bool(session.scalar(select(choices | mandates)))


def move(
    session: Session, clock: Clock, person: Person, actor: Actor, *, to: tuple[str, str | None]
) -> None:
    """Move a person in the transaction of the act, under the person's lock and that of codes.

    Args:
        to: municipality and district.
    """
    now, today = clock.now(), clock.today()
    theirs = select(Choice).where(Choice.person_id == person.id, Choice.state.in_(TAKES_A_PLACE))
    for choice in session.scalars(theirs.order_by(Choice.id)):
        if choice.state in UNDER_WAY:
            choice.state, choice.ended_on = ChoiceState.WITHDRAWN, today
            details = {**naming(choice), "reason": EndReason.MOVED.value}
            record(session, now, actor, "choice_withdrawn", person, **details)
            why = Undoing.MOVED.value
            choice_event(session, now, EventType.CHOICE_UNDONE, choice, why=why)
        else:
            end_choice(session, choice, actor, at=now, reason=EndReason.MOVED, last=today)
    for mandate in session.scalars(
        select(Mandate).where(Mandate.person_id == person.id, Mandate.withdrawn_at.is_(None))
    ):
        end_mandate(session, mandate, actor, now, "moved")
    end_letters(session, person, LetterState.REPLACED, now)
    _end_decisions(session, person, clock)
    former = person.municipality
    record_about(session, now, actor, "person_moved", municipality=former, person_id=person.id)
    person.municipality, person.district = to
    session.flush()
    record(session, now, actor, "person_moved", person, former=former)


def _end_decisions(session: Session, person: Person, clock: Clock) -> None:
    """The former municipality's decisions: ended yesterday, or gone where they never began."""
    today = clock.today()
    for decision in session.scalars(select(Decision).where(Decision.person_id == person.id)):
        if decision.valid_from >= today:
            for granted in decision.services:
                session.delete(granted)
            session.delete(decision)
        elif decision.valid_to is None or decision.valid_to >= today:
            decision.valid_to = today - timedelta(days=1)
