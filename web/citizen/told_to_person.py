"""What is told to a person at the municipality by a form: a message in a thread, and a task."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.models import InboundMessage, MessageState
from conversations.tasks import NewTask, add_task
from conversations.threads import Opening, find_or_open


def tell_person(
    session: Session, opening: Opening, lines: list[str], task: NewTask, now: datetime
) -> None:
    """Leave a task for a caseworker, with what was written in a form; once for the task's key.

    It stands as what the person said, where the caseworker reads all else. It is answered already,
    so no turn takes it up.

    Args:
        session: the caller's transaction.
        opening: a thread of its own, or one that the form belongs to.
        lines: what was written.
        task: what is to be done.
        now: the time of the domain.
    """
    conversation = find_or_open(session, opening, now)
    known = select(InboundMessage.id).where(InboundMessage.provider_id == task.key)
    if session.scalar(known) is not None:
        return
    session.add(
        InboundMessage(
            provider_id=task.key,
            conversation_id=conversation.id,
            position=1,
            text="\n".join(lines),
            media_count=0,
            input="text",
            received_at=now,
            state=MessageState.DONE,
            next_try_at=now,
            key=task.key,
        )
    )
    add_task(session, conversation, task, now)
