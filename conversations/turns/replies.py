"""Replies: the stored answer and its outbox rows, written in the transaction that ends a turn."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversations.delivery.outbox import put
from conversations.lease import LeaseLost
from conversations.models import Conversation, InboundMessage, MessageState, Reply, ReplyKind
from conversations.renderer import RenderedReply
from conversations.suppression import OptOut
from conversations.turns.directives import Outcome

ANSWERED_AT_ONCE = timedelta(hours=1)
"""An answer that comes later than this goes at a decent hour, as what we start does."""


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
    reply: RenderedReply,
    *,
    now: datetime,
    asked_for: bool = False,
) -> None:
    """Add the reply to a message, and what must be sent of it to the outbox.

    Args:
        session: the transaction that ends the turn.
        message: what is answered.
        kind: an answer, or a notice that it comes later.
        outcome: what the turn led to.
        reply: what is said, made for the channel.
        now: the domain's time.
        asked_for: whether the person asked for this very reply (a person, help), so that it goes
            also to who wants no messages.
    """
    newest = select(func.max(InboundMessage.position)).where(
        InboundMessage.conversation_id == message.conversation_id
    )
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
        seen_position=session.scalar(newest),
    )
    session.add(stored)
    session.flush()
    conversation = session.get_one(Conversation, message.conversation_id)
    # An opt-out is confirmed, and danger to life is answered, also to who wanted no messages.
    urgent = any(act.get("urgent") for act in outcome.hand_overs)
    must_go = urgent or asked_for or outcome.opt_out is OptOut.STOP
    # Who wrote hours ago does not sit and wait any more: not in the middle of the night.
    late = now - message.received_at > ANSWERED_AT_ONCE and not urgent
    put(
        session,
        conversation,
        stored,
        reply.parts,
        despite_suppression=must_go,
        decent_hours=late,
    )
