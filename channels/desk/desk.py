"""The desk's front: everything that a caseworker does to conversations and tasks."""

from collections.abc import Callable, Mapping

from channels.desk.calling import Calling
from channels.desk.caseworker import Colleagues
from channels.desk.drafts import Drafts
from channels.desk.having import Having
from channels.desk.mending import Mending
from channels.desk.queue import Queue
from channels.desk.talk import Voice
from channels.desk.writing import Writing
from channels.door import Door
from foundation.clock import Clock
from foundation.database import Database


class Desk:
    """The desk. Safe to use from several threads and processes.

    Each act is one transaction, done once for its key, and noted with who, what and when. A method
    and its promises stand in the class of its part; here is only what there is.

    Args:
        database: where.
        clock: the time of the domain.
        doors: by channel, how a text of ours is made.
        names: of municipalities, by kommunenummer.
        on_reply: called after a commit that may have put something in the outbox.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        doors: Mapping[str, Door],
        names: Mapping[str, str],
        on_reply: Callable[[], None] = lambda: None,
    ) -> None:
        voice = Voice(doors, names)
        having = Having(database, clock, voice, on_reply)
        self.claim = having.claim
        self.take_over = having.take_over
        self.forward = having.forward
        self.snooze = having.snooze
        self.resolve = having.resolve
        self.hand_back = having.hand_back
        self.reopen = having.reopen

        writing = Writing(database, clock, voice, on_reply)
        self.reply = writing.reply
        self.plan_call = writing.plan_call
        self.note = writing.note

        self.calls = Calling(database, clock)
        self.mending = Mending(database, clock, on_reply)
        self.drafts = Drafts(database, clock)

        self.colleagues = Colleagues(database, clock)
        self.queue = Queue(database, clock)
