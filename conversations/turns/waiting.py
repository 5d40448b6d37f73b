"""Waiting for an answer within a request: a call, or a post of the chat.

A request holds one of the server's threads for as long as it waits, and an engine that hangs makes
all of them wait. So only some may wait at a time; the others are told at once that the answer
comes. The turn itself runs in a thread of its own, for it may take longer than the request has.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from datetime import timedelta

from sqlalchemy import select

from conversations.lease import real_now
from conversations.models import Conversation, InboundMessage, MessageState, Reply, ReplyKind
from conversations.turns.danger import Alarms
from core.channel import Channel
from core.database import Database

MOST: dict[str, int] = {Channel.WEB: 6, Channel.PHONE: 8}
"""So many requests of a channel may wait at once; fewer than the server has threads
(`service.server.PUBLIC_THREADS`), so that pages and webhooks are served meanwhile."""
OTHERS = 4
THREADS = 32
_LOOK_SECONDS = 0.1

Run = Callable[[str, Callable[[], bool]], None]


class Waiting:
    """Runs turns for requests that wait. Safe to use from several threads.

    Args:
        database: where messages and replies are.
        alarms: answers what may not wait.
        run: runs turns of a conversation until something is done.
    """

    def __init__(self, database: Database, alarms: Alarms, run: Run) -> None:
        self._database = database
        self._alarms = alarms
        self._run = run
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="waiting")
        self._places: dict[str, threading.BoundedSemaphore] = {
            channel: threading.BoundedSemaphore(most) for channel, most in MOST.items()
        }
        self._others = threading.BoundedSemaphore(OTHERS)

    def close(self) -> None:
        """Start nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def answer(self, message_id: int, within: timedelta) -> Reply | None:
        """The answer to a message, or None where none comes in time or too many wait already."""
        end_at = time.monotonic() + within.total_seconds()
        with self._database.read() as session:
            message = session.get_one(InboundMessage, message_id)
            channel = session.get_one(Conversation, message.conversation_id).channel
        if message.state is not MessageState.WAITING:
            return self._reply(message_id)
        place = self._places.get(channel, self._others)
        # What may not wait holds its thread for a second or two at most, and always may.
        taken = place.acquire(blocking=False)
        if not taken and message.alarm_at is None:
            return None
        try:
            return self._wait(message, end_at)
        finally:
            if taken:
                place.release()

    def _wait(self, message: InboundMessage, end_at: float) -> Reply | None:
        def done() -> bool:
            return time.monotonic() >= end_at or not self._is_waiting(message.id)

        running = self._pool.submit(self._run, message.conversation_id, done)
        while (left := end_at - time.monotonic()) > 0:
            watched = message.alarm_at is not None
            if _ended(running, min(left, _LOOK_SECONDS) if watched else left):
                break
            if message.alarm_at is not None and message.alarm_at <= real_now():
                self._alarms.answer(message.id)
            if watched and not self._is_waiting(message.id):
                break
        return self._reply(message.id)

    def _is_waiting(self, message_id: int) -> bool:
        with self._database.read() as session:
            state = session.scalar(
                select(InboundMessage.state).where(InboundMessage.id == message_id)
            )
        return state is MessageState.WAITING

    def _reply(self, message_id: int) -> Reply | None:
        with self._database.read() as session:
            return session.scalar(
                select(Reply).where(Reply.message_id == message_id, Reply.kind == ReplyKind.ANSWER)
            )


def _ended(running: Future[None], seconds: float) -> bool:
    try:
        running.result(seconds)
    except TooLate:
        return False
    return True
