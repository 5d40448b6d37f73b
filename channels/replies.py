"""Replies: the stored answer and its outbox rows, written in the transaction that ends a turn."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from channels.acts import Outcome
from channels.door import DoorReply
from channels.lease import LeaseLost
from channels.models import Conversation, InboundMessage, MessageState, Reply, ReplyKind
from channels.outbox import put
from channels.suppression import OptOut


def still_waiting(session: Session, message_ids: Sequence[int]) -> list[InboundMessage]:
    """The messages of this turn, which nobody else may have answered.

    Raises:
        LeaseLost: somebody has.
    """
    messages = [session.get_one(InboundMessage, message_id) for message_id in message_ids]
    for message in messages:
        if message.state is not MessageState.WAITING:
            raise LeaseLost(message.conversation_id)
    return messages


def add_reply(
    session: Session,
    message: InboundMessage,
    kind: ReplyKind,
    outcome: Outcome,
    reply: DoorReply,
    *,
    now: datetime,
) -> None:
    """Add the reply to a message, and what must be sent of it to the outbox."""
    stored = Reply(
        conversation_id=message.conversation_id,
        message_id=message.id,
        kind=kind,
        says=outcome.says,
        rest=reply.rest,
        acts=outcome.acts,
        text=reply.text,
        standard=outcome.standard,
        created_at=now,
    )
    session.add(stored)
    session.flush()
    conversation = session.get_one(Conversation, message.conversation_id)
    # An opt-out is confirmed, and danger to life is answered, also to who wanted no messages.
    urgent = any(act.get("urgent") for act in outcome.hand_overs)
    must_go = urgent or outcome.opt_out is OptOut.STOP
    put(session, conversation, stored, reply.parts, despite_suppression=must_go)
