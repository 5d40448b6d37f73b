"""The inbox: every message is stored once, under its provider's id, before it is acknowledged."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from channels.conversation import Opening, find_or_open
from channels.gathering import MOST_MESSAGES, is_answer, is_unfinished, waiting
from channels.lease import real_now
from channels.masking import mask_ids
from channels.models import Conversation, InboundMessage, MessageState
from channels.suppression import OptOut, record_opt_out
from foundation.clock import Clock
from foundation.database import Database

_TRIES = 5
_CALL = timedelta(seconds=15)
"""So long the call itself runs the turn; then it is dead, and the worker takes what it left."""


@dataclass(frozen=True)
class Incoming:
    """A message as a channel received it.

    Args:
        provider_id: what makes it the same message again: MessageSid, or CallSid and step.
        opening: the thread that it belongs to.
        text: the words, or the keys pressed.
        media_count: how many pictures or other files came with it; they are not fetched.
        input: `text`, `speech` or `dtmf`.
        opt_out: Twilio's own word that it has handled STOP, START or HELP and answered it.
    """

    provider_id: str
    opening: Opening
    text: str
    media_count: int = 0
    input: str = "text"
    opt_out: OptOut | None = None


@dataclass(frozen=True)
class Stored:
    """Where a message went.

    Args:
        message: its id.
        conversation: the conversation's id.
        again: True where it was stored before and nothing was done now.
    """

    message: int
    conversation: str
    again: bool


class Inbox:
    """Stores incoming messages.

    Args:
        database: where.
        clock: the time of the domain.
        gather: how long a text message that looks unfinished waits for the next one.
    """

    def __init__(self, database: Database, clock: Clock, gather: timedelta = timedelta()) -> None:
        self._database = database
        self._clock = clock
        self._gather = gather

    def store(self, incoming: Incoming) -> Stored:
        """Store a message, or find it where it came before. Committed when this returns."""
        for left in reversed(range(_TRIES)):
            try:
                with self._database.write() as session:
                    return self._store(session, incoming)
            except IntegrityError:
                # On PostgreSQL the same message, or the thread's first two, may come at once;
                # the second try finds what the other one stored.
                if not left:
                    raise
        raise AssertionError("not reached")

    def _store(self, session: Session, incoming: Incoming) -> Stored:
        known = session.scalar(
            select(InboundMessage).where(InboundMessage.provider_id == incoming.provider_id)
        )
        if known is not None:
            return Stored(known.id, known.conversation_id, again=True)
        now = self._clock.now()
        conversation = find_or_open(session, incoming.opening, now)
        last = session.scalar(
            select(func.max(InboundMessage.position)).where(
                InboundMessage.conversation_id == conversation.id
            )
        )
        # A NUL cannot be kept by PostgreSQL and means nothing in a text.
        text = incoming.text.replace("\x00", "")
        message = InboundMessage(
            provider_id=incoming.provider_id,
            conversation_id=conversation.id,
            position=(last or 0) + 1,
            text=text,
            media_count=incoming.media_count,
            input=incoming.input,
            received_at=now,
            state=MessageState.WAITING,
            next_try_at=real_now() + self._wait(conversation, text),
            key=uuid.uuid4().hex,
        )
        if incoming.opt_out is not None:
            record_opt_out(session, conversation, incoming.opt_out, source="twilio", now=now)
            message.state, message.text = MessageState.DONE, mask_ids(text)
        conversation.last_activity = now
        self._wait_for(session, message)
        session.add(message)
        session.flush()
        return Stored(message.id, conversation.id, again=False)

    def _wait(self, conversation: Conversation, text: str) -> timedelta:
        if conversation.channel == "phone":
            return _CALL
        unfinished = conversation.channel == "sms" and is_unfinished(text)
        return self._gather if unfinished else timedelta()

    def _wait_for(self, session: Session, message: InboundMessage) -> None:
        """Let the messages before wait for what this one waits for, or go at once with it."""
        before = waiting(session, message.conversation_id)
        if not before or any(is_answer(each.text) for each in before):
            return
        first = before[0]
        # One whose turn has begun goes on as it was, and one that failed waits for its next try.
        if first.turn is not None or first.attempts:
            return
        full = message.position - first.position + 1 >= MOST_MESSAGES
        first.next_try_at = real_now() if full else message.next_try_at
