"""A call that we place, as a row of the outbox."""

from sqlalchemy.orm import Session

from conversations.delivery.outbox import good_for
from conversations.lease import real_now
from conversations.models import Conversation, OutboxRow, OutboxState, Reply
from core.channel import Channel


def put_call_row(
    session: Session,
    conversation: Conversation,
    reply: Reply,
    *,
    key: str,
    to_number: str,
    decent_hours: bool = True,
) -> None:
    """Put a call in the outbox, in the caller's transaction.

    Args:
        session: the transaction.
        conversation: which it belongs to.
        reply: what is told in it.
        key: the row's idempotency key.
        to_number: whom to ring, E.164.
        decent_hours: whether it goes at decent hours only; a warning does not wait for them.
    """
    session.add(
        OutboxRow(
            idempotency=key,
            conversation_id=conversation.id,
            reply_id=reply.id,
            channel=Channel.PHONE,
            to_number=to_number,
            from_number=conversation.our_number,
            body="",
            segments=0,
            # STOPP is about texts.
            despite_suppression=True,
            decent_hours=decent_hours,
            state=OutboxState.WAITING,
            next_try_at=real_now(),
            expires_at=real_now() + good_for(reply.created_at, decent_hours=decent_hours),
            created_at=reply.created_at,
        )
    )
    session.flush()
