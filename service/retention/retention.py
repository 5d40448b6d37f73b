"""Retention of conversations: words and numbers of those that are over are emptied."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, Update, cast, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.models import CaseworkEvent, ReplyDraft
from channels.phone.models import PhoneStep
from conversations.duty.models import DutyAttempt
from conversations.models import (
    Conversation,
    ConversationStatus,
    InboundMessage,
    MessageState,
    OutboxRow,
    OutboxState,
    Reply,
    Task,
    TaskState,
)
from conversations.notifications.models import Notice, NoticeState
from conversations.notifications.placing import Why
from conversations.readings.models import SecondReading
from conversations.way_back import WayBack
from core.database import Base, Database

FORGOTTEN = ""
"""What stands in a conversation for the other's number when its words are gone."""
AT_A_TIME = 200
"""Conversations a transaction: SQLite has one writer, and the answers must not wait for this."""

# Every column that holds words or numbers, and what is left in it.
WORDS: dict[str, tuple[type[Base], InstrumentedAttribute[Any], dict[str, Any]]] = {
    "messages": (
        InboundMessage,
        InboundMessage.conversation_id,
        {"text": "", "understood": {}},
    ),
    "replies": (
        Reply,
        Reply.conversation_id,
        {"says": [], "rest": [], "acts": [], "text": ""},
    ),
    "sent": (OutboxRow, OutboxRow.conversation_id, {"to_number": FORGOTTEN, "body": ""}),
    "call_steps": (PhoneStep, PhoneStep.conversation_id, {"question": None, "twiml": ""}),
    "tasks": (
        Task,
        Task.conversation_id,
        {"peer": FORGOTTEN, "summary": {}, "transcript": [], "call_back_number": None},
    ),
    "notices": (Notice, Notice.conversation_id, {"number": None, "details": {}}),
    "notes": (CaseworkEvent, CaseworkEvent.conversation_id, {"note": ""}),
    "drafts": (ReplyDraft, ReplyDraft.conversation_id, {"text": ""}),
    "readings": (
        SecondReading,
        SecondReading.conversation_id,
        {"sent": "", "embedded": {}, "second": None},
    ),
    "ways_back": (
        WayBack,
        WayBack.conversation_id,
        {"number": FORGOTTEN, "secret_hash": None, "good_until": None},
    ),
}


@dataclass
class Forgotten:
    """How many of each lost their words, or would."""

    conversations: int = 0
    messages: int = 0
    replies: int = 0
    sent: int = 0
    call_steps: int = 0
    tasks: int = 0
    notices: int = 0
    notes: int = 0
    drafts: int = 0
    readings: int = 0
    ways_back: int = 0
    municipalities: dict[str, int] = field(default_factory=dict)
    """Conversations of each."""


def purge_words(database: Database, before: datetime, *, dry_run: bool = False) -> Forgotten:
    """Remove words and numbers from conversations that rested since before a time.

    A conversation is left alone while a caseworker holds it, a task in it is not done, a message
    waits for its answer, or a text or a notice waits to be sent. Notices that belong to no
    conversation lose their words too. That there was a conversation
    stays, with its times, states and costs. It can be stopped at any point and run again.

    Args:
        before: at least a day ago, so that the thread is over (`conversation.IDLE`).
        dry_run: only count.
    """
    done = Forgotten()
    last = ""
    while True:
        with database.write() as session:
            _overwrite(session, database)
            rows = list(session.scalars(_over(before, last)))
            if rows:
                _forget(session, rows, done, dry_run)
        if not rows:
            break
        last = rows[-1].id
    with database.write() as session:
        _overwrite(session, database)
        _forget_notices(session, before, done, dry_run)
        if not dry_run:
            # Colleagues' telephones: who was called stays, by name and time.
            session.execute(
                update(DutyAttempt)
                .where(DutyAttempt.at < before, DutyAttempt.number != FORGOTTEN)
                .values(number=FORGOTTEN)
                .execution_options(synchronize_session=False)
            )
    if database.is_sqlite and not dry_run:
        # The words also stand in the log of changes until it is written into the file and emptied.
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return done


def _over(before: datetime, after_id: str) -> Select[Conversation]:
    unfinished = (
        select(Task.id).where(
            Task.conversation_id == Conversation.id, Task.state != TaskState.DONE
        ),
        select(InboundMessage.id).where(
            InboundMessage.conversation_id == Conversation.id,
            InboundMessage.state == MessageState.WAITING,
        ),
        select(OutboxRow.id).where(
            OutboxRow.conversation_id == Conversation.id,
            OutboxRow.state.in_((OutboxState.WAITING, OutboxState.SENDING)),
        ),
        select(Notice.id).where(
            Notice.conversation_id == Conversation.id, Notice.state == NoticeState.PLANNED
        ),
    )
    return (
        select(Conversation)
        .where(Conversation.last_activity < before, Conversation.holder.is_(None))
        .where(Conversation.peer != FORGOTTEN, Conversation.id > after_id)
        .where(*(~each.exists() for each in unfinished))
        .order_by(Conversation.id)
        .limit(AT_A_TIME)
        .with_for_update()
    )


def _forget(session: Session, rows: list[Conversation], done: Forgotten, dry_run: bool) -> None:
    ids = [row.id for row in rows]
    done.conversations += len(ids)
    for row in rows:
        done.municipalities[row.municipality] = done.municipalities.get(row.municipality, 0) + 1
    for name, (table, belongs_to, left) in WORDS.items():
        theirs = belongs_to.in_(ids)
        count = session.scalar(select(func.count()).select_from(table).where(theirs)) or 0
        setattr(done, name, getattr(done, name) + count)
        if not dry_run:
            emptied: Update = update(table).where(theirs).values(left)
            session.execute(emptied.execution_options(synchronize_session=False))
    if dry_run:
        return
    for row in rows:
        row.peer, row.slots, row.pace = FORGOTTEN, {}, {}
        row.thread, row.status = None, ConversationStatus.CLOSED


def _forget_notices(session: Session, before: datetime, done: Forgotten, dry_run: bool) -> None:
    """Notices of people who never wrote to us belong to no conversation.

    One that waits for a letter to be written is left alone, as a task that is not done is.
    """
    theirs = (
        Notice.conversation_id.is_(None),
        Notice.state == NoticeState.DROPPED,
        Notice.why_dropped != Why.NO_NUMBER,
        Notice.due_at < before,
        or_(Notice.number.is_not(None), cast(Notice.details, String) != "{}"),
    )
    done.notices += session.scalar(select(func.count()).select_from(Notice).where(*theirs)) or 0
    if not dry_run:
        left = WORDS["notices"][2]
        session.execute(
            update(Notice).where(*theirs).values(left).execution_options(synchronize_session=False)
        )


def _overwrite(session: Session, database: Database) -> None:
    """Have SQLite write zeros over what is removed; otherwise it stays in the file unseen."""
    if database.is_sqlite:
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON").close()
