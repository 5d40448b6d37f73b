"""The inbox: every message is stored once, under its provider's id, before it is acknowledged."""

import itertools
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from conversations.lease import real_now
from conversations.masking import mask_ids
from conversations.models import Conversation, InboundMessage, MessageState
from conversations.suppression import OptOut, record_opt_out
from conversations.threads import Opening, find_or_open
from conversations.turns.coalescing import (
    MOST_MESSAGES,
    is_answer,
    is_piece,
    is_unfinished,
    waiting,
)
from conversations.turns.danger import Watch, due_after, nothing
from core.channel import Channel
from core.clock import Clock
from core.database import Database, passes
from core.names import composed

log = structlog.get_logger(__name__)

_TRIES = 5
_A_TRY = timedelta(seconds=2)
_PAUSE_SECONDS = 0.2
_WITHIN = timedelta(seconds=12)
_WITHIN_A_CALL = timedelta(seconds=5)
"""How long a busy database is tried. Twilio waits 15 s for either, but a call needs the rest."""
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
        confidence: the recogniser's, 0 to 1; None where it told none.
        opt_out: Twilio's own word that it has handled STOP, START or HELP and answered it.
        seen: the newest reply on the page that it was written on; None where there is no page.
    """

    provider_id: str
    opening: Opening
    text: str
    media_count: int = 0
    input: str = "text"
    confidence: float | None = None
    opt_out: OptOut | None = None
    seen: int | None = None


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


def _within(incoming: Incoming) -> timedelta:
    return _WITHIN_A_CALL if incoming.opening.channel == Channel.PHONE else _WITHIN


class Inbox:
    """Stores incoming messages.

    Args:
        database: where.
        clock: the time of the domain.
        gather: how long a text message that looks unfinished waits for the next one.
        watch: finds what may not wait for the assistant.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        gather: timedelta = timedelta(),
        watch: Watch = nothing,
    ) -> None:
        self._database = database
        self._clock = clock
        self._gather = gather
        self._watch = watch

    def store(self, incoming: Incoming) -> Stored:
        """Store a message, or find it where it came before. Committed when this returns.

        Raises:
            OperationalError: the database is locked, or away, for longer than the provider waits.
        """
        end_at = time.monotonic() + _within(incoming).total_seconds()
        for tried in itertools.count(1):
            try:
                with self._database.write(wait=_A_TRY) as session:
                    return self._store(session, incoming)
            except IntegrityError:
                # On PostgreSQL the same message, or the thread's first two, may come at once;
                # the second try finds what the other one stored.
                if tried >= _TRIES:
                    raise
            except OperationalError as error:
                # Who posted it does not always post it again: what is not stored now may be lost.
                if not passes(error) or time.monotonic() + _A_TRY.total_seconds() >= end_at:
                    raise
                log.debug("inbox.busy", tried=tried)
                time.sleep(_PAUSE_SECONDS)
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
        text = composed(incoming.text.replace("\x00", ""))
        alarm = self._watch(text)
        wait = self._wait(conversation, text) if alarm is None else self._at_once(conversation)
        message = InboundMessage(
            provider_id=incoming.provider_id,
            conversation_id=conversation.id,
            position=(last or 0) + 1,
            seen=incoming.seen,
            text=text,
            media_count=incoming.media_count,
            input=incoming.input,
            received_at=now,
            arrived_at=real_now(),
            confidence=incoming.confidence,
            state=MessageState.WAITING,
            next_try_at=real_now() + wait,
            alarm_at=None if alarm is None else real_now() + due_after(alarm, conversation.channel),
            key=uuid.uuid4().hex,
        )
        if incoming.opt_out is not None:
            record_opt_out(session, conversation, incoming.opt_out, source="twilio", now=now)
            message.state, message.text = MessageState.DONE, mask_ids(text)
            message.alarm_at = None
        conversation.last_activity = now
        self._wait_for(session, message)
        session.add(message)
        session.flush()
        return Stored(message.id, conversation.id, again=False)

    @staticmethod
    def _at_once(conversation: Conversation) -> timedelta:
        """How long a message waits at least: the call itself runs its turn."""
        return _CALL if conversation.channel == Channel.PHONE else timedelta()

    def _wait(self, conversation: Conversation, text: str) -> timedelta:
        if conversation.channel == Channel.PHONE:
            return self._at_once(conversation)
        unfinished = conversation.channel == Channel.SMS and is_unfinished(text)
        return self._gather if unfinished else timedelta()

    def _wait_for(self, session: Session, message: InboundMessage) -> None:
        """Let the messages before wait for what this one waits for, or go at once with it."""
        before = waiting(session, message.conversation_id)
        if not before or any(is_answer(each.text) and not is_piece(each.text) for each in before):
            return
        first = before[0]
        # One whose turn has begun goes on as it was, and one that failed waits for its next try.
        if first.turn is not None or first.attempts:
            return
        full = message.position - first.position + 1 >= MOST_MESSAGES
        first.next_try_at = real_now() if full else message.next_try_at
