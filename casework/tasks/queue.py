"""Task queue: a municipality's waiting conversations, and a caseworker's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from casework.tasks.quoted_words import quoted_words
from conversations.models import Conversation, InboundMessage, Reply, ReplyKind, Task, TaskState
from core.clock import Clock
from core.database import Database

TOO_LONG = timedelta(minutes=30)
"""Who has waited so long for a caseworker that has the conversation shows in everybody's queue:
the caseworker may have gone home."""


@dataclass(frozen=True)
class Waiting:
    """A conversation with something to do in it.

    Attributes:
        reasons: of its tasks, the gravest first.
        waiting_since: since when somebody waits for a caseworker's word, or None.
        holder: the id of the caseworker who answers in it, or None for the assistant.
        assignee: the id of the caseworker who has its tasks, or None.
        promised_at: when the person was told to expect a call, the earliest.
        snoozed_until: until when it rests, or None.
        new: how many messages have come since the person waits.
        words: what the person said that says what the first of the reasons is about, masked; empty
            where nothing was said.
        tasks: the id and the reason of each of its tasks, the oldest first.
        number: the one to ring, or None.
        for_group: the group or the role that it was forwarded to, or None.
    """

    conversation_id: str
    channel: str
    peer: str
    standard: str
    person_id: int | None
    reasons: tuple[str, ...]
    urgent: bool
    created_at: datetime
    waiting_since: datetime | None
    promised_at: datetime | None
    holder: str | None
    assignee: str | None
    snoozed_until: datetime | None
    new: int
    words: str = ""
    tasks: tuple[tuple[int, str], ...] = ()
    number: str | None = None
    for_group: str | None = None


GRAVEST = tuple("emergency alone_at_home abuse death problem complaint asked unhappy".split())
"""Reasons that are told before others of the same conversation, the gravest first."""


def ordered(tasks: Select[Task]) -> Select[Task]:
    """Tasks in the order in which they should be done: urgent, then who waits longest."""
    since = func.coalesce(Task.waiting_since, Task.created_at)
    return tasks.order_by(Task.urgent.desc(), since, Task.id)


class Queue:
    """Lists what there is to do. Only ever one municipality's.

    Args:
        database: where.
        clock: the time of the domain.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open(self, municipality: str, most: int | None = None) -> list[Waiting]:
        """What nobody has taken: urgent first, then who has waited longest.

        Args:
            most: only so many of them, the first.
        """
        return self._list(municipality, Task.state == TaskState.OPEN, most)

    def open_reasons(self, municipality: str) -> list[tuple[str, str, bool]]:
        """Of each task that nobody has: its conversation, its reason, whether it has a time."""
        query = select(Task.conversation_id, Task.reason, Task.promised_at).where(
            Task.municipality == municipality, Task.state == TaskState.OPEN
        )
        with self._database.read() as session:
            return [(where, why, at is not None) for where, why, at in session.execute(query)]

    def count_open(self, municipality: str) -> int:
        """How many conversations nobody has taken."""
        return self._count(municipality, Task.state == TaskState.OPEN)

    def left_waiting(self, municipality: str, caseworker: str = "") -> list[Waiting]:
        """What colleagues have that everybody must see: who has waited too long, and danger.

        What is urgent shows from the first moment, also while it rests or has been given to
        somebody, until the person has been answered: a danger that one person has is one that one
        person can forget. So does a promised call whose time is past, and one that should have been
        tried again.

        Args:
            caseworker: whose own are left out.
        """
        too_long = self._clock.now() - TOO_LONG
        waits = and_(Task.state == TaskState.TAKEN, Task.waiting_since < too_long)
        unanswered = or_(Task.first_reply_at.is_(None), Task.waiting_since.is_not(None))
        theirs = Task.state.in_((TaskState.TAKEN, TaskState.SNOOZED))
        danger = and_(Task.urgent, theirs, unanswered)
        late = and_(theirs, Task.promised_at < self._clock.now(), Task.first_reply_at.is_(None))
        again = and_(Task.state == TaskState.SNOOZED, Task.snoozed_until < too_long)
        others = or_(Task.assignee.is_(None), Task.assignee != caseworker)
        return self._list(municipality, and_(others, or_(waits, danger, late, again)))

    def with_somebody(self, municipality: str) -> list[Waiting]:
        """Everything that somebody has, also what rests."""
        return self._list(municipality, Task.state.in_((TaskState.TAKEN, TaskState.SNOOZED)))

    def mine(self, municipality: str, caseworker: str) -> list[Waiting]:
        """What a caseworker has, and that does not rest."""
        return self._list(municipality, self._due(caseworker))

    def count_mine(self, municipality: str, caseworker: str) -> int:
        """How many conversations a caseworker has that do not rest."""
        return self._count(municipality, self._due(caseworker))

    def resting(self, municipality: str, caseworker: str) -> list[Waiting]:
        """What a caseworker has put off."""
        asleep = and_(Task.state == TaskState.SNOOZED, Task.snoozed_until > self._clock.now())
        return self._list(municipality, and_(Task.assignee == caseworker, asleep))

    def finished(self, municipality: str, limit: int = 50) -> list[Task]:
        """The tasks that were finished last, the latest first."""
        query = (
            select(Task)
            .where(Task.municipality == municipality, Task.state == TaskState.DONE)
            .order_by(Task.resolved_at.desc().nulls_last(), Task.id.desc())
            .limit(limit)
        )
        with self._database.read() as session:
            return list(session.scalars(query))

    def _due(self, caseworker: str) -> ColumnElement[bool]:
        due = or_(Task.state == TaskState.TAKEN, _awake(self._clock.now()))
        return and_(Task.assignee == caseworker, due)

    def _count(self, municipality: str, which: ColumnElement[bool]) -> int:
        query = select(func.count(Task.conversation_id.distinct())).where(
            Task.municipality == municipality, which
        )
        with self._database.read() as session:
            return session.scalar(query) or 0

    def _list(
        self, municipality: str, which: ColumnElement[bool], most: int | None = None
    ) -> list[Waiting]:
        here = and_(Task.municipality == municipality, which)
        tasks = ordered(select(Task).where(here))
        with self._database.read() as session:
            found = list(session.scalars(tasks.limit(most)))
            if most is not None and found:
                # The first of a conversation stands for all of them.
                first = {task.conversation_id for task in found}
                found = list(session.scalars(tasks.where(Task.conversation_id.in_(first))))
            ids = {task.conversation_id for task in found}
            conversations = {
                each.id: each
                for each in session.scalars(select(Conversation).where(Conversation.id.in_(ids)))
            }
            new = _new(session, found)
            words = quoted_words(session, _leading(found))
        # A conversation stands where the first of its tasks does.
        places = {task.conversation_id: place for place, task in reversed(list(enumerate(found)))}
        found.sort(key=lambda task: places[task.conversation_id])
        return [
            _waiting(conversations[each], list(tasks), new.get(each, 0), words.get(each, ""))
            for each, tasks in groupby(found, lambda task: task.conversation_id)
        ]


