"""The worker: threads that run turns and deliver replies. The database is the queue.

A bell wakes them when something was stored in this process; a slow poll finds what another process
stored, what became due, and what a crash left behind.
"""

import random
import threading
from collections.abc import Callable

import structlog
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from conversations.delivery.delivery import Delivery
from conversations.delivery.outbox import Outbox
from conversations.duty.calling import DutyCalls
from conversations.lease import Leases, real_now
from conversations.models import Conversation, InboundMessage, MessageState
from conversations.turns.danger import Alarms
from conversations.turns.turns import TurnEnd, Turns
from conversations.wakeup import WakeupSignal, WakeupSignals
from core.database import Database

log = structlog.get_logger(__name__)

TURN_THREADS = 4
DELIVERY_THREADS = 2
POLL_SECONDS = 1.0
ALARM_SECONDS = 0.2
_LOOK_AHEAD = 16
_AFTER_ERROR_SECONDS = 1.0


class Worker:
    """Runs turns of different conversations side by side, and sends what they put out.

    Args:
        database: the queue.
        turns: runs one turn.
        alarms: answers what may not wait for its turn.
        duty: calls those on duty.
        delivery: sends one row.
        bells: wake the threads.
        leases: freed at the start where this is the only process.
        outbox: its interrupted rows are freed likewise.
        turn_threads: how many turns may run at once.
    """

    def __init__(
        self,
        *,
        database: Database,
        turns: Turns,
        alarms: Alarms,
        duty: DutyCalls,
        delivery: Delivery,
        bells: WakeupSignals,
        leases: Leases,
        outbox: Outbox,
        turn_threads: int = TURN_THREADS,
    ) -> None:
        self._database = database
        self._turns = turns
        self._alarms = alarms
        self._duty = duty
        self._delivery = delivery
        self._bells = bells
        self._leases = leases
        self._outbox = outbox
        self._stopping = threading.Event()
        self._threads = [
            *(
                self._thread(f"turns-{n}", self.run_a_turn, bells.messages)
                for n in range(turn_threads)
            ),
            *(
                self._thread(f"delivery-{n}", delivery.run_next, bells.outgoing)
                for n in range(DELIVERY_THREADS)
            ),
            threading.Thread(target=self._watch, name="alarms", daemon=True),
            threading.Thread(target=self._call, name="duty", daemon=True),
        ]

    def take_over(self) -> None:
        """Take over what a dead process left.

        With an embedded database this process is the only one, so whatever is leased or being
        sent was left by a dead one and is free at once. With PostgreSQL leases run out.
        """
        if self._database.is_sqlite:
            self._leases.free_all()
            self._outbox.free_all()

    def start(self) -> None:
        """Start the threads; `take_over` comes before it, and before anything is served."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the threads after what they are doing; what waits stays in the database."""
        self._stopping.set()
        self._bells.messages.ring_for_all()
        self._bells.outgoing.ring_for_all()
        for thread in self._threads:
            thread.join()

    def run_a_turn(self) -> bool:
        """Run one turn of some conversation. False where none is due or all are busy."""
        for conversation in self._due():
            end = self._turns.run_next(conversation)
            if end not in (TurnEnd.BUSY, TurnEnd.NOTHING):
                return True
        return False

    def _due(self) -> list[str]:
        now, earlier = real_now(), aliased(InboundMessage)
        not_first = exists().where(
            earlier.conversation_id == InboundMessage.conversation_id,
            earlier.position < InboundMessage.position,
            earlier.state == MessageState.WAITING,
        )
        with self._database.read() as session:
            due = list(
                session.scalars(
                    select(InboundMessage.conversation_id)
                    .join(Conversation, Conversation.id == InboundMessage.conversation_id)
                    .where(
                        InboundMessage.state == MessageState.WAITING,
                        InboundMessage.next_try_at <= now,
                        or_(Conversation.lease_owner.is_(None), Conversation.lease_until < now),
                        ~not_first,
                    )
                    .order_by(InboundMessage.id)
                    .limit(_LOOK_AHEAD)
                )
            )
        # Several threads woke at once: if each begins with another, they do not meet at the lease.
        random.shuffle(due)
        return due

    def _thread(self, name: str, work: Callable[[], bool], bell: WakeupSignal) -> threading.Thread:
        return threading.Thread(target=self._loop, args=(work, bell), name=name, daemon=True)

    def _watch(self) -> None:
        # A thread of its own: those that run turns may all be waiting for an engine that hangs.
        while not self._stopping.wait(ALARM_SECONDS):
            try:
                self._alarms.run_due()
            except Exception:
                log.exception("alarms.failed")

    def _call(self) -> None:
        while not self._stopping.wait(POLL_SECONDS):
            try:
                self._duty.run_due()
            except Exception:
                log.exception("duty.failed")

    def _loop(self, work: Callable[[], bool], bell: WakeupSignal) -> None:
        while not self._stopping.is_set():
            heard = bell.heard()
            try:
                busy = work()
            except Exception:
                # The database or a bug: nothing is lost, it is tried again, and the thread lives.
                log.exception("worker.failed")
                self._stopping.wait(_AFTER_ERROR_SECONDS)
                continue
            if not busy and not self._stopping.is_set():
                bell.wait(heard, POLL_SECONDS)
