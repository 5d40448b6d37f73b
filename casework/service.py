"""Casework's front: everything that a caseworker does to conversations and tasks."""

from collections.abc import Callable, Mapping

from casework.caseworker import Colleagues
from casework.service_status import ServiceStatus
from casework.tasks.assignment import Assignments
from casework.tasks.call_log import CallLog
from casework.tasks.procedure import Procedures
from casework.tasks.queue import Queue
from casework.tasks.redelivery import Redelivery
from casework.writing.agent_messages import Voice
from casework.writing.drafts import Drafts
from casework.writing.outreach import Outreach
from casework.writing.reply_drafts import ReplyDrafts
from casework.writing.replying import AgentReplies
from conversations.renderer import Renderer
from core.clock import Clock
from core.database import Database


class CaseworkService:
    """Casework. Safe to use from several threads and processes.

    Each act is one transaction, done once for its key, and noted with who, what and when. A method
    and its promises stand in the class of its part; here is only what there is.

    Args:
        database: where.
        clock: the time of the domain.
        renderers: by channel, how a text of ours is made.
        names: of municipalities, by kommunenummer.
        on_reply: called after a commit that may have put something in the outbox.
        engine_answers: whether the assistant's engine is there just now.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        renderers: Mapping[str, Renderer],
        names: Mapping[str, str],
        on_reply: Callable[[], None] = lambda: None,
        engine_answers: Callable[[], bool] = lambda: True,
    ) -> None:
        voice = Voice(renderers, names)
        having = Assignments(database, clock, voice, on_reply)
        self.claim = having.claim
        self.take_over = having.take_over
        self.forward = having.forward
        self.snooze = having.snooze
        self.resolve = having.resolve
        self.hand_back = having.hand_back
        self.reopen = having.reopen

        writing = AgentReplies(database, clock, voice, on_reply)
        self.reply = writing.reply
        self.plan_call = writing.plan_call
        self.note = writing.note

        self.outreach = Outreach(database, clock, voice, on_reply)

        self.calls = CallLog(database, clock)
        self.mending = Redelivery(database, clock, on_reply)
        self.procedures = Procedures(database, clock)
        self.drafts = Drafts(database, clock)
        self.begun = ReplyDrafts(database, clock)

        self.colleagues = Colleagues(database, clock)
        self.queue = Queue(database, clock)
        self.status = ServiceStatus(database, clock, engine_answers)
