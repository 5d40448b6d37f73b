"""Notices: what we write first. Planned once, and placed in the outbox once, when we may.

What a notice is about and whether it still holds is for others to know; here it is kept, and put
into its conversation like any reply, so that the answer to it is understood in its place.
"""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from channels.phone.line import CHANNEL as PHONE
from channels.phone.outgoing.notice_calls import put_notice_call
from conversations.delivery.outbox import put
from conversations.delivery.sending_window import is_decent, may_warn
from conversations.lease import Lease, LeaseLost, Leases, finish
from conversations.models import (
    Conversation,
    InboundMessage,
    MessageState,
    Notice,
    NoticeKind,
    NoticeState,
    Reply,
    ReplyKind,
    Task,
    TaskState,
)
from conversations.renderer import Act, Renderer, Say
from conversations.retry_policy import POLICY, Failing, counted
from conversations.suppression import is_suppressed
from conversations.tasks import NewTask, add_task
from conversations.threads import Opening, find_or_open
from core.clock import OSLO, Clock
from core.database import Database
from core.phone_number import PhoneNumber

AT = time(9)
"""A notice for a day is due at nine, when people are up and somebody is at work."""
TALKING = timedelta(hours=1)
"""Nobody is interrupted: a thread must have rested so long before a notice comes into it."""
ANSWERED_WITHIN = timedelta(days=7)
"""A thread stays open so long for the answer to a notice; people do not answer at once."""

WARNINGS = frozenset({NoticeKind.WARNING, NoticeKind.MANDATE})
"""«Var det deg?»: they interrupt, go in the evening and on Sundays too, and NEI stops it.

What they ask waits in no slot: it is answered whatever else is asked meanwhile (`open_warnings`).
"""
MUST_REACH = frozenset({NoticeKind.PROVIDER_LEAVES, NoticeKind.DECIDED, *WARNINGS})
"""Who wants no texts gets a letter or a call instead: the person has something to decide."""
BY_LETTER = "warn_by_letter"
"""The reason of the task where a warning can only be written."""
OPTED_OUT = "undeliverable_opted_out"
DEATH = "death"
"""The reason of a task that says that somebody is dead."""


class Why(enum.StrEnum):
    """Why a notice was dropped."""

    NO_LONGER_TRUE = "no_longer_true"
    SWITCHED_OFF = "switched_off"
    OPTED_OUT = "opted_out"
    NO_NUMBER = "no_number"
    """We have no number for the person: a letter is the only way."""
    BY_LETTER = "by_letter"
    """We have no number, and a caseworker has written a letter."""
    WORDING = "wording"
    """It could not be said; a caseworker has a task."""
    HELD_BACK = "held_back"
    """Its conversation had no quiet hour for days; a caseworker has a task."""


class Placing(enum.StrEnum):
    """What came of trying to place a notice."""

    PLACED = "placed"
    LATER = "later"
    """Not at this hour, or the person is writing just now."""
    NOT_WANTED = "not_wanted"
    GONE = "gone"
    """Another process has placed or dropped it."""


@dataclass(frozen=True)
class NewNotice:
    """A notice to be planned; see `conversations.models.Notice`."""

    key: str
    kind: NoticeKind
    municipality: str
    due_at: datetime
    person_id: str | None = None
    conversation_id: str | None = None
    number: str | None = None
    case_number: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording:
    """How a notice is said, and what is then waited for.

    Args:
        says: the messages, the question last.
        slots: set in the conversation; None removes one. Empty where nothing is asked: then what
            was asked before stays asked.
    """

    says: list[Say]
    slots: dict[str, Any]


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
    wrote_from = conversation.peer if conversation.channel == "sms" else None
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


