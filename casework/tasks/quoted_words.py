"""What is quoted of a person in a list of tasks: the words that a task is about."""

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from conversations.masking import mask_ids
from conversations.models import InboundMessage, Task
from conversations.preview import preview_message
from conversations.tasks import START

LOOKS_BACK = 12
"""So many of a conversation's messages are looked through for what it is about."""
SAID_SINCE = ("asked", "callback", "taken_over")
"""Reasons that name no matter: whoever wants to be spoken with may tell what it is about later on,
where of every other reason the words came before its task."""


def quoted_words(session: Session, tasks: Iterable[Task]) -> dict[str, str]:
    """What the person said last that says what a task is about, masked, by conversation.

    What was said of something else after the task is not quoted beside its reason.

    Args:
        session: a transaction of the caller's.
        tasks: one of each conversation.
    """
    place = func.row_number().over(
        partition_by=InboundMessage.conversation_id, order_by=InboundMessage.id.desc()
    )
    ranked = (
        select(InboundMessage.id, place.label("place"))
        .join(Task, Task.conversation_id == InboundMessage.conversation_id)
        .where(Task.id.in_([task.id for task in tasks]))
        .where(or_(Task.reason.in_(SAID_SINCE), InboundMessage.received_at <= Task.created_at))
        .where(InboundMessage.text != "", InboundMessage.input != START)
        .subquery()
    )
    last = select(ranked.c.id).where(ranked.c.place <= LOOKS_BACK)
    rows = session.scalars(
        select(InboundMessage)
        .where(InboundMessage.id.in_(last))
        .order_by(InboundMessage.conversation_id, InboundMessage.id.desc())
    )
    found = {
        conversation: preview_message(messages)
        for conversation, messages in groupby(rows, lambda each: each.conversation_id)
    }
    return {each: mask_ids(message.text) for each, message in found.items() if message}
