"""One act of casework: the transaction, the locked conversation, who acts, and what is noted.

Every act locks the conversation first, then changes its tasks. So two acts in one conversation
come one after the other, on PostgreSQL as on SQLite, and two never wait for each other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Update, select
from sqlalchemy.orm import Session

from casework.caseworker import Caseworker, CaseworkRefused, NotHere, Why
from casework.models import Act, CaseworkEvent
from conversations.models import Colleague, Conversation, Task, TaskState
from conversations.tasks import NewTask, add_task
from core.clock import Clock
from core.database import Database


@dataclass(frozen=True)
class UnitOfWork:
    """An act under way.

    Attributes:
        conversation: locked until the transaction ends.
        now: the time of the domain.
    """

    session: Session
    me: Caseworker
    conversation: Conversation
    now: datetime

    def was_done(self, what: Act, key: str) -> bool:
        """Whether this very act was done before."""
        known = select(CaseworkEvent.id).where(CaseworkEvent.key == f"{what}:{key}")
        return self.session.scalar(known) is not None

    def change(self, statement: Update) -> int:
        """How many rows one statement changed; what was read before is read anew."""
        again = statement.execution_options(synchronize_session="fetch")
        return cast(CursorResult[Any], self.session.execute(again)).rowcount

    def unfinished(self) -> list[Task]:
        """The tasks of the conversation that are not done."""
        return list(
            self.session.scalars(
                select(Task)
                .where(Task.conversation_id == self.conversation.id)
                .where(Task.state != TaskState.DONE)
                .order_by(Task.id)
            )
        )

    def mine(self) -> list[Task]:
        """Those of them that I have."""
        return [each for each in self.unfinished() if each.assignee == self.me.id]

    def require_mine(self) -> list[Task]:
        """Those of them that I have.

        Raises:
            CaseworkRefused: NOT_YOURS, there are none.
        """
        tasks = self.mine()
        if not tasks:
            raise CaseworkRefused(Why.NOT_YOURS)
        return tasks

    def taken(self) -> CaseworkRefused:
        """Why the conversation cannot be had: somebody has it, or nothing in it waits."""
        unfinished = self.unfinished()
        theirs = [task.assignee for task in unfinished if task.assignee]
        who = self.conversation.holder or next(iter(theirs), None)
        if who is None:
            return CaseworkRefused(Why.TAKEN if unfinished else Why.DONE)
        colleague = self.colleague(who)
        return CaseworkRefused(Why.TAKEN, who=colleague.name if colleague else None)

    def colleague(self, who: str) -> Colleague | None:
        """Somebody who works in the municipality, by id."""
        return self.session.scalar(
            select(Colleague).where(
                Colleague.caseworker == who, Colleague.municipality == self.me.municipality
            )
        )

    def receiver(self, who: str | None) -> Colleague:
        """A colleague who can be given a conversation: one who may open it.

        Raises:
            CaseworkRefused: NOBODY, there is none such here.
        """
        found = self.colleague(who) if who else None
        if found is None or not found.answers:
            raise CaseworkRefused(Why.NOBODY)
        return found

    def add_mine(self, new: NewTask) -> None:
        """Add a task that I have from the start, for which nobody waits.

        Raises:
            CaseworkRefused: ENOUGH, so many are open from the number.
        """
        add_task(self.session, self.conversation, new, self.now)
        task = self.session.scalars(select(Task).where(Task.key == new.key)).one_or_none()
        if task is None:
            raise CaseworkRefused(Why.ENOUGH)
        task.state, task.assignee, task.waiting_since = TaskState.TAKEN, self.me.id, None

    def write_down(self, what: Act, key: str | None, note: str = "", **details: Any) -> None:
        """Note the act; nothing in `details` is a word about a person."""
        self.session.add(
            CaseworkEvent(
                key=f"{what}:{key}" if key else None,
                municipality=self.me.municipality,
                conversation_id=self.conversation.id,
                what=what,
                who=self.me.id,
                name=self.me.name,
                at=self.now,
                note=note.strip(),
                details={name: it for name, it in details.items() if it is not None},
            )
        )


@contextmanager
def acting(
    database: Database, clock: Clock, me: Caseworker, conversation_id: str
) -> Iterator[UnitOfWork]:
    """Begin an act in a conversation; it is committed at the end, or nothing of it happened.

    Raises:
        NotHere: no such conversation in this municipality.
    """
    with database.write() as session:
        conversation = session.get(Conversation, conversation_id, with_for_update=True)
        if conversation is None or conversation.municipality != me.municipality:
            raise NotHere(conversation_id)
        yield UnitOfWork(session, me, conversation, clock.now())
