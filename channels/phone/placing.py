"""A call that we place, as a row of the outbox."""

from sqlalchemy.orm import Session

from channels.lease import real_now
from channels.models import Conversation, OutboxRow, OutboxState, Reply
from channels.phone.line import CHANNEL


def put_call_row(
    session: Session, conversation: Conversation, reply: Reply, *, key: str, to_number: str
) -> None:
    """Put a call in the outbox, in the caller's transaction; it goes at decent hours only.

    Args:
        session: the transaction.
        conversation: which it belongs to.
        reply: what is told in it.
        key: the row's idempotency key.
        to_number: whom to ring, E.164.
    """
    session.add(
        OutboxRow(
            idempotency=key,
            conversation_id=conversation.id,
            reply_id=reply.id,
            channel=CHANNEL,
            to_number=to_number,
            from_number=conversation.our_number,
            body="",
            segments=0,
            # STOPP is about texts.
            despite_suppression=True,
            decent_hours=True,
            state=OutboxState.WAITING,
            next_try_at=real_now(),
            created_at=reply.created_at,
        )
    )
    session.flush()
