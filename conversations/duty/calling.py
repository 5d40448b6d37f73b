"""Who is called next: an alert, step by step, until somebody has it or everybody was called twice.

The times stand in the database, so a restart delays a step and loses none. A step is one
transaction: whom it calls and when the next one comes are committed together, and its texts and
calls have keys of their own, so each try is made once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Select, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from conversations.duty.alerts import raise_alert
from conversations.duty.models import (
    DUE,
    UNSEEN,
    AlertState,
    Answer,
    DutyAlert,
    DutyAttempt,
    How,
)
from conversations.duty.sending import DutyMessages, To
from conversations.lease import real_now
from conversations.models import OutboxRow, OutboxState, Task, TaskState
from conversations.renderer import Say
from core.clock import Clock
from core.database import Database
from provider_catalog.duty import EMERGENCY, Contact, Hears, who_hears

log = structlog.get_logger(__name__)

VIOLENCE = "violence"
"""The danger in which whoever is rung may be overheard."""
ROUNDS = 2
"""How many times the list is gone through before it is said that nobody answered."""
OFFICE = timedelta(minutes=10)
"""How long an open office with nobody on duty has before that is said."""
LOOK_AGAIN = timedelta(minutes=5)
"""How often it is looked whether somebody has come on duty, where nobody is."""
HURRY = timedelta(seconds=30)
"""How soon the next is called after a call that nobody took: time for an answer to the text."""
TRIES = 3
OVER = "over"
"""The error code of what was not sent, for somebody had it already."""
FOR_THE_OFFICE = 0
"""The round of an alert that waits for an open office."""


def asks(alert: DutyAlert) -> Say:
    """What the answer by text must be."""
    return {"say": "duty.answer", "values": {"key": alert.key}}


def about(task: Task, municipality: str, danger: str | None = None) -> list[Say]:
    """What somebody on duty is told of a task: what it is, and whom to ring. No words of it.

    Args:
        task: what must be told of.
        municipality: its name.
        danger: which danger it is, where that is known.
    """
    kind = task.reason if task.reason in ("emergency", "abuse", "death") else "urgent"
    number = None if in_confidence(task) else task.call_back_number
    ring: Say = {"say": "duty.ring_hidden", "values": {"task": {"digits": str(task.id)}}}
    if number:
        first = "duty.ring" if kind == "emergency" else "duty.read_first"
        values = {"number": {"phone": number}, "task": {"digits": str(task.id)}}
        ring = {"say": first, "values": values}
    elif in_confidence(task):
        ring = {"say": "duty.read_alone", "values": {"task": {"digits": str(task.id)}}}
    says: list[Say] = [{"say": f"duty.{kind}", "values": {"municipality": municipality}}, ring]
    return [*says, {"say": "duty.overheard"}] if danger == VIOLENCE and number else says


def in_confidence(task: Task) -> bool:
    """Whether nobody may ring before it is read when that is safe: who did it may pick up."""
    return bool(task.summary.get("contact"))


class DutyCalls:
    """Takes the steps that are due. Safe to use from several threads and processes.

    Args:
        database: where.
        clock: the time of the domain, by which it is known who is on duty.
        messages: makes texts and calls.
        on_put: called after a commit that put something in the outbox.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        messages: DutyMessages,
        on_put: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._messages = messages
        self._on_put = on_put

    def run_due(self) -> int:
        """Take every step whose time has come; how many were taken."""
        taken = failed = 0
        while failed < TRIES:
            try:
                if not self._run_next():
                    break
            except IntegrityError:
                # On PostgreSQL two may begin somebody's thread at once; the second try finds it.
                failed += 1
            else:
                taken += 1
        if taken:
            self._on_put()
        return taken

    def _run_next(self) -> bool:
        due = (DutyAlert.state.in_(DUE), DutyAlert.next_at <= real_now())
        with self._database.read() as session:
            # A look without a lock: most find nothing and need not wake the disk.
            if session.scalar(select(DutyAlert.id).where(*due).limit(1)) is None:
                return False
        with self._database.write() as session:
            alert = session.scalar(
                select(DutyAlert)
                .where(*due)
                .order_by(DutyAlert.next_at)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            if alert is None:
                return False
            self._step(session, alert)
            return True

    def _step(self, session: Session, alert: DutyAlert) -> None:
        task, now = session.get_one(Task, alert.task_id), self._clock.now()
        place = self._messages.place(alert.municipality)
        if alert.state is AlertState.CLEARED:
            return self._tell_cleared(session, alert, task)
        if task.state is TaskState.DONE:
            return end(session, alert, AlertState.CLOSED, now)
        if task.assignee is not None:
            return end(session, alert, AlertState.TAKEN, now)
        if place.duty is not None and not place.duty.concerns(alert.reason):
            return end(session, alert, AlertState.CLOSED, now)
        hears = who_hears(place, alert.reason, now)
        if not hears.on_duty:
            return self._nobody(session, alert, task, hears)
        contact = _next(session, alert, hears.on_duty)
        if contact is None:
            return self._give_up(session, alert, task)
        minutes = place.duty.minutes if place.duty is not None else 1
        alert.state, alert.next_at = AlertState.CALLING, real_now() + timedelta(minutes=minutes)
        says = about(task, place.name, alert.danger)
        to = To(alert.municipality, place, contact.phone)
        for how in How:
            told = [*says, asks(alert) if how is How.SMS else {"say": "phone.duty_call"}]
            key = f"{alert.id}:{alert.round}:{contact.phone}:{how.value}"
            row = self._messages.put(session, to, key, told, now=now, how=how)
            if row is not None:
                session.add(_attempt(alert, contact, how, row, now))
        session.flush()
        log.info("duty.called", alert=alert.id, round=alert.round)
        return None

    def _nobody(self, session: Session, alert: DutyAlert, task: Task, hears: Hears) -> None:
        waited = alert.state is AlertState.WAITING and alert.round == FOR_THE_OFFICE
        if hears.office and waited:
            return self._give_up(session, alert, task)
        alert.state = AlertState.WAITING
        # Nobody was called: the list is begun from its beginning when somebody comes on duty.
        alert.round = FOR_THE_OFFICE if hears.office else 1
        alert.next_at = real_now() + (OFFICE if hears.office else LOOK_AGAIN)
        session.flush()
        log.warning("duty.nobody", alert=alert.id, office=hears.office)
        return None

    def _give_up(self, session: Session, alert: DutyAlert, task: Task) -> None:
        """Say on the task that nobody acknowledged: it shows in the console until somebody has."""
        task.summary = {**task.summary, "duty": AlertState.UNANSWERED.value}
        log.error("duty.unanswered", alert=alert.id, task=task.id)
        end(session, alert, AlertState.UNANSWERED, self._clock.now())

    def _tell_cleared(self, session: Session, alert: DutyAlert, task: Task) -> None:
        """Tell everybody who was called that the citizen says that there is no danger."""
        now, place = self._clock.now(), self._messages.place(alert.municipality)
        says: list[Say] = [{"say": "duty.cleared", "values": {"task": {"digits": str(task.id)}}}]
        called = select(DutyAttempt.number).where(DutyAttempt.alert_id == alert.id).distinct()
        for number in sorted(session.scalars(called)):
            to = To(alert.municipality, place, number)
            self._messages.put(session, to, f"{alert.id}:{number}:cleared", says, now=now)
        alert.next_at = None
        session.flush()
        log.info("duty.cleared", alert=alert.id)

    def not_taken(self, row_id: int) -> None:
        """A call to somebody on duty was not taken: the next is called soon."""
        with self._database.write() as session:
            alert = session.scalar(
                select(DutyAlert)
                .join(DutyAttempt, DutyAttempt.alert_id == DutyAlert.id)
                .where(DutyAttempt.outbox_id == row_id, DutyAlert.state == AlertState.CALLING)
                .with_for_update(of=DutyAlert)
            )
            if alert is not None and alert.next_at is not None:
                alert.next_at = min(alert.next_at, real_now() + HURRY)


def _next(session: Session, alert: DutyAlert, on_duty: tuple[Contact, ...]) -> Contact | None:
    """Who is called now; None where everybody was, as often as they are, or has said no."""
    tries = session.scalars(select(DutyAttempt).where(DutyAttempt.alert_id == alert.id)).all()
    declined = {each.number for each in tries if each.answer is Answer.NO}
    willing = [each for each in on_duty if each.phone not in declined]
    alert.round = max(alert.round, 1)
    while alert.round <= ROUNDS:
        called = {each.number for each in tries if each.round == alert.round}
        for contact in willing:
            if contact.phone not in called:
                return contact
        if alert.round == ROUNDS:
            return None
        alert.round += 1
    return None


def _attempt(
    alert: DutyAlert, contact: Contact, how: How, row: OutboxRow, now: datetime
) -> DutyAttempt:
    return DutyAttempt(
        alert_id=alert.id,
        outbox_id=row.id,
        round=alert.round,
        name=contact.name,
        number=contact.phone,
        how=how,
        at=now,
    )


def end(session: Session, alert: DutyAlert, state: AlertState, now: datetime) -> None:
    """End an alert, in the caller's transaction: what is not sent yet is not sent any more."""
    alert.state, alert.next_at, alert.ended_at = state, None, now
    theirs = select(DutyAttempt.outbox_id).where(DutyAttempt.alert_id == alert.id)
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(theirs), OutboxRow.state == OutboxState.WAITING)
        .values(state=OutboxState.FAILED, error_code=OVER)
        .execution_options(synchronize_session=False)
    )
    session.flush()


