"""Beginning to write or to ring: the person has not asked, or has asked somewhere else."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select, update

from casework.caseworker import Caseworker, CaseworkRefused, Why
from casework.models import Act, CaseworkEvent
from casework.tasks.assignment import CALL, CRISIS
from casework.unit_of_work import UnitOfWork
from casework.writing import agent_messages
from casework.writing.agent_messages import A_PERSON_WRITES, Voice
from conversations.models import Task, TaskState
from conversations.renderer import Say
from conversations.tasks import NewTask
from conversations.threads import Opening, close, find_or_open
from core.clock import Clock
from core.database import Database

WROTE_FIRST = "wrote_first"
"""The reason of a task that a caseworker made by writing to somebody."""


@dataclass(frozen=True)
class Contact:
    """Whom we begin to talk to.

    Attributes:
        person_id: the register's person.
        municipality: kommunenummer; the caseworker's.
        number: on record, E.164.
        our_number: the one that we write and ring from.
        standard: the person's written standard.
    """

    person_id: int
    municipality: str
    number: str
    our_number: str
    standard: str

    def by_text(self) -> Opening:
        """The thread of text messages with this number, the open one or a new one."""
        return Opening(self.municipality, "sms", self.number, self.our_number, self.standard)

    def by_phone(self, key: str) -> Opening:
        """A thread of its own for a call that a caseworker makes."""
        where = (self.municipality, "phone", self.number, self.our_number, self.standard)
        return Opening(*where, thread=f"desk:{key}")


class Outreach:
    """Begins texts and calls; each once for its key.

    Args:
        database: where.
        clock: the time of the domain.
        voice: puts words into conversations.
        on_reply: called after a commit that put something in the outbox.
    """

    def __init__(
        self, database: Database, clock: Clock, voice: Voice, on_reply: Callable[[], None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._voice = voice
        self._on_reply = on_reply

    def text(self, me: Caseworker, to: Contact, text: str, key: str) -> str:
        """Write a text message to somebody, and answer in the thread from then on.

        What waits there is mine from then on too; the person is told who writes.

        Args:
            text: checked by `free_text`.
            key: of this act; the same again sends nothing.

        Returns:
            The conversation's id.

        Raises:
            CaseworkRefused: TAKEN, a colleague answers there; OPTED_OUT; TOO_PRIVATE.
        """
        if (done := self._done(Act.REPLIED, key)) is not None:
            return done
        with self._begin(me, to.by_text()) as act:
            if act.conversation.holder not in (None, me.id):
                raise act.taken()
            agent_messages.require_a_way(act.session, act.conversation)
            agent_messages.require_sendable(act.conversation, text, proven=False)
            act.change(
                update(Task)
                .where(Task.conversation_id == act.conversation.id, Task.state == TaskState.OPEN)
                .values(state=TaskState.TAKEN, assignee=me.id)
            )
            if not act.mine():
                new = NewTask(f"{WROTE_FIRST}:{key}", WROTE_FIRST, person_id=to.person_id)
                act.add_mine(new)
            agent_messages.hold(act.session, act.conversation, me)
            now = act.now
            self._voice.introduce(act.session, act.conversation, me, now, A_PERSON_WRITES)
            written = self._voice.write(act.session, act.conversation, text, now)
            for task in act.mine():
                task.waiting_since, task.first_reply_at = None, task.first_reply_at or now
            act.write_down(Act.REPLIED, key, reply=written.id)
            conversation_id = act.conversation.id
        self._on_reply()
        return conversation_id

    def call(self, me: Caseworker, to: Contact, key: str) -> int:
        """Begin a call to somebody: a task of mine that ends when what came of it is noted.

        Returns:
            The task's id.
        """
        if self._done(Act.CALL_PLANNED, key) is None:
            with self._begin(me, to.by_phone(key)) as act:
                new = NewTask(
                    f"{CALL}:{key}",
                    CALL,
                    person_id=to.person_id,
                    call_back_number=to.number,
                )
                act.add_mine(new)
                close(act.conversation)
                act.write_down(Act.CALL_PLANNED, key)
        with self._database.read() as session:
            made = select(Task.id).where(Task.key == f"{CALL}:{key}")
            return session.scalars(made).one()

    def receipt(self, me: Caseworker, to: Contact, says: Sequence[Say], key: str) -> None:
        """Tell somebody by text what was registered as they said. Nobody answers in the thread.

        What the assistant had asked there is forgotten, so that no answer to it is taken for one
        about this. A danger that is not over stays.

        Raises:
            CaseworkRefused: OPTED_OUT.
        """
        if self._done(Act.RECEIPT_SENT, key) is not None:
            return
        with self._begin(me, to.by_text()) as act:
            agent_messages.require_a_way(act.session, act.conversation)
            kept = act.conversation.slots
            act.conversation.slots = {name: it for name, it in kept.items() if name == CRISIS}
            self._voice.tell(act.session, act.conversation, says, act.now)
            act.write_down(Act.RECEIPT_SENT, key)
        self._on_reply()

    def _done(self, what: Act, key: str) -> str | None:
        """Where this very act was done before, or None."""
        known = select(CaseworkEvent.conversation_id).where(CaseworkEvent.key == f"{what}:{key}")
        with self._database.read() as session:
            return session.scalar(known)

    @contextmanager
    def _begin(self, me: Caseworker, opening: Opening) -> Iterator[UnitOfWork]:
        """An act in a thread that is opened where there is none, committed with it or not at all.

        Raises:
            CaseworkRefused: NOBODY, the person is another municipality's.
        """
        if opening.municipality != me.municipality:
            raise CaseworkRefused(Why.NOBODY)
        with self._database.write() as session:
            now = self._clock.now()
            yield UnitOfWork(session, me, find_or_open(session, opening, now), now)
