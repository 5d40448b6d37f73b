"""Notices by telephone: for a number that a text message does not reach, we ring and say it.

The notice is kept in a thread of its own when it is placed. The call that is answered takes that
thread over, so that the answer is understood as the answer to what was asked. A notice holds
nothing private (`personal` texts only): whoever answers may hear it, and a code comes before more.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from channels.phone.line import Line, thread_key
from channels.phone.outgoing.placement import put_call_row
from conversations.models import Conversation, OutboxRow, Reply
from core.channel import Channel
from core.database import Database

_KEY = "notice-call:"


def put_notice_call(
    session: Session, conversation: Conversation, reply: Reply, *, decent_hours: bool
) -> None:
    """Put the call that tells a notice in the outbox, in the caller's transaction."""
    put_call_row(
        session,
        conversation,
        reply,
        key=f"{_KEY}{reply.id}",
        to_number=conversation.peer,
        decent_hours=decent_hours,
    )


def is_notice_call(row: OutboxRow) -> bool:
    """Whether a row of the outbox is a call that tells a notice."""
    return row.idempotency.startswith(_KEY)


def take_up(database: Database, line: Line, row_id: int) -> tuple[Conversation, Reply] | None:
    """Let the call that was answered take the notice's thread over.

    Args:
        database: where.
        line: the call.
        row_id: of the outbox.

    Returns:
        The thread and what is told in it; None where the call tells no notice.
    """
    with database.write() as session:
        row = session.scalar(
            select(OutboxRow).where(OutboxRow.id == row_id, OutboxRow.channel == Channel.PHONE)
        )
        if row is None or not is_notice_call(row) or row.to_number != line.caller:
            return None
        conversation = session.get_one(Conversation, row.conversation_id, with_for_update=True)
        if conversation.thread != thread_key(line.call_sid):
            conversation.thread = thread_key(line.call_sid)
        return conversation, session.get_one(Reply, row.reply_id)
