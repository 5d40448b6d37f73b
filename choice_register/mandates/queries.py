"""Lists of mandates: a person's own, and a municipality's."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record
from choice_register.mandates.status import is_live, state_of, view_mandate
from choice_register.mandates.types import CheckReason, ListedMandate, MandateState, MandateView
from choice_register.models import Mandate, Person
from choice_register.types import LetterState
from choice_register.verification.models import LetterCode
from core.clock import Clock
from core.database import Database

ENDS_SOON = timedelta(days=30)
"""So long before its last day a mandate on paper is to be looked at again."""
IN_FORCE = (MandateState.LIVE, MandateState.COMING)


class MandateQueries:
    """Tells who has mandates, and which of them a caseworker should look at.

    Args:
        database: where they are kept.
        clock: what day it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(
        self, person_id: int, actor: Actor | None = None, *, every: bool = False
    ) -> list[MandateView]:
        """A person's mandates, the newest first.

        Args:
            actor: who looks, for the audit; None for the person, whose own they are.
            every: also those that have ended.
        """
        with self._database.read() as session:
            found = session.scalars(
                select(Mandate).where(Mandate.person_id == person_id).order_by(Mandate.id.desc())
            ).all()
            views = [view_mandate(each, self._clock.today()) for each in found]
        if actor is not None and found:
            with self._database.write() as session:
                person = session.get_one(Person, person_id)
                record(session, self._clock.now(), actor, "mandates_seen", person)
        return [each for each in views if every or each.state in IN_FORCE]

    def one(self, municipality: str, mandate_id: int, actor: Actor) -> ListedMandate | None:
        """One mandate of a municipality, or None. The look is audited."""
        with self._database.write() as session:
            mandate = session.get(Mandate, mandate_id)
            if mandate is None or mandate.municipality != municipality:
                return None
            return self._listed(session, mandate, actor)

    def cases_from(self, number: str) -> frozenset[int]:
        """The people whose cases may be spoken of from a telephone: its owners, and who gave one of
        them a mandate. It tells that there are several, and proves nothing.

        Args:
            number: in E.164.
        """
        with self._database.read() as session:
            owners = session.scalars(select(Person.id).where(Person.phone == number))
            given = session.scalars(select(Mandate).where(Mandate.agent_phone == number))
            now = self._clock.now()
            return frozenset({*owners, *(each.person_id for each in given if is_live(each, now))})

    def listed(
        self, actor: Actor, municipality: str | None = None, *, every: bool = False
    ) -> list[ListedMandate]:
        """Mandates with their givers' names, those that end first first. The looks are audited.

        Args:
            municipality: only its; None for every municipality's.
            every: also those that have ended.
        """
        rows = select(Mandate).order_by(Mandate.valid_to, Mandate.id)
        if municipality is not None:
            rows = rows.where(Mandate.municipality == municipality)
        with self._database.write() as session:
            today = self._clock.today()
            return [
                self._listed(session, each, actor)
                for each in session.scalars(rows)
                if every or state_of(each, today) in IN_FORCE
            ]

    def to_check(self, actor: Actor, municipality: str | None = None) -> list[ListedMandate]:
        """The mandates in force that deserve a caseworker's look, and why; the rest is not seen."""
        rows = select(Mandate).order_by(Mandate.valid_to, Mandate.id)
        if municipality is not None:
            rows = rows.where(Mandate.municipality == municipality)
        with self._database.write() as session:
            today = self._clock.today()
            return [
                self._listed(session, each, actor)
                for each in session.scalars(rows)
                if state_of(each, today) in IN_FORCE and self._why(session, each)
            ]

    def _listed(self, session: Session, mandate: Mandate, actor: Actor) -> ListedMandate:
        now, today = self._clock.now(), self._clock.today()
        record(session, now, actor, "mandate_seen", mandate.person, mandate=mandate.id)
        why = self._why(session, mandate) if state_of(mandate, today) in IN_FORCE else ()
        return ListedMandate(view_mandate(mandate, today), mandate.person.name, why)

    def _why(self, session: Session, mandate: Mandate) -> tuple[CheckReason, ...]:
        why = []
        # One that was given in the dialogue ends by itself: the person can give a new one.
        on_paper = mandate.reference is not None
        if on_paper and mandate.valid_to - self._clock.today() <= ENDS_SOON:
            why.append(CheckReason.ENDS_SOON)
        code = session.scalars(
            select(LetterCode)
            .where(LetterCode.mandate_id == mandate.id)
            .order_by(LetterCode.id.desc())
            .limit(1)
        ).first()
        if code is not None and code.state is LetterState.LOCKED:
            why.append(CheckReason.CODE_LOCKED)
        elif mandate.agent_subject is None and (
            code is None or code.expires_at <= self._clock.now()
        ):
            why.append(CheckReason.CODE_UNUSED)
        return tuple(why)
