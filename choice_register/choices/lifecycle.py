"""State transitions of a choice after receipt: approval, rejection, effect."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from choice_register.audit import SYSTEM, Actor, record
from choice_register.choices.choice_end import end_choice
from choice_register.choices.choice_view import naming, view_choice
from choice_register.decisions import choice_in_effect, is_granted
from choice_register.events import EventType, choice_event
from choice_register.idempotency import hold
from choice_register.models import Choice, Person
from choice_register.queries.case_file import version_of
from choice_register.types import (
    UNDER_WAY,
    ChoiceState,
    ChoiceView,
    EndReason,
    NotAllowed,
    NotGranted,
    Overtaken,
)
from core.clock import Clock
from core.database import Database


class Lifecycle:
    """Approves and rejects choices, and brings them into effect on their day.

    Args:
        database: where choices are kept.
        clock: what day it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def approve(
        self,
        municipality: str,
        case_number: str,
        actor: Actor,
        effect_date: date | None = None,
        *,
        seen: str | None = None,
    ) -> list[ChoiceView]:
        """Approve what is under way in a case.

        A choice that its date has overtaken takes effect today at the earliest. Approving again
        changes nothing but a date given.

        Args:
            effect_date: the day agreed with the provider; needed in the end where the
                municipality's rule states none.
            seen: the `version` of the case file that this is decided by.

        Raises:
            Overtaken: something has happened in the case since it was seen.
            NotGranted: no decision grants the service on the day when it would take effect.
            NotAllowed: nothing in the case is under way, or the date is past.
        """
        today = self._clock.today()
        if effect_date is not None and effect_date < today:
            raise NotAllowed("a choice cannot take effect on a day that is past")
        with self._database.write() as session:
            person, choices = self._under_way(session, municipality, case_number, seen)
            for choice in choices:
                date_then = effect_date or (choice.effect_date and max(choice.effect_date, today))
                if choice.state is ChoiceState.APPROVED and date_then == choice.effect_date:
                    continue
                if not is_granted(session, person.id, choice.service, date_then or today):
                    raise NotGranted(f"no decision grants {choice.service} on that day")
                choice.state = ChoiceState.APPROVED
                choice.effect_date = date_then
                details = {"effect_date": date_then.isoformat() if date_then else None}
                self._record(session, actor, "choice_approved", person, choice, **details)
                now = self._clock.now()
                day = details["effect_date"]
                choice_event(session, now, EventType.CHOICE_APPROVED, choice, effect_date=day)
            return self._views(choices)

    def reject(
        self,
        municipality: str,
        case_number: str,
        actor: Actor,
        reason: str,
        *,
        seen: str | None = None,
    ) -> list[ChoiceView]:
        """Reject what is under way in a case, for a reason that the person is told.

        Args:
            reason: in the words that the letter about it takes.
            seen: as for `approve`.

        Raises:
            Overtaken: something has happened in the case since it was seen.
            NotAllowed: nothing in the case is under way.
            ValueError: no reason.
        """
        if not reason.strip():
            raise ValueError("a rejection needs a reason")
        with self._database.write() as session:
            person, choices = self._under_way(session, municipality, case_number, seen)
            for choice in choices:
                choice.state = ChoiceState.REJECTED
                choice.ended_on = self._clock.today()
                choice.rejection_reason = reason
                self._record(session, actor, "choice_rejected", person, choice, reason=reason)
                choice_event(session, self._clock.now(), EventType.CHOICE_REJECTED, choice)
            return self._views(choices)

    def bring_into_effect(self, today: date | None = None) -> list[ChoiceView]:
        """Start every approved choice whose day has come, and end the one before it.

        A choice whose person has no decision on the service any more is left to a caseworker.
        Each choice is a transaction of its own; running it again does nothing more.

        Args:
            today: the day in Oslo; the clock's when not given.
        """
        day = today or self._clock.today()
        with self._database.read() as session:
            due = session.execute(
                select(Choice.id, Choice.person_id)
                .where(Choice.state == ChoiceState.APPROVED, Choice.effect_date <= day)
                .order_by(Choice.effect_date, Choice.id)
            ).all()
        started = [self._start(choice_id, person_id, day) for choice_id, person_id in due]
        return [view for view in started if view is not None]

    def _start(self, choice_id: int, person_id: int, day: date) -> ChoiceView | None:
        with self._database.write() as session:
            hold(session, f"person:{person_id}")
            choice = session.get_one(Choice, choice_id)
            if choice.state is not ChoiceState.APPROVED or not _is_due(choice, day):
                return None
            if not is_granted(session, person_id, choice.service, day):
                return None
            person = session.get_one(Person, person_id)
            former = choice_in_effect(session, person_id, choice.service)
            if former is not None:
                # Ended before the new one starts: the database allows one in effect at a time.
                end_choice(
                    session,
                    former,
                    SYSTEM,
                    at=self._clock.now(),
                    reason=EndReason.SWITCHED,
                    last=choice.effect_date or day,
                )
            choice.state = ChoiceState.IN_EFFECT
            self._record(session, SYSTEM, "choice_in_effect", person, choice)
            return view_choice(choice, day)

    def _under_way(
        self, session: Session, municipality: str, case_number: str, seen: str | None
    ) -> tuple[Person, list[Choice]]:
        person, in_case = hold_case(session, municipality, case_number, seen)
        choices = [each for each in in_case if each.state in UNDER_WAY]
        if not choices:
            raise NotAllowed(f"nothing in case {case_number} is under way")
        return person, choices

    def _record(
        self,
        session: Session,
        actor: Actor,
        what: str,
        person: Person,
        choice: Choice,
        **details: str | None,
    ) -> None:
        record(session, self._clock.now(), actor, what, person, **naming(choice), **details)

    def _views(self, choices: list[Choice]) -> list[ChoiceView]:
        return [view_choice(each, self._clock.today()) for each in choices]


def hold_case(
    session: Session, municipality: str, case_number: str, seen: str | None
) -> tuple[Person, list[Choice]]:
    """Take the lock of a case's person, and give the person and the choices as they are then.

    Raises:
        Overtaken: the case does not look as in `seen`.
        NotAllowed: no such case.
    """
    in_case = select(Choice).where(
        Choice.municipality == municipality, Choice.case_number == case_number
    )
    first = session.scalars(in_case.limit(1)).first()
    if first is None:
        raise NotAllowed(f"no case {case_number} in municipality {municipality}")
    hold(session, f"person:{first.person_id}")
    again = in_case.order_by(Choice.id).execution_options(populate_existing=True)
    choices = list(session.scalars(again))
    if seen is not None and seen != version_of(choices):
        raise Overtaken(f"case {case_number} has changed since it was seen")
    return session.get_one(Person, first.person_id), choices


def _is_due(choice: Choice, day: date) -> bool:
    return choice.effect_date is not None and choice.effect_date <= day
