"""Threads: which conversation a message belongs to."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.models import Conversation, ConversationStatus
from core.channel import Channel
from core.database import Database

IDLE = timedelta(hours=24)
"""A thread that rested so long is closed: who texts then may mean something new."""


@dataclass(frozen=True)
class Opening:
    """What is known of a thread when its first message comes.

    Args:
        municipality: kommunenummer, found from our number.
        channel: `sms`, `phone` or `web`.
        peer: the other's number in E.164, or what the channel calls the other.
        our_number: the number that was texted or called, E.164.
        standard: the municipality's written standard, `nb` or `nn`.
        thread: what makes messages belong together: the two numbers for text messages (the
            default), the call's id for a call.
    """

    municipality: str
    channel: str
    peer: str
    our_number: str
    standard: str = "nb"
    thread: str = ""

    @property
    def key(self) -> str:
        """The thread's name while it is open."""
        return f"{self.channel}:{self.thread or self.peer + ':' + self.our_number}"


def find_or_open(session: Session, opening: Opening, now: datetime) -> Conversation:
    """The open thread, locked until the transaction ends, or a new one with a random id.

    A thread that rested for more than a day is closed first, unless a caseworker holds it or will,
    where no other way leads back to the person, or what we asked there ourselves is not answered.
    """
    found = session.scalar(
        select(Conversation).where(Conversation.thread == opening.key).with_for_update()
    )
    if found is not None:
        open_until = max(found.last_activity + IDLE, found.kept_until or found.last_activity)
        if found.holder is not None or waits_for_person(found) or now <= open_until:
            return found
        close(found)
        session.flush()
    conversation = Conversation(
        id=secrets.token_urlsafe(18),
        municipality=opening.municipality,
        channel=opening.channel,
        peer=opening.peer,
        our_number=opening.our_number,
        thread=opening.key,
        standard=opening.standard,
        pace={},
        slots={},
        status=ConversationStatus.OPEN,
        opened_at=now,
        last_activity=now,
    )
    session.add(conversation)
    session.flush()
    return conversation


def waits_for_person(conversation: Conversation) -> bool:
    """Whether a caseworker has been asked for in a chat: only in it can the answer be given."""
    return (
        conversation.channel == Channel.WEB
        and conversation.status is ConversationStatus.HANDED_OVER
    )


def left_off(
    database: Database, conversations: Sequence[str], since: datetime
) -> list[tuple[datetime, dict[str, Any]]]:
    """Where conversations stopped: when last active, and their slots, the latest first.

    Args:
        database: where.
        conversations: their ids.
        since: those that have rested since before are left out.
    """
    query = (
        select(Conversation.last_activity, Conversation.slots)
        .where(Conversation.id.in_(conversations), Conversation.last_activity >= since)
        .order_by(Conversation.last_activity.desc())
    )
    with database.read() as session:
        return [(last_activity, slots) for last_activity, slots in session.execute(query)]


def close(conversation: Conversation) -> None:
    """End a thread: the next message opens a new one."""
    conversation.status = ConversationStatus.CLOSED
    conversation.thread = None
