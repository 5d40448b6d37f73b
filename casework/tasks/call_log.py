"""Calls that caseworkers make: whom to ring, by when, and what came of it."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.caseworker import Caseworker, CaseworkRefused, NotHere, Why
from casework.models import Act, CaseworkEvent, Outcome
from casework.tasks.assignment import CALL, wait_for_nobody
from casework.unit_of_work import UnitOfWork, acting
from conversations.models import Task, TaskState
from core.clock import Clock
from core.database import Database

BY_PHONE = ("callback", CALL, "undeliverable_person", "undeliverable_opted_out")
"""Reasons that mean a call even where no time was promised."""


class CallOutcome(enum.StrEnum):
    """What came of a call."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    """Nobody answered, or a machine did: somebody tries again."""
    WRONG_NUMBER = "wrong_number"
    """The number is not the person's: what is left is a letter, or another number."""
    LEFT_TO = "left_to"
    """A colleague, or another office, takes it from here."""


@dataclass(frozen=True)
class MadeCall:
    """A call that was made.

    Attributes:
        who: the caseworker's name then.
        again_at: when to try again, for one that reached nobody.
        left_to: the name of the colleague, for one that was left to somebody.
    """

    at: datetime
    who: str
    outcome: CallOutcome
    note: str
    again_at: datetime | None
    left_to: str | None


@dataclass(frozen=True)
class CallToMake:
    """A task that ends with a call.

    Attributes:
        due: when somebody should ring: what was promised, or when to try again, or at once.
        late: whether that time is past, and a time was promised or set.
        calls: those made already, the oldest first.
    """

    task: Task
    due: datetime
    late: bool
    calls: tuple[MadeCall, ...]


@dataclass(frozen=True)
class NewCall:
    """What a caseworker tells of a call.

    Attributes:
        note: in the caseworker's words; needed where it is left to another office.
        again_at: when to try again; needed where nobody was reached.
        to: the id of the colleague that it is left to; None for another office.
    """

    outcome: CallOutcome
    note: str = ""
    again_at: datetime | None = None
    to: str | None = None


class CallLog:
    """Tells of calls, and notes them.

    Args:
        database: where.
        clock: the time of the domain.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def one(self, municipality: str, task_id: int) -> CallToMake:
        """A task with its calls, whether it is done or not.

        Raises:
            NotHere: no such task in this municipality.
        """
        with self._database.read() as session:
            task = task_here(session, municipality, task_id)
            return self._to_make(task, calls_of(session, [task]).get(task.id, []))

    def _to_make(self, task: Task, made: Sequence[MadeCall]) -> CallToMake:
        again = made[-1].again_at if made else None
        at_a_time = again or task.promised_at
        due = at_a_time or task.created_at
        late = at_a_time is not None and at_a_time < self._clock.now()
        return CallToMake(task, due, late, tuple(made))

    def log(self, me: Caseworker, task_id: int, call: NewCall, key: str) -> None:
        """Note a call, and what it means for the task: done, tried again, or somebody else's.

        Whoever notes a call has the task from then on. One that rests until the next try may be
        taken up by anybody.

        Args:
            key: of this act; the same again does nothing.

        Raises:
            NotHere: no such task in this municipality.
            CaseworkRefused: DONE, it is finished; TAKEN, a colleague works with it; NOBODY, no such
                colleague can take it.
            ValueError: the outcome needs a time or a note, and there is none.
        """
        if call.outcome is CallOutcome.NOT_REACHED and call.again_at is None:
            raise ValueError("a call that reached nobody is tried again at a time")
        elsewhere = call.outcome is CallOutcome.LEFT_TO and call.to is None
        if elsewhere and not call.note.strip():
            raise ValueError("what is left to another office is left to somebody")
        with self._database.read() as session:
            conversation_id = task_here(session, me.municipality, task_id).conversation_id
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(Act.CALLED, key):
                return
            task = require_free(act, task_id)
            task.waiting_since = None
            task.first_reply_at = task.first_reply_at or _spoke(call, act.now)
            left_to = self._settle(act, task, call)
            act.session.flush()
            wait_for_nobody(act.conversation, act.unfinished())
            act.write_down(
                Act.CALLED,
                key,
                call.note,
                task=task.id,
                outcome=call.outcome.value,
                again_at=call.again_at.isoformat() if call.again_at else None,
                left_to=left_to,
            )

    def _settle(self, act: UnitOfWork, task: Task, call: NewCall) -> str | None:
        task.assignee, task.snoozed_until = act.me.id, None
        match call.outcome:
            case CallOutcome.REACHED:
                finish(task, Outcome.CALLED, act.now)
            case CallOutcome.NOT_REACHED:
                task.state, task.snoozed_until = TaskState.SNOOZED, call.again_at
            case CallOutcome.WRONG_NUMBER:
                task.state, task.assignee, task.call_back_number = TaskState.OPEN, None, None
            case CallOutcome.LEFT_TO if call.to is None:
                finish(task, Outcome.ELSEWHERE, act.now)
            case CallOutcome.LEFT_TO:
                colleague = act.receiver(call.to)
                task.state, task.assignee = TaskState.TAKEN, colleague.caseworker
                return colleague.name
        return None


def _spoke(call: NewCall, now: datetime) -> datetime | None:
    return now if call.outcome is CallOutcome.REACHED else None


def task_here(session: Session, municipality: str, task_id: int) -> Task:
    """A task of a municipality.

    Raises:
        NotHere: it has none of this number.
    """
    task = session.get(Task, task_id)
    if task is None or task.municipality != municipality:
        raise NotHere(str(task_id))
    return task


def require_free(act: UnitOfWork, task_id: int) -> Task:
    """A task of the conversation that I may end: mine, nobody's, or one that rests.

    Raises:
        CaseworkRefused: DONE, TAKEN.
    """
    task = act.session.get_one(Task, task_id, populate_existing=True)
    if task.state is TaskState.DONE:
        raise CaseworkRefused(Why.DONE, who=_name(act, task.assignee))
    if task.state is TaskState.TAKEN and task.assignee not in (None, act.me.id):
        raise CaseworkRefused(Why.TAKEN, who=_name(act, task.assignee))
    return task


def finish(task: Task, outcome: Outcome, now: datetime) -> None:
    """End a task."""
    task.state, task.outcome, task.resolved_at = TaskState.DONE, outcome, now
    task.waiting_since = task.snoozed_until = None


def _name(act: UnitOfWork, who: str | None) -> str | None:
    colleague = act.colleague(who) if who else None
    return colleague.name if colleague else None


def calls_of(session: Session, tasks: Sequence[Task]) -> dict[int, list[MadeCall]]:
    """The calls that were made for some tasks, by task, the oldest first."""
    wanted = {task.id for task in tasks}
    made: dict[int, list[MadeCall]] = {}
    if not wanted:
        return made
    events = session.scalars(
        select(CaseworkEvent)
        .where(CaseworkEvent.what == Act.CALLED)
        .where(CaseworkEvent.conversation_id.in_({task.conversation_id for task in tasks}))
        .order_by(CaseworkEvent.id)
    )
    for event in events:
        if (task_id := event.details["task"]) in wanted:
            again_at = event.details.get("again_at")
            made.setdefault(task_id, []).append(
                MadeCall(
                    at=event.at,
                    who=event.name,
                    outcome=CallOutcome(event.details["outcome"]),
                    note=event.note,
                    again_at=datetime.fromisoformat(again_at) if again_at else None,
                    left_to=event.details.get("left_to"),
                )
            )
    return made
