"""Texts that did not arrive: what went wrong, and sending one again, once, to a mended number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.caseworker import Caseworker, CaseworkRefused, Why
from casework.models import Act, Outcome
from casework.tasks.assignment import wait_for_nobody
from casework.tasks.call_log import finish, require_free, task_here
from casework.unit_of_work import acting
from conversations.delivery.outbox import good_for
from conversations.lease import real_now
from conversations.models import OutboxRow, OutboxState, Task
from conversations.notifications.models import Notice, NoticeState
from conversations.notifications.placing import Why as WhyDropped
from conversations.suppression import is_suppressed
from core.channel import Channel
from core.clock import Clock
from core.database import Database

OF_ROW = "outbox:"
"""How the key of a task about a text begins; its row follows."""
AGAIN = "again:"
"""How the idempotency of a text that was sent again begins; the row that failed follows."""
GIVEN_UP = (OutboxState.FAILED, OutboxState.UNDELIVERED)


@dataclass(frozen=True)
class Undelivered:
    """A text that did not arrive, and the task that it became.

    Attributes:
        row: what was to be sent; None where it was never tried, because the person wants no texts.
        can_retry: whether it may be sent again: once only.
    """

    task: Task
    row: OutboxRow | None
    can_retry: bool


class Redelivery:
    """Tells what did not arrive, and sends again.

    Args:
        database: where.
        clock: the time of the domain.
        on_reply: called after a commit that put something in the outbox.
    """

    def __init__(self, database: Database, clock: Clock, on_reply: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._on_reply = on_reply

    def one(self, municipality: str, task_id: int) -> Undelivered:
        """One of them, whether it is taken care of or not.

        Raises:
            NotHere: no such task in this municipality.
        """
        with self._database.read() as session:
            return _undelivered(session, task_here(session, municipality, task_id))

    def send_again(self, me: Caseworker, task_id: int, number: str, key: str) -> None:
        """Send a text that did not arrive once more. It goes at a decent hour.

        Its task is done with that; should this one fail too, there will be a new task, from which
        it cannot be sent a third time.

        Args:
            number: in E.164, one that may be texted.
            key: of this act; the same again sends nothing.

        Raises:
            NotHere: no such task in this municipality.
            CaseworkRefused: DONE; TAKEN; OPTED_OUT, the number wants no texts.
        """
        with self._database.read() as session:
            conversation_id = task_here(session, me.municipality, task_id).conversation_id
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(Act.SENT_AGAIN, key):
                return
            task = require_free(act, task_id)
            found = _undelivered(act.session, task)
            if found.row is None or not found.can_retry:
                raise CaseworkRefused(Why.DONE)
            row = found.row
            if is_suppressed(act.session, number, row.from_number):
                raise CaseworkRefused(Why.OPTED_OUT)
            act.session.add(
                OutboxRow(
                    # Unique: of two who send it again at once, one does.
                    idempotency=f"{AGAIN}{row.id}",
                    conversation_id=row.conversation_id,
                    reply_id=row.reply_id,
                    channel=row.channel,
                    to_number=number,
                    from_number=row.from_number,
                    body=row.body,
                    segments=row.segments,
                    despite_suppression=False,
                    decent_hours=True,
                    state=OutboxState.WAITING,
                    next_try_at=real_now(),
                    expires_at=real_now() + good_for(act.now, decent_hours=True),
                    created_at=act.now,
                )
            )
            task.assignee = me.id
            finish(task, Outcome.SENT_AGAIN, act.now)
            act.session.flush()
            wait_for_nobody(act.conversation, act.unfinished())
            mended = number != row.to_number
            act.write_down(Act.SENT_AGAIN, key, task=task.id, row=row.id, mended=mended)
        self._on_reply()

    def letters(self, municipality: str) -> list[Notice]:
        """What we wanted to tell people whose number nobody knows: only a letter reaches them."""
        query = (
            select(Notice)
            .where(Notice.municipality == municipality, Notice.state == NoticeState.DROPPED)
            .where(Notice.why_dropped == WhyDropped.NO_NUMBER)
            .order_by(Notice.created_at, Notice.id)
        )
        with self._database.read() as session:
            return list(session.scalars(query))

    def letter_written(self, municipality: str, notice_id: int) -> bool:
        """Note that a letter has been written instead. False where that was noted before.

        Raises:
            LookupError: this municipality has no such letter to write.
        """
        with self._database.write() as session:
            notice = session.get(Notice, notice_id, with_for_update=True)
            if notice is None or notice.municipality != municipality:
                raise LookupError(notice_id)
            if notice.why_dropped == WhyDropped.BY_LETTER:
                return False
            if notice.why_dropped != WhyDropped.NO_NUMBER:
                raise LookupError(notice_id)
            notice.why_dropped = WhyDropped.BY_LETTER
            return True


def _undelivered(session: Session, task: Task) -> Undelivered:
    row = None
    if task.key.startswith(OF_ROW):
        row = session.get(OutboxRow, int(task.key.removeprefix(OF_ROW)))
    return Undelivered(task, row, row is not None and _can_retry(session, row))


def _can_retry(session: Session, row: OutboxRow) -> bool:
    """Whether a text may be sent again: it has words still, was given up, and not sent again."""
    again = select(OutboxRow.id).where(OutboxRow.idempotency == f"{AGAIN}{row.id}")
    return (
        bool(row.body)
        and not row.secret  # its code is gone; the person can give the mandate anew
        and row.channel == Channel.SMS
        and row.state in GIVEN_UP
        and not row.idempotency.startswith(AGAIN)
        and session.scalar(again) is None
    )


def is_old(row: OutboxRow, now: datetime) -> bool:
    """Whether what a text says may not be true any more: it is from another day."""
    return Clock(row.created_at).today() != Clock(now).today()
