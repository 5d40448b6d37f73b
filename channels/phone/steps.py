"""Stored steps of a call: each document is made once, and given again when asked for again."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from channels.phone.line import Place
from channels.phone.models import PhoneStep
from channels.phone.questions import Question
from conversations.models import Conversation
from conversations.tasks import NewTask, add_task
from core.clock import Clock
from core.database import Database


class Steps:
    """Keeps the steps of calls.

    Args:
        database: where.
        clock: the time of the domain.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def find(self, call_sid: str, step: int) -> PhoneStep | None:
        """A step of a call, or None."""
        with self._database.read() as session:
            return _find(session, call_sid, step)

    def conversation(self, conversation: str) -> Conversation | None:
        """The conversation of a call."""
        with self._database.read() as session:
            return session.get(Conversation, conversation)

    def dials(self, conversation: str, step: int) -> bool:
        """Whether a person was called at a step of a conversation."""
        with self._database.read() as session:
            twiml = session.scalar(
                select(PhoneStep.twiml).where(
                    PhoneStep.conversation_id == conversation, PhoneStep.step == step
                )
            )
        return twiml is not None and "<Dial" in twiml

    def keep(
        self,
        place: Place,
        twiml: str,
        question: Question | None = None,
        task: NewTask | None = None,
    ) -> str:
        """Keep a step, and a task that goes with it, in one transaction.

        Returns:
            The TwiML to answer with: that of the request that came first, where two came at once.
        """
        call_sid = place.line.call_sid
        try:
            with self._database.write() as session:
                if (kept := _find(session, call_sid, place.step)) is not None:
                    return kept.twiml
                session.add(
                    PhoneStep(
                        call_sid=call_sid,
                        step=place.step,
                        conversation_id=place.thread.id,
                        question=question.as_data() if question is not None else None,
                        twiml=twiml,
                        created_at=self._clock.now(),
                    )
                )
                if task is not None:
                    thread = session.get_one(Conversation, place.thread.id)
                    add_task(session, thread, task, self._clock.now())
        except IntegrityError:
            kept = self.find(call_sid, place.step)
            if kept is None:
                raise
            return kept.twiml
        return twiml


def _find(session: Session, call_sid: str, step: int) -> PhoneStep | None:
    return session.scalar(
        select(PhoneStep).where(PhoneStep.call_sid == call_sid, PhoneStep.step == step)
    )
