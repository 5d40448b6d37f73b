"""Messages that the assistant missed, for those who teach it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from channels.models import Conversation, InboundMessage

FLAGGED = "flagged"
MOST = 500
"""How many are shown at once, the newest: nobody labels more in a sitting."""


@dataclass(frozen=True)
class Missed:
    """A message that the assistant asked back about, gave up on, or was seen to misread.

    Attributes:
        why: `doubt` or `flagged`.
        text: masked.
        understood: `intent`, `confidence`, `readings` and so on, as the engine told.
    """

    message_id: int
    why: str
    municipality: str
    channel: str
    standard: str
    text: str
    understood: dict[str, Any]
    received_at: datetime


def missed(session: Session, municipality: str, *, most: int = MOST) -> list[Missed]:
    """The newest of a municipality's missed messages whose words are still kept."""
    query = (
        select(InboundMessage, Conversation)
        .join(Conversation, Conversation.id == InboundMessage.conversation_id)
        .where(InboundMessage.missed.is_not(None), InboundMessage.text != "")
        .where(Conversation.municipality == municipality)
        .order_by(InboundMessage.id.desc())
        .limit(most)
    )
    return [_missed(message, thread) for message, thread in session.execute(query)]


def one_missed(session: Session, municipality: str, message_id: int) -> Missed | None:
    """One of them, or None where there is no such message in this municipality."""
    query = (
        select(InboundMessage, Conversation)
        .join(Conversation, Conversation.id == InboundMessage.conversation_id)
        .where(InboundMessage.id == message_id, InboundMessage.missed.is_not(None))
        .where(Conversation.municipality == municipality)
    )
    found = session.execute(query).first()
    return _missed(*found) if found else None


def flag(session: Session, municipality: str, conversation: str, message_id: int) -> bool:
    """Note that a message was misread. False where this municipality has no such message there."""
    theirs = select(Conversation.id).where(
        Conversation.municipality == municipality, Conversation.id == conversation
    )
    done = session.execute(
        update(InboundMessage)
        .where(InboundMessage.id == message_id, InboundMessage.conversation_id.in_(theirs))
        .where(InboundMessage.text != "")
        .values(missed=FLAGGED)
        .returning(InboundMessage.id)
        .execution_options(synchronize_session=False)
    )
    return done.first() is not None


def _missed(message: InboundMessage, thread: Conversation) -> Missed:
    return Missed(
        message_id=message.id,
        why=str(message.missed),
        municipality=thread.municipality,
        channel=thread.channel,
        standard=thread.standard,
        text=message.text,
        understood=message.understood,
        received_at=message.received_at,
    )
