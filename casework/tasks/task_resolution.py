"""Finishing one task outside the console: somebody has done what was asked."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.tasks.assignment import wait_for_nobody
from casework.writing.agent_messages import release
from conversations.models import Conversation, Task, TaskState


class NoSuchTask(LookupError):
    """There is no task with this number."""


def resolve(session: Session, number: int, now: datetime) -> tuple[Task, bool]:
    """Mark a task as done in the caller's transaction, once.

    When it was the last one of its conversation, the conversation waits for nobody any more.

    Returns:
        The task, and whether it was done only now.

    Raises:
        NoSuchTask: there is none with this number.
    """
    found = session.get(Task, number)
    if found is None:
        raise NoSuchTask(number)
    # The conversation first, as every act of casework does: two never wait for each other.
    conversation = session.get_one(Conversation, found.conversation_id, with_for_update=True)
    task = session.get_one(Task, number, with_for_update=True, populate_existing=True)
    if task.state is TaskState.DONE:
        return task, False
    task.state, task.resolved_at = TaskState.DONE, now
    task.waiting_since = task.snoozed_until = None
    session.flush()
    unfinished = session.scalars(
        select(Task).where(Task.conversation_id == conversation.id, Task.state != TaskState.DONE)
    )
    left = list(unfinished)
    if not left and conversation.holder is not None:
        # Its caseworker is gone: the assistant answers again.
        release(conversation, ends=True)
    wait_for_nobody(conversation, left)
    return task, True
