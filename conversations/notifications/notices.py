"""Notices: what we write first. Planned once, and placed in the outbox once, when we may.

What a notice is about and whether it still holds is for others to know; here it is kept, and put
into its conversation like any reply, so that the answer to it is understood in its place.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from channels.phone.outgoing.notice_calls import put_notice_call
from conversations.delivery.outbox import add_unprompted, put
from conversations.delivery.sending_window import is_decent, may_warn
from conversations.lease import Lease, LeaseLost, Leases, finish
from conversations.models import Conversation
from conversations.notifications.models import Notice, NoticeState
from conversations.notifications.placing import (
    ANSWERED_WITHIN,
    BY_LETTER,
    MUST_REACH,
    OPTED_OUT,
    WARNINGS,
    Placing,
    Why,
    Wording,
)
from conversations.notifications.planning import NewNotice, plan
from conversations.notifications.quiet import has_unanswered, is_busy, is_told_dead
from conversations.renderer import Renderer
from conversations.retry_policy import POLICY, Failing, counted
from conversations.suppression import is_suppressed
from conversations.tasks import NewTask, add_task
from conversations.threads import Opening, find_or_open
from core.channel import Channel
from core.clock import Clock
from core.database import Database
from core.phone_number import PhoneNumber


class Notices:
    """Keeps notices and puts them out. Safe to use from several threads and processes.

    Args:
        database: where.
        clock: the time of the domain.
        renderers: make what is said; by text message, and by phone where no text comes through.
        leases: one turn, or one notice, of a conversation at a time.
        on_reply: called after a commit that put something in the outbox.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        renderers: Mapping[str, Renderer],
        leases: Leases,
        on_reply: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._renderers = renderers
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
        return found if found is not None and found.channel == Channel.SMS and found.peer else None

    def peer(self, conversation_id: str) -> str | None:
        """The number that a conversation by text or telephone is with; None for a browser."""
        with self._database.read() as session:
            found = session.get(Conversation, conversation_id)
        known = found is not None and found.channel != Channel.WEB and found.peer.startswith("+")
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
            if is_told_dead(session, notice, opening.peer):
                return Placing.LATER
            by_text = opening.channel == Channel.SMS
            if by_text and is_suppressed(session, opening.peer, opening.our_number):
                return self._not_wanted(session, notice.id, opening, wording)
            conversation = find_or_open(session, opening, now)
            if not warns and is_busy(session, conversation, now):
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
        with self._database.write() as session:
            notice = session.get_one(Notice, notice_id, with_for_update=True)
            if notice.state is not NoticeState.PLANNED:
                return
            _drop(notice, Why.NO_NUMBER)
            self._leave_task(session, notice, opening, BY_LETTER, wording)

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
            failed = {"error_code": failing.value}
            self._leave_task(session, notice, opening, retry.task, wording, **failed)
        return True

    def _leave_task(
        self,
        session: Session,
        notice: Notice,
        opening: Opening,
        reason: str,
        wording: Wording | None,
        **summary: str,
    ) -> None:
        """A dropped notice becomes a caseworker's task, with the words where they are known."""
        now = self._clock.now()
        conversation = find_or_open(session, opening, now)
        summary["notice"] = notice.kind.value
        if wording is not None:
            renderer = self._renderers[conversation.channel].of(conversation.municipality)
            made = renderer.render(wording.says, conversation.standard, {})
            summary["not_delivered"] = made.text
        key, person = f"notice:{notice.id}", notice.person_id
        task = NewTask(key, reason, person_id=person, summary=dict(summary))
        add_task(session, conversation, task, now)

    def _place(self, lease: Lease, notice_id: int, wording: Wording) -> Placing:
        now = self._clock.now()
        with self._database.write() as session:
            conversation = finish(session, lease)
            notice = session.get_one(Notice, notice_id, with_for_update=True)
            if notice.state is not NoticeState.PLANNED:
                return Placing.GONE
            if has_unanswered(session, conversation.id):
                return Placing.LATER
            says = wording.says
            renderer = self._renderers[conversation.channel].of(conversation.municipality)
            made = renderer.render(says, conversation.standard, conversation.pace)
            reply = add_unprompted(session, conversation, says, made.text, now, rest=made.rest)
            waits = notice.kind not in WARNINGS
            if conversation.channel == Channel.PHONE:
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
            self._leave_task(session, notice, opening, OPTED_OUT, wording)
        return Placing.NOT_WANTED


def _drop(notice: Notice, why: Why) -> None:
    notice.state, notice.why_dropped, notice.number = NoticeState.DROPPED, why.value, None