class Notices:
    """Keeps notices and puts them out. Safe to use from several threads and processes.

    Args:
        database: where.
        clock: the time of the domain.
        doors: make what is said; by text message, and by phone where no text comes through.
        leases: one turn, or one notice, of a conversation at a time.
        on_reply: called after a commit that put something in the outbox.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        doors: Mapping[str, Renderer],
        leases: Leases,
        on_reply: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._doors = doors
        self._leases = leases
        self._on_reply = on_reply

    def plan(self, new: NewNotice) -> bool:
        """Plan a notice. False where it was planned before, here or in another process."""
        with self._database.read() as session:
            if session.scalar(select(Notice.id).where(Notice.key == new.key)) is not None:
                return False
        try:
            with self._database.write() as session:
                return plan(session, new, self._clock.now())
        except IntegrityError:
            return False  # On PostgreSQL another process planned it at the same moment.

    def due(self) -> list[Notice]:
        """The notices whose time has come, the oldest first."""
        with self._database.read() as session:
            return list(
                session.scalars(
                    select(Notice)
                    .where(Notice.state == NoticeState.PLANNED)
                    .where(Notice.due_at <= self._clock.now())
                    .where(
                        or_(Notice.next_try_at.is_(None), Notice.next_try_at <= self._clock.now())
                    )
                    .order_by(Notice.due_at, Notice.id)
                )
            )

    def every(self, *states: NoticeState) -> list[Notice]:
        """The notices in some states, in the order in which they are due."""
        with self._database.read() as session:
            return list(
                session.scalars(
                    select(Notice)
                    .where(Notice.state.in_(states))
                    .order_by(Notice.due_at, Notice.id)
                )
            )

    def conversation(self, conversation_id: str) -> Conversation | None:
        """A conversation by text message whose number has not been forgotten, or None."""
        with self._database.read() as session:
            found = session.get(Conversation, conversation_id)
        return found if found is not None and found.channel == "sms" and found.peer else None

    def peer(self, conversation_id: str) -> str | None:
        """The number that a conversation by text or telephone is with; None for a browser."""
        with self._database.read() as session:
            found = session.get(Conversation, conversation_id)
        known = found is not None and found.channel != "web" and found.peer.startswith("+")
        return found.peer if found is not None and known else None

    def sure_peer(self, conversation_id: str) -> str | None:
        """As `peer`, but None for a call with a mobile's number: whoever calls can show any.

        A landline's is taken for it: a warning there is a call, right after the person's own.
        """
        number = self.peer(conversation_id)
        if number is None or PhoneNumber(number).is_landline:
            return number
        return number if self.conversation(conversation_id) else None

    def conversations_with(self, conversation_id: str) -> list[str]:
        """Every conversation by text message between the same two numbers."""
        with self._database.read() as session:
            this = session.get_one(Conversation, conversation_id)
            same = select(Conversation.id).where(
                Conversation.peer == this.peer, Conversation.our_number == this.our_number
            )
            return list(session.scalars(same)) if this.peer else [conversation_id]

    def drop(self, notice_id: int, why: Why) -> None:
        """Let a planned notice go; its number is forgotten."""
        with self._database.write() as session:
            notice = session.get_one(Notice, notice_id, with_for_update=True)
            if notice.state is NoticeState.PLANNED:
                _drop(notice, why)

    def place(self, notice: Notice, opening: Opening, wording: Wording) -> Placing:
        """Put a planned notice into its conversation and the outbox, in one transaction.

        Args:
            notice: as `due` gave it.
            opening: the thread: whom to write to, and from which of our numbers.
            wording: what to say.

        Raises:
            Exception: a text does not exist, or may not go by text message.
        """
        now, warns = self._clock.now(), notice.kind in WARNINGS
        if not (may_warn(now) if warns else is_decent(now)):
            return Placing.LATER
        with self._database.write() as session:
            if _told_dead(session, notice, opening.peer):
                return Placing.LATER
            by_text = opening.channel == "sms"
            if by_text and is_suppressed(session, opening.peer, opening.our_number):
                return self._not_wanted(session, notice.id, opening, wording)
            conversation = find_or_open(session, opening, now)
            talking = now - conversation.last_activity < TALKING
            busy = conversation.holder is not None or (
                talking and not _is_new(session, conversation)
            )
            if busy and not warns:
                return Placing.LATER
        with self._leases.on(conversation.id) as lease:
            if lease is None:
                return Placing.LATER
            try:
                placing = self._place(lease, notice.id, wording)
            except LeaseLost:
                return Placing.LATER
        if placing is Placing.PLACED:
            self._on_reply()
        return placing

    def by_letter(self, notice_id: int, opening: Opening, wording: Wording) -> None:
        """Let a planned notice go because there is no number, and leave a task: write it instead.

        Args:
            notice_id: a planned notice.
            opening: a thread of its own that the task belongs to.
            wording: what it says.
        """
        now = self._clock.now()
        with self._database.write() as session:
            notice = session.get_one(Notice, notice_id, with_for_update=True)
            if notice.state is not NoticeState.PLANNED:
                return
            _drop(notice, Why.NO_NUMBER)
            conversation = find_or_open(session, opening, now)
            text = self._text(conversation, wording)
            summary = {"notice": notice.kind.value, "not_delivered": text}
            task = NewTask(
                f"notice:{notice.id}", BY_LETTER, person_id=notice.person_id, summary=summary
            )
            add_task(session, conversation, task, now)

    def failed(
        self, notice_id: int, failing: Failing, opening: Opening, wording: Wording | None = None
    ) -> bool:
        """Count a try that failed. When the tries are used up, leave a task instead.

        Args:
            notice_id: a planned notice.
            failing: why it could not be placed.
            opening: the thread that the task belongs to.
            wording: what it says, where that is known.

        Returns:
            Whether a caseworker has it now.
        """
        now, retry = self._clock.now(), POLICY[failing]
        with self._database.write() as session:
            notice = session.get_one(Notice, notice_id, with_for_update=True)
            if notice.state is not NoticeState.PLANNED:
                return False
            notice.failures = counted(notice.failures, failing)
            delay = retry.next_delay(notice.failures[failing])
            if delay is not None:
                notice.next_try_at = now + delay
                return False
            _drop(notice, Why(failing.value))
            conversation = find_or_open(session, opening, now)
            summary = {"notice": notice.kind.value, "error_code": failing.value}
            if wording is not None:
                summary["not_delivered"] = self._text(conversation, wording)
            key, person = f"notice:{notice.id}", notice.person_id
            task = NewTask(key, retry.task, person_id=person, summary=summary)
            add_task(session, conversation, task, now)
        return True

    def _text(self, conversation: Conversation, wording: Wording) -> str:
        door = self._doors[conversation.channel].of(conversation.municipality)
        return door.render(wording.says, conversation.standard, {}).text

    def _place(self, lease: Lease, notice_id: int, wording: Wording) -> Placing:
        now = self._clock.now()
        with self._database.write() as session:
            conversation = finish(session, lease)
            notice = session.get_one(Notice, notice_id, with_for_update=True)
            if notice.state is not NoticeState.PLANNED:
                return Placing.GONE
            if _is_waiting(session, conversation.id):
                return Placing.LATER
            says, standard = wording.says, conversation.standard
            door = self._doors[conversation.channel].of(conversation.municipality)
            made = door.render(says, standard, conversation.pace)
            reply = Reply(
                conversation_id=conversation.id,
                message_id=None,
                kind=ReplyKind.NOTICE,
                says=says,
                rest=made.rest,
                acts=[],
                text=made.text,
                standard=standard,
                created_at=now,
            )
            session.add(reply)
            session.flush()
            waits = notice.kind not in WARNINGS
            if conversation.channel == PHONE:
                put_notice_call(session, conversation, reply, decent_hours=waits)
            else:
                put(session, conversation, reply, made.parts, decent_hours=waits)
            slots = conversation.slots | wording.slots
            conversation.slots = {name: it for name, it in slots.items() if it is not None}
            conversation.last_activity, conversation.kept_until = now, now + ANSWERED_WITHIN
            notice.state, notice.reply_id = NoticeState.PLACED, reply.id
            notice.conversation_id, notice.number = conversation.id, None
        return Placing.PLACED

    def _not_wanted(
        self, session: Session, notice_id: int, opening: Opening, wording: Wording
    ) -> Placing:
        """Who said STOPP gets no text; what must be known goes to a caseworker instead."""
        notice = session.get_one(Notice, notice_id, with_for_update=True)
        if notice.state is not NoticeState.PLANNED:
            return Placing.GONE
        _drop(notice, Why.OPTED_OUT)
        if notice.kind in MUST_REACH:
            now = self._clock.now()
            conversation = find_or_open(session, opening, now)
            text = self._text(conversation, wording)
            summary = {"notice": notice.kind.value, "not_delivered": text}
            task = NewTask(
                f"notice:{notice.id}", OPTED_OUT, person_id=notice.person_id, summary=summary
            )
            add_task(session, conversation, task, now)
        return Placing.NOT_WANTED


def _drop(notice: Notice, why: Why) -> None:
    notice.state, notice.why_dropped, notice.number = NoticeState.DROPPED, why.value, None


def _told_dead(session: Session, notice: Notice, number: str) -> bool:
    """Whether a death was told of this person or this number, and no caseworker has looked at it.

    Nothing goes out meanwhile; what waits for days becomes a caseworker's task, as ever.
    """
    theirs = or_(Task.peer == number, Task.call_back_number == number)
    if notice.person_id is not None:
        theirs = or_(theirs, Task.person_id == notice.person_id)
    open_ones = select(Task.id).where(Task.reason == DEATH, Task.state != TaskState.DONE)
    return session.scalar(open_ones.where(theirs).limit(1)) is not None


def _is_new(session: Session, conversation: Conversation) -> bool:
    """Whether nobody has said anything in it: then there is nobody to interrupt."""
    heard = select(InboundMessage.id).where(InboundMessage.conversation_id == conversation.id)
    said = select(Reply.id).where(Reply.conversation_id == conversation.id)
    return session.scalar(heard.limit(1)) is None and session.scalar(said.limit(1)) is None


def _is_waiting(session: Session, conversation: str) -> bool:
    waiting = select(InboundMessage.id).where(
        InboundMessage.conversation_id == conversation,
        InboundMessage.state == MessageState.WAITING,
    )
    return session.scalar(waiting.limit(1)) is not None
