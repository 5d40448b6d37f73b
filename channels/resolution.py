"""Finishing a task: somebody has done what was asked."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from channels.models import Conversation, ConversationStatus, Task, TaskState


class NoSuchTask(LookupError):
    """There is no task with this number."""


def resolve(session: Session, number: int) -> tuple[Task, bool]:
    """Mark a task as done in the caller's transaction, once.

    When it was the last one of its conversation, the conversation waits for nobody any more.

    Returns:
        The task, and whether it was done only now.

    Raises:
        NoSuchTask: there is none with this number.
    """
    task = session.get(Task, number, with_for_update=True)
    if task is None:
        raise NoSuchTask(number)
    if task.state is TaskState.DONE:
        return task, False
    task.state = TaskState.DONE
    session.flush()
    conversation = session.get_one(Conversation, task.conversation_id, with_for_update=True)
    others = select(Task.id).where(
        Task.conversation_id == conversation.id, Task.state != TaskState.DONE
    )
    if (
        conversation.status is ConversationStatus.HANDED_OVER
        and session.scalar(others.limit(1)) is None
    ):
        conversation.status = ConversationStatus.OPEN
    return task, True
