"""The warnings that somebody has not answered yet: what a NEI may be about, whenever it comes.

People answer days later, in the middle of something else, or by another thread; so a warning waits
for its answer by the two numbers, and not by a slot of one conversation.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.models import Conversation, Reply
from conversations.notifications.models import Notice, NoticeState
from conversations.notifications.placing import WARNINGS
from core.channel import Channel

WAITS = timedelta(days=30)
"""So long a NEI is taken for an answer to a warning. After that a bare «nei» means nothing."""


def open_warnings(
    session: Session, conversation: Conversation, last: Reply | None, now: datetime
) -> list[dict[str, Any]]:
    """The unanswered warnings to the number that a conversation is with, the newest first.

    Args:
        session: where.
        conversation: by text or telephone; on the web there is no number.
        last: what was said last in it.
        now: the time of the domain.

    Returns:
        For each its `notice`, `person`, `case`, what the warning told (`Notice.details`), and
        whether it was the `last` thing said.
    """
    if conversation.channel == Channel.WEB or not conversation.peer.startswith("+"):
        return []
    rows = session.execute(
        select(Notice, Reply.created_at)
        .join(Reply, Reply.id == Notice.reply_id)
        .join(Conversation, Conversation.id == Notice.conversation_id)
        .where(Conversation.peer == conversation.peer)
        .where(Conversation.our_number == conversation.our_number)
        .where(Notice.kind.in_(WARNINGS), Notice.state == NoticeState.PLACED)
        .where(Notice.answer.is_(None), Reply.created_at > now - WAITS)
        .order_by(Notice.id.desc())
    )
    return [
        {
            **notice.details,
            "notice": notice.id,
            "person": notice.person_id,
            "case": notice.case_number,
            "last": last is not None and last.id == notice.reply_id,
        }
        for notice, _ in rows
    ]
