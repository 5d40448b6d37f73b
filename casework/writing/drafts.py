"""Drafts that a caseworker writes with somebody: kept beside the task, in every version."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.caseworker import Caseworker, CaseworkRefused, Why
from casework.models import Act, CaseworkEvent
from casework.tasks.call_log import task_here
from casework.unit_of_work import acting
from core.clock import Clock
from core.database import Database


@dataclass(frozen=True)
class Draft:
    """The latest version of a draft.

    Attributes:
        version: to give back when it is saved, so that nobody writes over a colleague's words.
    """

    text: str
    version: int
    who: str
    at: datetime


class Drafts:
    """Keeps drafts.

    Args:
        database: where.
        clock: the time of the domain.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, municipality: str, task_id: int) -> Draft | None:
        """The draft that belongs to a task, or None where nobody has saved one.

        Raises:
            NotHere: no such task in this municipality.
        """
        with self._database.read() as session:
            return _latest(session, task_here(session, municipality, task_id).conversation_id)

    def save(
        self, me: Caseworker, task_id: int, text: str, seen: int | None, key: str
    ) -> Draft | None:
        """Save a version.

        Args:
            seen: the version that it was written from; None where there was none.
            key: of this act; the same again does nothing.

        Raises:
            NotHere: no such task in this municipality.
            CaseworkRefused: TAKEN, somebody else has saved one since.
        """
        with self._database.read() as session:
            conversation_id = task_here(session, me.municipality, task_id).conversation_id
        with acting(self._database, self._clock, me, conversation_id) as act:
            if not act.was_done(Act.DRAFTED, key):
                latest = _latest(act.session, conversation_id)
                if latest is not None and latest.version != seen:
                    raise CaseworkRefused(Why.TAKEN, who=latest.who)
                act.write_down(Act.DRAFTED, key, text, task=task_id)
                act.session.flush()
            return _latest(act.session, conversation_id)


def _latest(session: Session, conversation_id: str) -> Draft | None:
    event = session.scalar(
        select(CaseworkEvent)
        .where(CaseworkEvent.conversation_id == conversation_id, CaseworkEvent.what == Act.DRAFTED)
        .order_by(CaseworkEvent.id.desc())
        .limit(1)
    )
    return Draft(event.note, event.id, event.name, event.at) if event else None
