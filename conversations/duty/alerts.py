"""Alerts: made with an urgent task, in its transaction, and looked up by whoever shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from conversations.duty.models import LIVE, AlertState, DutyAlert, DutyAttempt
from conversations.lease import real_now
from conversations.models import OutboxRow, OutboxState, Task, TaskState
from core.database import Database
from provider_catalog.duty import EMERGENCY

SAME = timedelta(minutes=15)
"""Whoever has taken a conversation's danger so lately is not called about its next message."""

CONFIDENTIAL = "confidential"
"""The gravest that is known of how somebody may be reached: it is never lost to «not yet»."""


def raise_alert(session: Session, task: Task, now: datetime, danger: str | None = None) -> None:
    """Let somebody on duty be told of a task, unless they are being told of the same just now.

    Another danger is another thing, and graver than abuse or a death. What is told beside a danger
    is read by whoever has that, and told of by itself where the danger is taken back
    (`calling.all_clear`); that nobody may ring is told at once.

    Args:
        session: the caller's transaction.
        task: what must be told of.
        now: the time of the domain.
        danger: which danger it is, for an emergency; None where that is not known.
    """
    seen = (AlertState.ACKNOWLEDGED, AlertState.TAKEN)
    same = and_(DutyAlert.reason == task.reason, DutyAlert.danger.is_not_distinct_from(danger))
    confidential = bool(task.summary.get("contact"))
    alone = task.reason == EMERGENCY or confidential
    lately = or_(
        DutyAlert.state.in_(LIVE),
        and_(DutyAlert.state.in_(seen), DutyAlert.ended_at > now - SAME),
    )
    # Whoever has taken the danger has not seen what was told after that.
    beside = and_(DutyAlert.reason == EMERGENCY, DutyAlert.state.in_(LIVE))
    known = (
        select(Task)
        .join(DutyAlert, DutyAlert.task_id == Task.id)
        .where(DutyAlert.conversation_id == task.conversation_id)
        .where(and_(same, lately) if alone else or_(and_(same, lately), beside))
    )
    told_of = session.scalars(known).all()
    if confidential:
        told_of = [of for of in told_of if of.summary.get("contact")]
        _in_confidence_too(session, task)
    if told_of:
        return
    session.add(
        DutyAlert(
            task_id=task.id,
            conversation_id=task.conversation_id,
            municipality=task.municipality,
            reason=task.reason,
            danger=danger,
            state=AlertState.CALLING,
            next_at=real_now(),
            created_at=now,
        )
    )
    session.flush()


def _in_confidence_too(session: Session, task: Task) -> None:
    """What the same thread told before is in confidence too: its number is not rung any more."""
    before = (
        select(Task)
        .where(Task.conversation_id == task.conversation_id, Task.id != task.id)
        .where(Task.state == TaskState.OPEN, Task.reason == task.reason)
    )
    for of in session.scalars(before):
        new, known = task.summary["contact"], of.summary.get("contact")
        of.summary = {**of.summary, "contact": new if new == CONFIDENTIAL else known or new}


@dataclass(frozen=True)
class Tried:
    """A try to reach somebody, and what became of it."""

    attempt: DutyAttempt
    state: OutboxState
    error_code: str | None


@dataclass(frozen=True)
class Told:
    """An alert with its task and every try."""

    alert: DutyAlert
    task: Task
    tried: tuple[Tried, ...]


def told_in(database: Database, conversation: str) -> list[Told]:
    """The alerts of a conversation, the oldest first."""
    with database.read() as session:
        return _with_tries(session, and_(DutyAlert.conversation_id == conversation))


def dangers(database: Database, municipality: str) -> list[Told]:
    """What nobody has finished of a municipality's alerts: whether or not it was seen."""
    unfinished = and_(DutyAlert.municipality == municipality, Task.state != TaskState.DONE)
    with database.read() as session:
        return _with_tries(session, and_(unfinished, DutyAlert.state != AlertState.CLOSED))


def taken_by(database: Database, conversation: str) -> str | None:
    """Who on duty has taken a conversation's danger; None where nobody has."""
    query = (
        select(DutyAlert.taken_by)
        .where(DutyAlert.conversation_id == conversation)
        .where(DutyAlert.state == AlertState.ACKNOWLEDGED)
        .order_by(DutyAlert.id.desc())
    )
    with database.read() as session:
        return session.scalar(query.limit(1))


def _with_tries(session: Session, which: object) -> list[Told]:
    found = session.execute(
        select(DutyAlert, Task)
        .join(Task, Task.id == DutyAlert.task_id)
        .where(which)  # type: ignore[arg-type]  # a condition, made by the two above
        .order_by(DutyAlert.id)
    ).all()
    tries: dict[int, list[Tried]] = {}
    of_these: Sequence[int] = [alert.id for alert, _ in found]
    rows = session.execute(
        select(DutyAttempt, OutboxRow.state, OutboxRow.error_code)
        .join(OutboxRow, OutboxRow.id == DutyAttempt.outbox_id)
        .where(DutyAttempt.alert_id.in_(of_these))
        .order_by(DutyAttempt.id)
    )
    for attempt, state, code in rows:
        tries.setdefault(attempt.alert_id, []).append(Tried(attempt, state, code))
    return [Told(alert, task, tuple(tries.get(alert.id, ()))) for alert, task in found]
