"""Two transactions at once, of which one stands still just before it commits."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, current_thread
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from core.database import Database

LONG = 30.0
SHORT = 0.7
"""Seconds in which an act that waits for nobody is done many times over."""
SLOW = "slow"


@dataclass
class Paused:
    """An act that has done everything but commit."""

    first: Future[Any]
    pool: ThreadPoolExecutor
    let_go: Event

    def waits(self, act: Callable[[], Any]) -> Future[Any]:
        """Start another act, and see that it does not come to its end before this one does.

        Returns:
            What comes of the other act when this one has committed.
        """
        other = self.pool.submit(act)
        with pytest.raises(TimeoutError):
            other.result(timeout=SHORT)
        self.let_go.set()
        self.first.result(timeout=LONG)
        return other


@contextmanager
def paused(database: Database, act: Callable[[], Any]) -> Iterator[Paused]:
    """Run an act in another thread until just before its (first) commit."""
    arrived, let_go = Event(), Event()

    def hold_back(_connection: Connection) -> None:
        if current_thread().name.startswith(SLOW):
            arrived.set()
            assert let_go.wait(LONG)

    event.listen(database.engine, "commit", hold_back)
    slow, pool = ThreadPoolExecutor(1, SLOW), ThreadPoolExecutor(1, "other")
    try:
        first = slow.submit(act)
        assert arrived.wait(LONG) or first.result(timeout=LONG)
        yield Paused(first, pool, let_go)
    finally:
        let_go.set()
        slow.shutdown()
        pool.shutdown()
        event.remove(database.engine, "commit", hold_back)
