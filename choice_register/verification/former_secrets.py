"""What a former secret made and is still in force."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from choice_register.mandates.status import end_of
from choice_register.models import Mandate
from choice_register.types import LetterState
from choice_register.verification.models import LetterCode
from core.database import Database


@dataclass(frozen=True)
class MadeByFormer:
    """How much of the register hangs on former secrets.

    Attributes:
        mandates: bound to a sign-in.
        letters: live, and from before the change.
        last: when the last of these letters ends.
    """

    mandates: int
    letters: int
    last: datetime | None


def made_by_former(database: Database, mark: str, changed: datetime, now: datetime) -> MadeByFormer:
    """Count what the current secret has not made.

    Args:
        mark: the current secret's.
        changed: when it came into use: letters from before hold a second code of a former one.
    """
    bound = select(Mandate).where(
        Mandate.agent_subject.is_not(None), Mandate.agent_subject.not_like(f"{mark}:%")
    )
    from_before = select(func.count(), func.max(LetterCode.expires_at)).where(
        LetterCode.state == LetterState.LIVE,
        LetterCode.mandate_id.is_(None),
        LetterCode.expires_at > now,
        LetterCode.issued_at < changed,
    )
    with database.read() as session:
        mandates = sum(end_of(each) > now for each in session.scalars(bound))
        letters, last = session.execute(from_before).one()
    return MadeByFormer(mandates, letters, last)
