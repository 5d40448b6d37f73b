"""Conditions that hold a notice back: a reported death, talk going on, an unanswered message."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from conversations.models import (
    Conversation,
    InboundMessage,
    MessageState,
    Reply,
    Task,
    TaskState,
)
from conversations.notifications.models import Notice

TALKING = timedelta(hours=1)
"""Nobody is interrupted: a thread must have rested so long before a notice comes into it."""
DEATH = "death"
"""The reason of a task that says that somebody is dead."""


def is_told_dead(session: Session, notice: Notice, number: str) -> bool:
    """Whether a death was told of this person or this number, and no caseworker has looked at it.

    Nothing goes out meanwhile; what waits for days becomes a caseworker's task, as ever.
    """
    theirs = or_(Task.peer == number, Task.call_back_number == number)
    if notice.person_id is not None:
        theirs = or_(theirs, Task.person_id == notice.person_id)
    open_ones = select(Task.id).where(Task.reason == DEATH, Task.state != TaskState.DONE)
    return session.scalar(open_ones.where(theirs).limit(1)) is not None


def is_busy(session: Session, conversation: Conversation, now: datetime) -> bool:
    """Whether a notice would interrupt: somebody talks in it, or has just now."""
    talking = now - conversation.last_activity < TALKING
    return conversation.holder is not None or (talking and not _is_new(session, conversation))


def _is_new(session: Session, conversation: Conversation) -> bool:
    """Whether nobody has said anything in it: then there is nobody to interrupt."""
    heard = select(InboundMessage.id).where(InboundMessage.conversation_id == conversation.id)
    said = select(Reply.id).where(Reply.conversation_id == conversation.id)
    return session.scalar(heard.limit(1)) is None and session.scalar(said.limit(1)) is None


def has_unanswered(session: Session, conversation: str) -> bool:
    """Whether the person has written something in it that is not answered yet."""
    waiting = select(InboundMessage.id).where(
        InboundMessage.conversation_id == conversation,
        InboundMessage.state == MessageState.WAITING,
    )
    return session.scalar(waiting.limit(1)) is not None
