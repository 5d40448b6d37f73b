"""Counts of conversations, tasks, waiting and marks, for the municipality's own figures.

No words, no numbers and no names leave this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, func, select

from conversations.models import Conversation, InboundMessage, Task
from conversations.notifications.models import Notice, NoticeKind
from core.database import Database, UtcDateTime
from core.year import Year


@dataclass(frozen=True)
class ConversationCount:
    """How many conversations that somebody else began were opened in a month.

    Attributes:
        month: 1 to 12, in Oslo.
        handed_over: whether a task for a caseworker came of it, whatever the reason; the others
            the assistant answered alone.
    """

    month: int
    channel: str
    handed_over: bool
    count: int


@dataclass(frozen=True)
class TaskCount:
    """How many tasks of one kind were made in a month.

    Attributes:
        person_id: the register's person, or None for a task about nobody known. For telling
            districts only: it must not be shown.
    """

    month: int
    reason: str
    person_id: int | None
    count: int


@dataclass(frozen=True)
class Wait:
    """How long somebody waited for a caseworker's first word, or for the task to be done.

    Attributes:
        month: when the task was made.
        kept: whether the time that the person was told was kept; None where none was told.
    """

    month: int
    waited: timedelta
    kept: bool | None


@dataclass(frozen=True)
class MarkCount:
    """How many answered the question of how satisfied they are with the same mark, 1 to 5."""

    month: int
    person_id: int | None
    mark: int
    count: int


class Statistics:
    """Counts in the database, for one municipality and year at a time.

    Args:
        database: where everything is kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def conversations(self, municipality: str, year: Year) -> list[ConversationCount]:
        """Conversations in which somebody wrote or spoke, by whether a person was needed."""
        heard = select(InboundMessage.id).where(InboundMessage.conversation_id == Conversation.id)
        tasked = select(Task.id).where(Task.conversation_id == Conversation.id)
        month = year.month(Conversation.opened_at).label("month")
        over = case((tasked.exists(), 1), else_=0).label("handed_over")
        one_each = (
            select(month, Conversation.channel, over)
            .where(Conversation.municipality == municipality)
            .where(year.holds(Conversation.opened_at), heard.exists())
            .subquery()
        )
        kinds = (one_each.c.month, one_each.c.channel, one_each.c.handed_over)
        query = select(*kinds, func.count()).group_by(*kinds)
        with self._database.read() as session:
            return [
                ConversationCount(month, channel, bool(handed_over), count)
                for month, channel, handed_over, count in session.execute(query)
            ]

    def tasks(self, municipality: str, year: Year) -> list[TaskCount]:
        """The tasks made in a year, by reason."""
        month = year.month(Task.created_at).label("month")
        kinds = (month, Task.reason, Task.person_id)
        query = (
            select(*kinds, func.count())
            .where(Task.municipality == municipality, year.holds(Task.created_at))
            .group_by(*kinds)
        )
        with self._database.read() as session:
            return [
                TaskCount(month, reason, person, count)
                for month, reason, person, count in session.execute(query)
            ]

    def waits(self, municipality: str, year: Year) -> list[Wait]:
        """How long each task of a year waited; those that still wait are left out."""
        # A coalesce of times is a time; SQLAlchemy has to be told.
        ended = func.coalesce(Task.first_reply_at, Task.resolved_at, type_=UtcDateTime())
        query = select(year.month(Task.created_at), Task.created_at, Task.promised_at, ended).where(
            Task.municipality == municipality, year.holds(Task.created_at), ended.is_not(None)
        )
        with self._database.read() as session:
            return [
                Wait(month, end - created, None if promised is None else end <= promised)
                for month, created, promised, end in session.execute(query)
            ]

    def marks(self, municipality: str, year: Year) -> list[MarkCount]:
        """The marks given in a year; answers that are no mark are left out."""
        month = year.month(Notice.answered_at).label("month")
        kinds = (month, Notice.person_id, Notice.answer)
        query = (
            select(*kinds, func.count())
            .where(Notice.municipality == municipality, Notice.kind == NoticeKind.SATISFIED)
            .where(year.holds(Notice.answered_at), Notice.answer.in_(_MARKS))
            .group_by(*kinds)
        )
        with self._database.read() as session:
            return [
                MarkCount(month, person, int(mark or 0), count)
                for month, person, mark, count in session.execute(query)
            ]


_MARKS: Sequence[str] = tuple("12345")
