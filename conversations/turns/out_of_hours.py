"""The reply outside opening hours: who writes to a caseworker is told once when somebody answers.

It is said only where the municipality has given its hours, and only where a person answers: the
assistant answers by itself at any hour, and promises the same times when it hands over.
"""

from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.models import Conversation, Reply, ReplyKind
from conversations.renderer import Say
from core.channel import Channel
from provider_catalog.duty import SameDay
from provider_catalog.office_hours import Opening, as_value

CLOSED = "desk.closed"
ONCE_IN = timedelta(hours=12)
STILL_THERE = timedelta(minutes=30)
"""Who has written so lately is at work, whatever the hours say."""


class Office(Protocol):
    """What must be known of a municipality's office (`provider.Municipality` is one)."""

    @property
    def name(self) -> str:
        """The municipality's."""

    @property
    def opening(self) -> Opening | None:
        """When it is open, where that is known."""

    @property
    def same_day(self) -> SameDay | None:
        """Its number for what cannot wait."""


def out_of_hours(
    session: Session, conversation: Conversation, office: Office, *, now: datetime
) -> list[Say]:
    """What is said to who writes to a caseworker now; nothing in the hours, or said already."""
    opening, same_day = office.opening, office.same_day
    if opening is None or opening.is_open(now) or conversation.channel == Channel.PHONE:
        return []
    lately = session.scalars(
        select(Reply).where(
            Reply.conversation_id == conversation.id, Reply.created_at > now - ONCE_IN
        )
    )
    for reply in lately:
        told = any(say.get("say") == CLOSED for say in reply.says)
        there = reply.kind is ReplyKind.PERSON and reply.created_at > now - STILL_THERE
        if told or there:
            return []
    when = as_value(opening.next_window(now), now)
    says: list[Say] = [{"say": CLOSED, "values": {"municipality": office.name, "when": when}}]
    if same_day is not None:
        values = {"name": same_day.name, "number": {"phone": same_day.phone}}
        says.append({"say": "same_day.own", "values": values})
    return says
