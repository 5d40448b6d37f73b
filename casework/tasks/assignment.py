"""Assignment of conversations: claim, take over, forward, snooze, resolve, hand back."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update

from casework.caseworker import Caseworker, CaseworkRefused, Why
from casework.models import Act, Outcome
from casework.unit_of_work import UnitOfWork, acting
from casework.writing import agent_messages
from casework.writing.agent_messages import A_COLLEAGUE_WILL, THE_ASSISTANT_ANSWERS, Voice
from conversations.models import Conversation, ConversationStatus, Task, TaskState
from conversations.tasks import NewTask
from core.clock import Clock
from core.database import Database

CRISIS = "crisis"
"""The slot of a danger that is not over (`assistant.actions.safety.crisis.crisis`)."""
TAKEN_OVER = "taken_over"
CALL = "call"

NO_TALK = frozenset(
    {
        *("callback", "new_letter", "wrong_person", "praise", "silence", "no_answer_in_call", CALL),
        *("undeliverable_person", "undeliverable_opted_out", "undeliverable_operator"),
    }
)
"""Reasons for which something is done, and nobody waits for words in the conversation: who takes
such a task does not silence the assistant."""


class Assignments:
    """Takes conversations, and lets them go.

    Args:
        database: where.
        clock: the time of the domain.
        voice: tells the person who answers now.
        on_reply: called after a commit that may have put something in the outbox.
    """

    def __init__(
        self, database: Database, clock: Clock, voice: Voice, on_reply: Callable[[], None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._voice = voice
        self._on_reply = on_reply

    def claim(self, me: Caseworker, conversation_id: str) -> None:
        """Take every open task of a conversation, and answer in it where somebody waits for words.

        Which of two claims wins is decided by the one UPDATE of the tasks that are open. Whoever
        has it already may claim it again; nothing is done then.

        Raises:
            NotHere: no such conversation in this municipality.
            CaseworkRefused: TAKEN, somebody else has it, or answers in it: then it is taken over
                (`take_over`), so that two never write to one person; DONE, nothing in it is open.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.conversation.holder not in (None, me.id):
                raise act.taken()
            won = act.change(
                update(Task)
                .where(Task.conversation_id == conversation_id, Task.state == TaskState.OPEN)
                .values(state=TaskState.TAKEN, assignee=me.id)
            )
            mine = act.mine()
            if not won:
                if mine:
                    return
                raise act.taken()
            talks = any(task.reason not in NO_TALK for task in mine)
            if talks and act.conversation.channel in agent_messages.WRITTEN:
                agent_messages.hold(act.session, act.conversation, me)
                self._voice.introduce(act.session, act.conversation, me, act.now)
            act.write_down(Act.CLAIMED, None, tasks=won)
        self._on_reply()

    def take_over(
        self, me: Caseworker, conversation_id: str, key: str, *, from_: str | None = None
    ) -> None:
        """Answer in a conversation instead of the assistant, or instead of a colleague.

        Args:
            key: of this act; the same again does nothing.
            from_: who had it when it was looked at, None for the assistant: if that has changed,
                nothing is done.

        Raises:
            NotHere: no such conversation in this municipality.
            CaseworkRefused: TAKEN by somebody since; NOT_BY_TEXT, OPTED_OUT, FORGOTTEN.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            conversation = act.conversation
            if conversation.holder == me.id or act.was_done(Act.TOOK_OVER, key):
                return
            if conversation.holder != from_:
                raise act.taken()
            agent_messages.require_a_way(act.session, conversation)
            theirs = Task.state == TaskState.OPEN
            if from_ is not None:
                theirs |= (Task.assignee == from_) & (Task.state != TaskState.DONE)
            taken = {"state": TaskState.TAKEN, "assignee": me.id, "snoozed_until": None}
            here = Task.conversation_id == conversation_id
            if not act.change(update(Task).where(here, theirs).values(taken)) and not act.mine():
                act.add_mine(NewTask(f"{TAKEN_OVER}:{key}", TAKEN_OVER))
            agent_messages.hold(act.session, conversation, me)
            self._voice.introduce(act.session, conversation, me, act.now)
            act.write_down(Act.TOOK_OVER, key, from_holder=from_)
        self._on_reply()

    def forward(
        self,
        me: Caseworker,
        conversation_id: str,
        to: str | None,
        note: str,
        key: str,
        *,
        group: str | None = None,
    ) -> None:
        """Give what I have in a conversation to a colleague, a group, or back to the queue.

        What a group or a role is given lies in everybody's queue, marked: any caseworker can open
        it, so nothing waits for a group of which nobody is at work.

        Args:
            to: the colleague's id; None for the queue, and the assistant answers until it is taken.
            group: the name of the group or the role that it is put back for.
            note: why, for colleagues only.
            key: of this act.

        Raises:
            NotHere: no such conversation in this municipality.
            CaseworkRefused: NOT_YOURS; NOBODY, no colleague of that id here may open it.
        """
        what = Act.FORWARDED if to else Act.PUT_BACK
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(what, key):
                return
            receiver = act.receiver(to) if to else None
            for task in act.require_mine():
                task.assignee, task.snoozed_until, task.for_group = to, None, group
                task.state = TaskState.TAKEN if to else TaskState.OPEN
                task.waiting_since = task.waiting_since or act.now
            if act.conversation.holder == me.id:
                self._let_go(act, to)
            name = receiver.name if receiver else group
            act.write_down(what, key, note, to=to, to_name=name)
        self._on_reply()

    def _let_go(self, act: UnitOfWork, to: str | None) -> None:
        conversation = act.conversation
        if to:
            # The next one is introduced with the first word of their own.
            conversation.holder, conversation.introduced = to, False
            return
        told = conversation.introduced
        agent_messages.release(conversation, ends=False)
        if told and agent_messages.can_reach(act.session, conversation):
            self._voice.tell(act.session, conversation, [{"say": A_COLLEAGUE_WILL}], act.now)

    def snooze(self, me: Caseworker, conversation_id: str, until: datetime, key: str) -> None:
        """Look at what I have in a conversation again later, or when the person writes.

        Args:
            until: with zone; a time that is past brings it back at once.

        Raises:
            NotHere, CaseworkRefused: as for `forward`.
        """
        asleep = until > self._clock.now()
        what = Act.SNOOZED if asleep else Act.WOKE
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(what, key):
                return
            for task in act.require_mine():
                task.state = TaskState.SNOOZED if asleep else TaskState.TAKEN
                task.snoozed_until = until if asleep else None
                # Who chose to wait has seen what there was; only what comes now wakes it.
                task.waiting_since = None
            act.write_down(what, key, until=until.isoformat())

    def resolve(
        self, me: Caseworker, conversation_id: str, outcome: Outcome, note: str, key: str
    ) -> None:
        """Finish what I have in a conversation; if I answered in it, it ends.

        What the person writes next begins anew, with the assistant, who says that it is a machine.

        Raises:
            NotHere, CaseworkRefused: as for `forward`.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(Act.RESOLVED, key):
                return
            _finish(act, outcome)
            if act.conversation.holder == me.id:
                agent_messages.release(act.conversation, ends=True)
            wait_for_nobody(act.conversation, act.unfinished())
            act.write_down(Act.RESOLVED, key, note, outcome=outcome.value)

    def hand_back(self, me: Caseworker, conversation_id: str, note: str, key: str) -> None:
        """Let the assistant answer again, and tell the person; what I had in it is finished.

        Raises:
            NotHere: no such conversation in this municipality.
            CaseworkRefused: NOT_YOURS.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(Act.HANDED_BACK, key):
                return
            if act.conversation.holder != me.id:
                raise CaseworkRefused(Why.NOT_YOURS)
            _finish(act, Outcome.HANDED_BACK)
            agent_messages.release(act.conversation, ends=False)
            wait_for_nobody(act.conversation, act.unfinished())
            if agent_messages.can_reach(act.session, act.conversation):
                says = [{"say": THE_ASSISTANT_ANSWERS}]
                self._voice.tell(act.session, act.conversation, says, act.now)
            act.write_down(Act.HANDED_BACK, key, note)
        self._on_reply()

    def reopen(self, me: Caseworker, conversation_id: str, key: str) -> None:
        """Take up the task that was finished last in a conversation.

        Raises:
            NotHere: no such conversation in this municipality.
            CaseworkRefused: TAKEN, somebody has it; DONE, there never was a task; FORGOTTEN.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(Act.REOPENED, key) or act.mine():
                return
            if not act.conversation.peer:
                raise CaseworkRefused(Why.FORGOTTEN)
            last = act.session.scalar(
                select(Task)
                .where(Task.conversation_id == conversation_id)
                .order_by(Task.resolved_at.desc(), Task.id.desc())
                .limit(1)
            )
            if last is None or act.conversation.holder is not None or act.unfinished():
                raise act.taken()
            last.state, last.assignee = TaskState.TAKEN, me.id
            last.resolved_at = last.outcome = None
            act.write_down(Act.REOPENED, key, task=last.id)


def _finish(act: UnitOfWork, outcome: Outcome) -> None:
    for task in act.require_mine():
        task.state, task.outcome, task.resolved_at = TaskState.DONE, outcome, act.now
        task.waiting_since = task.snoozed_until = None
    act.session.flush()


def wait_for_nobody(conversation: Conversation, unfinished: list[Task]) -> None:
    """A conversation in which nothing is left to do waits for no caseworker any more."""
    if not unfinished and conversation.status is ConversationStatus.HANDED_OVER:
        conversation.status = ConversationStatus.OPEN
        # Who finished the last task has seen to the danger: the assistant asks no more about it.
        conversation.slots = {k: v for k, v in conversation.slots.items() if k != CRISIS}
