"""Ending a choice that is in effect: by a caseworker, or by night where no decision carries it."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from choice_register.audit import SYSTEM, Actor
from choice_register.choices.choice_end import end_choice
from choice_register.choices.choice_view import view_choice
from choice_register.choices.lifecycle import hold_case
from choice_register.decisions import decision_in_force, granted_on
from choice_register.idempotency import hold
from choice_register.models import Choice, Decision
from choice_register.types import ChoiceState, ChoiceView, EndReason, NotAllowed
from core.clock import Clock
from core.database import Database

LATE_RENEWAL = timedelta(days=28)
"""So long after the last day of a decision the choice waits for a new decision, because decisions
are often renewed late and the provider goes on. The place is free for others meanwhile."""


class ChoiceEnding:
    """Ends choices that are in effect, with a reason; the municipality's own service takes over.

    Args:
        database: where choices are kept.
        clock: what day it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def end(
        self,
        municipality: str,
        case_number: str,
        actor: Actor,
        reason: str,
        *,
        seen: str | None = None,
    ) -> list[ChoiceView]:
        """End what is in effect in a case, today.

        Args:
            reason: for the record, and for the person who asks.
            seen: as for `Lifecycle.approve`.

        Raises:
            Overtaken: something has happened in the case since it was seen.
            NotAllowed: nothing in the case is in effect.
            ValueError: no reason.
        """
        if not reason.strip():
            raise ValueError("an end needs a reason")
        now, today = self._clock.now(), self._clock.today()
        with self._database.write() as session:
            _, in_case = hold_case(session, municipality, case_number, seen)
            choices = [each for each in in_case if each.state is ChoiceState.IN_EFFECT]
            if not choices:
                raise NotAllowed(f"nothing in case {case_number} is in effect")
            for choice in choices:
                end_choice(session, choice, actor, at=now, reason=reason.strip(), last=today)
            return [view_choice(each, today) for each in choices]

    def end_without_decision(self) -> list[ChoiceView]:
        """End what no decision carries any more; run every night, and again without harm.

        Where the person has a decision that grants other services, the choice ends at once; where
        the last decision has run out, when no new one has come in `LATE_RENEWAL`. One that
        begins later keeps the choice.
        """
        today = self._clock.today()
        without = select(Choice.id, Choice.person_id).where(
            Choice.state == ChoiceState.IN_EFFECT,
            ~granted_on(Choice.person_id, Choice.service, today),
        )
        with self._database.read() as session:
            found = session.execute(without.order_by(Choice.id)).all()
        ended = [self._end_if_over(choice_id, person_id, today) for choice_id, person_id in found]
        return [each for each in ended if each is not None]

    def _end_if_over(self, choice_id: int, person_id: int, today: date) -> ChoiceView | None:
        with self._database.write() as session:
            hold(session, f"person:{person_id}")
            choice = session.get_one(Choice, choice_id, populate_existing=True)
            if choice.state is not ChoiceState.IN_EFFECT:
                return None
            last = _last_day(session, choice, today)
            if last is None:
                return None
            at, reason = self._clock.now(), EndReason.NO_DECISION
            end_choice(session, choice, SYSTEM, at=at, reason=reason, last=last)
            return view_choice(choice, today)


def _last_day(session: Session, choice: Choice, today: date) -> date | None:
    """The last day that a choice is carried by a decision; None while it is, or may be."""
    decisions: Sequence[Decision] = session.scalars(
        select(Decision).where(Decision.person_id == choice.person_id)
    ).all()
    coming = [each for each in decisions if each.valid_from > today]
    if any(choice.service in {g.service for g in each.services} for each in coming):
        return None
    in_force = decision_in_force(session, choice.person_id, today)
    if in_force is not None:
        granted = {each.service for each in in_force.services}
        return None if choice.service in granted else today
    ends = [each.valid_to for each in decisions if each.valid_to and each.valid_to < today]
    last = max(ends, default=today)
    return last if not ends or today - last > LATE_RENEWAL else None
