"""The outbox: what is to be sent is committed with the reply, and claimed by one sender at a time.

The database is the queue. A row is claimed with `FOR UPDATE SKIP LOCKED` on PostgreSQL; on SQLite
the one write lock does the same. Within a conversation a row waits for those before it, so that
part 2 never goes before part 1; only danger to life and the like overtakes what others wait for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select, true
from sqlalchemy.orm import Session, aliased

from conversations.delivery.sending_window import last_chance
from conversations.lease import real_now
from conversations.models import Conversation, OutboxRow, OutboxState, Reply, ReplyKind
from conversations.renderer import Part, Say
from core.channel import Channel
from core.database import Database

SENDING = timedelta(seconds=60)
"""How long a sender has for one row before another looks into it: more than its HTTP time-out."""
SETTLING = timedelta(seconds=5)
"""How long Twilio has to show an accepted message in its list; our guess, it promises nothing."""

REPLY_IS_GOOD_FOR = timedelta(hours=4)
"""How long a reply may wait to be sent: what comes later only confuses."""


def good_for(created_at: datetime, *, decent_hours: bool) -> timedelta:
    """How long something may wait to be sent; after that a person has to do it.

    Args:
        created_at: when it was written, by the domain clock.
        decent_hours: whether it waits for hours when we may.
    """
    return last_chance(created_at) - created_at if decent_hours else REPLY_IS_GOOD_FOR


def add_unprompted(
    session: Session,
    conversation: Conversation,
    says: Sequence[Say],
    text: str,
    now: datetime,
    *,
    kind: ReplyKind = ReplyKind.NOTICE,
    standard: str | None = None,
    rest: Sequence[Say] = (),
) -> Reply:
    """Add a reply that answers no message: what we begin, and what a caseworker writes.

    Args:
        session: the transaction that also puts it in the outbox.
        conversation: where it is said.
        says: the messages that it was made of; none for what a person wrote.
        text: what is said.
        now: the domain's time.
        kind: a notice, or a person's words.
        standard: the written standard, where it is not the conversation's.
        rest: what did not fit.
    """
    reply = Reply(
        conversation_id=conversation.id,
        message_id=None,
        kind=kind,
        says=list(says),
        rest=list(rest),
        acts=[],
        text=text,
        standard=standard or conversation.standard,
        created_at=now,
    )
    session.add(reply)
    session.flush()
    return reply


def put(
    session: Session,
    conversation: Conversation,
    reply: Reply,
    parts: Sequence[Part],
    *,
    despite_suppression: bool = False,
    decent_hours: bool = False,
    secret: bool = False,
) -> None:
    """Put a reply's parts in the outbox, in the caller's transaction.

    Args:
        session: the transaction that also holds the reply.
        conversation: to whom, and from which of our numbers.
        reply: the stored reply.
        parts: what to send, in order.
        despite_suppression: True only for the confirmation of an opt-out, and in danger to life.
        decent_hours: True for what we start, which goes only when we may.
        secret: True where a part holds a code.
    """
    for number, part in enumerate(parts):
        session.add(
            OutboxRow(
                idempotency=f"{reply.id}:{number}",
                conversation_id=conversation.id,
                reply_id=reply.id,
                channel=conversation.channel,
                to_number=conversation.peer,
                from_number=conversation.our_number,
                body=part.body,
                segments=part.segments,
                despite_suppression=despite_suppression,
                decent_hours=decent_hours,
                secret=secret,
                state=OutboxState.WAITING,
                next_try_at=real_now(),
                expires_at=real_now() + good_for(reply.created_at, decent_hours=decent_hours),
                created_at=reply.created_at,
            )
        )
        # One by one, so that the ids follow the parts' order.
        session.flush()


def _must_go(row: type[OutboxRow]) -> ColumnElement[bool]:
    """What goes whatever was asked for, danger to life first of all."""
    return and_(row.despite_suppression, row.channel == Channel.SMS)


def is_due(now: datetime, *, decent: bool) -> ColumnElement[bool]:
    """What should go out now: its time has come, and what goes before it is out.

    What must go waits only for the other parts of itself.

    Args:
        now: real time.
        decent: whether what we start may go now. What must wait until it may keeps no reply in its
            conversation waiting.
    """
    earlier = aliased(OutboxRow)
    unfinished = (OutboxState.WAITING, OutboxState.SENDING)
    blocked = exists().where(
        earlier.conversation_id == OutboxRow.conversation_id,
        earlier.id < OutboxRow.id,
        earlier.state.in_(unfinished),
        true() if decent else earlier.decent_hours.is_(False),
        or_(earlier.reply_id == OutboxRow.reply_id, not_(_must_go(OutboxRow))),
    )
    return and_(
        OutboxRow.state.in_(unfinished),
        OutboxRow.next_try_at <= now,
        true() if decent else OutboxRow.decent_hours.is_(False),
        ~blocked,
    )


@dataclass(frozen=True)
class Claim:
    """A row that this sender has for a while.

    Args:
        row: the row as claimed; its `attempts` counts this one.
        interrupted_since: when a try began whose end nobody knows, or None. The message may have
            gone out then.
    """

    row: OutboxRow
    interrupted_since: datetime | None


class Outbox:
    """Hands out rows to send.

    Args:
        database: where.
        length: how long a sender has for one row.
        settling: how long an interrupted row waits after a restart.
    """

    def __init__(
        self,
        database: Database,
        length: timedelta = SENDING,
        settling: timedelta = SETTLING,
    ) -> None:
        self._database = database
        self._length = length
        self._settling = settling

    def claim(self, *, decent: bool = True) -> Claim | None:
        """Claim the oldest row that is due and whose forerunners are out, or None.

        Args:
            decent: whether what we start may go now. What must wait until it may keeps no reply
                in its conversation waiting.
        """
        now = real_now()
        due = is_due(now, decent=decent)
        with self._database.read() as session:
            # A look without a lock: most polls find nothing and need not wake the disk.
            if session.scalar(select(OutboxRow.id).where(due).limit(1)) is None:
                return None
        with self._database.write() as session:
            row = session.scalar(
                select(OutboxRow)
                .where(due)
                .order_by(_must_go(OutboxRow).desc(), OutboxRow.id)
                .limit(1)
                .with_for_update(skip_locked=True, of=OutboxRow)
            )
            if row is None:
                return None
            interrupted = row.sending_since if row.state is OutboxState.SENDING else None
            row.state = OutboxState.SENDING
            row.attempts += 1
            # The first begin is kept: the message may have gone out in any of the tries since.
            row.sending_since = interrupted or now
            row.next_try_at = now + self._length
            return Claim(row, interrupted)

    def free_all(self) -> None:
        """Make interrupted rows due: for the start of the only process of an embedded database.

        Not quite at once: Twilio's list, which is searched first, may be a little behind.
        """
        soon = real_now() + self._settling
        with self._database.write() as session:
            for row in session.scalars(
                select(OutboxRow).where(OutboxRow.state == OutboxState.SENDING)
            ):
                row.next_try_at = soon
