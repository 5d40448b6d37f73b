"""Planning notices: what is to be told, planned once, in the transaction of what it follows from.

What a notice is about and whether it still holds is for others to know; here it is kept.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.models import Conversation
from conversations.notifications.models import Notice, NoticeKind, NoticeState
from conversations.renderer import Act
from core.channel import Channel
from core.clock import OSLO

AT = time(9)
"""A notice for a day is due at nine, when people are up and somebody is at work."""


@dataclass(frozen=True)
class NewNotice:
    """A notice to be planned; see `conversations.models.Notice`."""

    key: str
    kind: NoticeKind
    municipality: str
    due_at: datetime
    person_id: int | None = None
    conversation_id: str | None = None
    number: str | None = None
    case_number: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


def plan(session: Session, new: NewNotice, now: datetime) -> bool:
    """Plan a notice in the caller's transaction. False where it was planned before."""
    if session.scalar(select(Notice.id).where(Notice.key == new.key)) is not None:
        return False
    session.add(Notice(state=NoticeState.PLANNED, created_at=now, **vars(new)))
    session.flush()
    return True


def heed(session: Session, conversation: Conversation, key: str, act: Act, now: datetime) -> None:
    """Do what the assistant asks for in a turn, in the transaction that ends it.

    Args:
        session, conversation, now: the turn's.
        key: the turn's idempotency key.
        act: `remind` (`on` a day, ISO, with the proven `person` and the `number` on record, if
            any) or `answer_notice` (with the `notice` that was answered and the `answer`).
    """
    if act["do"] == "answer_notice":
        notice = session.get(Notice, act["notice"])
        # What is answered was asked of this telephone; another's notice is left alone.
        if notice is not None and _asked_of(session, notice, conversation):
            notice.answer, notice.answered_at = act["answer"], now
        return
    wrote_from = conversation.peer if conversation.channel == Channel.SMS else None
    reminder = NewNotice(
        key=f"remind:{key}",
        kind=NoticeKind.REMIND,
        municipality=conversation.municipality,
        due_at=datetime.combine(date.fromisoformat(act["on"]), AT, OSLO),
        person_id=act.get("person"),
        conversation_id=conversation.id,
        number=wrote_from or act.get("number"),
    )
    plan(session, reminder, now)


def _asked_of(session: Session, notice: Notice, conversation: Conversation) -> bool:
    """Whether a notice went to whom a conversation is with: in it, or between the same numbers."""
    if notice.conversation_id == conversation.id:
        return True
    there = session.get(Conversation, notice.conversation_id)
    ours = (conversation.peer, conversation.our_number)
    return there is not None and bool(there.peer) and (there.peer, there.our_number) == ours


def notice_of(session: Session, reply_id: int) -> Notice | None:
    """The notice that a reply tells, or None for a reply to what the person wrote."""
    return session.scalar(select(Notice).where(Notice.reply_id == reply_id))
