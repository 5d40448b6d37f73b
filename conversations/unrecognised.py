"""Messages that the assistant missed, for those who teach it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from conversations.models import Conversation, InboundMessage

DOUBT, FLAGGED = "doubt", "flagged"
UNANSWERED = "unanswered"
"""Understood, and nothing that is known answered it."""
NOT_KNOWN = frozenset(
    "facts.not_known facts.nearest elsewhere.not_known elsewhere.not_known_generally "
    "elsewhere.unknown meaning.unknown statistics.unknown services.not_stated unknown".split()
)
"""The texts that say that an answer is not known."""
MOST = 500
"""How many are shown at once, the newest: nobody labels more in a sitting."""


def why_looked_at(understood: Mapping[str, Any], says: Iterable[Mapping[str, Any]]) -> str | None:
    """Why a message is looked at afterwards; None where it is not.

    Args:
        understood: what the engine told of it.
        says: what it was answered with.
    """
    if understood.get("doubt"):
        return DOUBT
    return UNANSWERED if any(each.get("say") in NOT_KNOWN for each in says) else None


@dataclass(frozen=True)
class Missed:
    """A message that the assistant asked back about, gave up on, or was seen to misread.

    Attributes:
        why: `doubt`, `flagged` or `unanswered`.
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
    """The newest of a municipality's messages that were misread, whose words are still kept."""
    misread = InboundMessage.missed.is_not(None) & (InboundMessage.missed != UNANSWERED)
    return _newest(session, municipality, misread, most)


def unanswered(session: Session, municipality: str, *, most: int = MOST) -> list[Missed]:
    """The newest of a municipality's questions that nothing known answered."""
    return _newest(session, municipality, InboundMessage.missed == UNANSWERED, most)


def _newest(
    session: Session, municipality: str, which: ColumnElement[bool], most: int
) -> list[Missed]:
    query = (
        select(InboundMessage, Conversation)
        .join(Conversation, Conversation.id == InboundMessage.conversation_id)
        .where(which, InboundMessage.text != "")
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
