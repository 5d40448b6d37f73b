"""Retention in the register: expired codes, old tries at them, and how to reach a former agent.

Never what was decided, and on whose authority.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from choice_register.audit import Actor, record_about
from choice_register.idempotency import hold
from choice_register.models import Mandate, Person
from choice_register.verification.models import CodeTry, LetterCode
from core.clock import Clock
from core.database import Database


@dataclass(frozen=True)
class Forgotten:
    """How many of each."""

    letters: int
    code_tries: int
    agents: int
    """Agents of mandates that are over, whose number and sign-in are forgotten; the name stays."""


class Retention:
    """Deletes what has had its day. Why, and what the limits hang on: docs/decisions/008.

    Args:
        database: where everything is kept.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def purge(self, before: datetime, actor: Actor, *, dry_run: bool = False) -> Forgotten:
        """Delete codes that expired and tries that were made before a time.

        Of a mandate that was over by then go the agent's number and the hash of the sign-in.

        Args:
            before: at least two days ago: the limits on guessing count the tries of a day.
            actor: who asks; each municipality whose letters go gets an audit line.
            dry_run: only count.
        """
        old = LetterCode.expires_at < before
        tries = CodeTry.tried_at < before
        with self._database.write() as session:
            hold(session, "codes")
            # A try that is booked and not settled still needs the letters that it was booked for.
            booked = session.scalars(
                select(CodeTry.letters).where(CodeTry.result.is_(None), ~tries)
            )
            needed = {letter for letters in booked for letter in letters}
            old = old & LetterCode.id.not_in(needed)
            letters = dict(
                session.execute(
                    select(Person.municipality, func.count())
                    .join(LetterCode, LetterCode.person_id == Person.id)
                    .where(old)
                    .group_by(Person.municipality)
                ).all()
            )
            count = session.scalar(select(func.count()).select_from(CodeTry).where(tries)) or 0
            over = _over(before)
            agents = session.scalar(select(func.count()).select_from(Mandate).where(over)) or 0
            if not dry_run:
                session.execute(
                    update(Mandate).where(over).values(agent_phone=None, agent_subject=None)
                )
                session.execute(delete(LetterCode).where(old))
                session.execute(delete(CodeTry).where(tries))
                for municipality, gone in sorted(letters.items()):
                    record_about(
                        session,
                        self._clock.now(),
                        actor,
                        "letters_purged",
                        municipality=municipality,
                        person_id=None,
                        before=before.isoformat(),
                        letters=gone,
                    )
        return Forgotten(sum(letters.values()), count, agents)


def _over(before: datetime) -> ColumnElement[bool]:
    """Mandates that ended before a time, of whose agents something is still kept."""
    day = Clock(before).today()
    ended = or_(Mandate.withdrawn_at < before, Mandate.valid_to < day)
    return ended & or_(Mandate.agent_phone.is_not(None), Mandate.agent_subject.is_not(None))
