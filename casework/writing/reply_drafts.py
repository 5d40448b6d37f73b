"""Replies that somebody has begun: kept while they are written, so that nothing is lost."""

from sqlalchemy import ColumnElement, delete, select

from casework.caseworker import Caseworker
from casework.models import ReplyDraft
from casework.unit_of_work import UnitOfWork, acting
from core.clock import Clock
from core.database import Database

LONGEST = 4000
"""Characters that are kept: more than can be sent, and less than a flood."""


class ReplyDrafts:
    """Keeps what a caseworker has begun to write in a conversation.

    Args:
        database: where.
        clock: the time of the domain.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, me: Caseworker, conversation_id: str) -> str:
        """What I have begun to write there, or nothing."""
        with self._database.read() as session:
            return session.scalar(select(ReplyDraft.text).where(*_whose(me, conversation_id))) or ""

    def keep(self, me: Caseworker, conversation_id: str, text: str) -> None:
        """Keep it as it stands now; nothing written forgets it.

        Raises:
            NotHere: no such conversation in this municipality.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            if not text.strip() or not act.conversation.peer:
                forget_draft(act)
                return
            draft = act.session.scalar(select(ReplyDraft).where(*_whose(me, conversation_id)))
            if draft is None:
                draft = ReplyDraft(conversation_id=conversation_id, caseworker=me.id)
                act.session.add(draft)
            draft.text, draft.saved_at = text[:LONGEST], act.now


def forget_draft(act: UnitOfWork) -> None:
    """Forget what I had begun to write, in the act that sends or empties it."""
    act.session.execute(delete(ReplyDraft).where(*_whose(act.me, act.conversation.id)))


def _whose(me: Caseworker, conversation_id: str) -> tuple[ColumnElement[bool], ...]:
    return ReplyDraft.conversation_id == conversation_id, ReplyDraft.caseworker == me.id