def all_clear(session: Session, conversation: str, danger: str, now: datetime) -> None:
    """End the alerts of one danger of a conversation: the citizen says that it is none any more.

    Nobody else is called about it, in the caller's transaction; whoever was called is told by the
    next step, which is due at once. The task stays for somebody to read. Another danger, abuse and
    a death were not taken back: what nobody was called about beside this one is told of now.

    Args:
        session: the caller's transaction.
        conversation: whose.
        danger: which danger (`DutyAlert.danger`).
        now: the time of the domain.
    """
    told_of = (*UNSEEN, AlertState.ACKNOWLEDGED, AlertState.TAKEN)
    ended = (
        select(DutyAlert)
        .join(Task, Task.id == DutyAlert.task_id)
        .where(DutyAlert.conversation_id == conversation, Task.state != TaskState.DONE)
        .where(DutyAlert.reason == EMERGENCY, DutyAlert.state.in_(told_of))
        .where(or_(DutyAlert.danger == danger, DutyAlert.danger.is_(None)))
        .with_for_update(of=DutyAlert)
    )
    for alert in session.scalars(ended).all():
        task = session.get_one(Task, alert.task_id)
        task.summary = {**task.summary, "duty": AlertState.CLEARED.value}
        end(session, alert, AlertState.CLEARED, now)
        alert.next_at = real_now()
        session.flush()
        for other in session.scalars(_told_beside(alert)).all():
            raise_alert(session, other, now)


def _told_beside(alert: DutyAlert) -> Select[Task]:
    """The urgent tasks, no danger, that nobody was called about while a danger's alert lasted."""
    return (
        select(Task)
        .where(Task.conversation_id == alert.conversation_id)
        .where(Task.urgent, Task.state == TaskState.OPEN, Task.reason != EMERGENCY)
        .where(Task.id.not_in(select(DutyAlert.task_id)))
        .order_by(Task.id)
    )
