"""Ending a mandate, with its code and everything that it opened."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record
from choice_register.events import EventType, mandate_event
from choice_register.mandates.types import MandateKind
from choice_register.models import Mandate, Person
from choice_register.types import LetterState
from choice_register.verification.models import LetterCode
from choice_register.verification.proofs import withdraw_proofs_by


def end_mandate(
    session: Session, mandate: Mandate, actor: Actor, at: datetime, reason: str
) -> None:
    """Withdraw a mandate: its code and its proofs end in the same transaction."""
    mandate.withdrawn_at, mandate.withdrawn_by = at, actor.who
    codes = select(LetterCode).where(
        LetterCode.mandate_id == mandate.id, LetterCode.state == LetterState.LIVE
    )
    for code in session.scalars(codes):
        code.state = LetterState.REPLACED
    withdraw_proofs_by(session, mandate, at)
    details = {"mandate": mandate.id, "reason": reason}
    record(session, at, actor, "mandate_withdrawn", mandate.person, **details)
    mandate_event(session, at, EventType.MANDATE_ENDED, mandate)


def end_given_since(
    session: Session, person: Person, since: datetime, actor: Actor, at: datetime
) -> None:
    """Withdraw the mandates that were given with the code of a letter now in doubt.

    Those that a caseworker registered stay: a paper was seen.
    """
    given = select(Mandate).where(
        Mandate.person_id == person.id,
        Mandate.kind == MandateKind.GIVEN,
        Mandate.reference.is_(None),
        Mandate.given_at >= since,
        Mandate.withdrawn_at.is_(None),
    )
    for mandate in session.scalars(given):
        end_mandate(session, mandate, actor, at, "letter locked")
