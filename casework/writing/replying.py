"""What a caseworker writes: to the person, for a call, or for colleagues."""

from collections.abc import Callable

from casework.caseworker import Caseworker, CaseworkRefused, Why
from casework.models import Act
from casework.tasks.assignment import CALL
from casework.unit_of_work import acting
from casework.writing import agent_messages
from casework.writing.agent_messages import Voice
from casework.writing.reply_drafts import forget_draft
from conversations.tasks import NewTask
from core.clock import Clock
from core.database import Database


class AgentReplies:
    """Writes replies, plans of calls, and notes.

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

    def reply(
        self, me: Caseworker, conversation_id: str, text: str, key: str, *, proven: bool = False
    ) -> None:
        """Write to the person: it is in the outbox, or on the web page, when this returns.

        Who has a task in the conversation and does not answer in it yet does so from now on, and
        is introduced first.

        Args:
            text: checked by `free_text`.
            key: of this act; the same again sends nothing.
            proven: whether the person in it has shown who it is, and may be told private things.

        Raises:
            NotHere: no such conversation in this municipality.
            CaseworkRefused: NOT_YOURS, TAKEN, TOO_PRIVATE, OPTED_OUT, NOT_BY_TEXT, FORGOTTEN.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(Act.REPLIED, key):
                return
            if act.conversation.holder not in (None, me.id):
                raise act.taken()
            tasks = act.require_mine()
            agent_messages.require_a_way(act.session, act.conversation)
            agent_messages.require_sendable(act.conversation, text, proven=proven)
            agent_messages.hold(act.session, act.conversation, me)
            self._voice.introduce(act.session, act.conversation, me, act.now)
            written = self._voice.write(act.session, act.conversation, text, act.now)
            for task in tasks:
                task.waiting_since = None
                task.first_reply_at = task.first_reply_at or act.now
            forget_draft(act)
            act.write_down(Act.REPLIED, key, reply=written.id)
        self._on_reply()

    def plan_call(self, me: Caseworker, conversation_id: str, script: str, key: str) -> None:
        """Plan a call to the person, with what is to be said: mine until it is forwarded or done.

        Raises:
            NotHere: no such conversation in this municipality.
            CaseworkRefused: NOT_YOURS; NO_NUMBER, nobody knows where to ring.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(Act.CALL_PLANNED, key):
                return
            tasks = act.require_mine()
            known = [task.call_back_number for task in tasks if task.call_back_number]
            number = known[-1] if known else act.conversation.peer
            if not number.startswith("+"):
                raise CaseworkRefused(Why.NO_NUMBER)
            act.add_mine(
                NewTask(
                    f"{CALL}:{key}",
                    CALL,
                    person_id=tasks[-1].person_id,
                    summary={"script": script.strip()} if script.strip() else {},
                    call_back_number=number,
                )
            )
            forget_draft(act)
            act.write_down(Act.CALL_PLANNED, key)

    def note(self, me: Caseworker, conversation_id: str, text: str, key: str) -> None:
        """Write a note for colleagues. The person never sees it in the conversation.

        Raises:
            NotHere: no such conversation in this municipality.
            CaseworkRefused: FORGOTTEN.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            if act.was_done(Act.NOTED, key) or not text.strip():
                return
            if not act.conversation.peer:
                raise CaseworkRefused(Why.FORGOTTEN)
            act.write_down(Act.NOTED, key, text)