def _awake(now: datetime) -> ColumnElement[bool]:
    return and_(Task.state == TaskState.SNOOZED, Task.snoozed_until <= now)


def unanswered(tasks: Iterable[Task]) -> Select[InboundMessage]:
    """The messages that came while somebody waits, and that the assistant has left to a person.

    Args:
        tasks: of the conversations that are asked about.
    """
    first, theirs = aliased(InboundMessage), {task.conversation_id for task in tasks}
    answered = (
        select(Reply.id)
        .join(first, first.id == Reply.message_id)
        .where(Reply.kind == ReplyKind.ANSWER)
        .where(first.conversation_id == InboundMessage.conversation_id)
        .where(first.position == func.coalesce(InboundMessage.turn, InboundMessage.position))
    )
    waits = (
        select(Task.id)
        .where(Task.conversation_id == InboundMessage.conversation_id)
        .where(Task.state != TaskState.DONE, Task.waiting_since <= InboundMessage.received_at)
    )
    return select(InboundMessage).where(
        InboundMessage.conversation_id.in_(theirs), waits.exists(), ~answered.exists()
    )


def _new(session: Session, tasks: Sequence[Task]) -> dict[str, int]:
    """How many messages wait for a caseworker's answer, by conversation."""
    counted: dict[str, int] = {}
    for message in session.scalars(unanswered(tasks)):
        counted[message.conversation_id] = counted.get(message.conversation_id, 0) + 1
    return counted


def _gravest_first(tasks: Iterable[Task]) -> list[Task]:
    """The gravest first, and of the same gravity the oldest."""
    rank = {reason: place for place, reason in enumerate(GRAVEST)}
    return sorted(tasks, key=lambda task: (rank.get(task.reason, len(rank)), task.id))


def _leading(tasks: Iterable[Task]) -> list[Task]:
    """Of each conversation the task whose reason is told first."""
    first: dict[str, Task] = {}
    for task in _gravest_first(tasks):
        first.setdefault(task.conversation_id, task)
    return list(first.values())


def _waiting(conversation: Conversation, tasks: Sequence[Task], new: int, words: str) -> Waiting:
    oldest_first = sorted(tasks, key=lambda task: task.id)
    since = [task.waiting_since for task in tasks if task.waiting_since]
    promised = [task.promised_at for task in tasks if task.promised_at]
    resting = [task.snoozed_until for task in tasks if task.snoozed_until]
    return Waiting(
        conversation_id=conversation.id,
        channel=conversation.channel,
        peer=conversation.peer,
        standard=conversation.standard,
        person_id=next((t.person_id for t in reversed(oldest_first) if t.person_id), None),
        reasons=tuple(dict.fromkeys(task.reason for task in _gravest_first(tasks))),
        urgent=any(task.urgent for task in tasks),
        created_at=oldest_first[0].created_at,
        waiting_since=min(since, default=None),
        promised_at=min(promised, default=None),
        holder=conversation.holder,
        assignee=next((task.assignee for task in tasks if task.assignee), None),
        snoozed_until=min(resting, default=None),
        new=new,
        words=words,
        tasks=tuple((task.id, task.reason) for task in oldest_first),
        for_group=next((t.for_group for t in oldest_first if t.for_group), None),
        number=next((t.call_back_number for t in oldest_first if t.call_back_number), None),
    )
