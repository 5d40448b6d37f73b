"""An event loop in a thread: calls that end when their time is up, whatever the other side does.

A client that waits in a thread times each read alone, so a server that sends a byte now and then
holds the thread for as long as it likes. A task of an event loop can be cancelled.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")
_GRACE = 1.0
"""Seconds beyond the limit in which a cancelled call ends."""


class LoopThread:
    """Runs coroutines for threads. Started by the first, and never keeps a process alive."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, call: Coroutine[Any, Any, T], within: float) -> T:
        """What a coroutine gives.

        Raises:
            TimeoutError: it gave nothing within so many seconds, and was cancelled.
        """

        async def limited() -> T:
            async with asyncio.timeout(within):
                return await call

        running = asyncio.run_coroutine_threadsafe(limited(), self._running())
        try:
            return running.result(within + _GRACE)
        except CancelledError as ended:
            raise TimeoutError("the loop was closed") from ended
        finally:
            running.cancel()

    def close(self, last: Coroutine[Any, Any, None] | None = None) -> None:
        """End every call, run a last coroutine, and stop."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            if last is not None:
                last.close()
            return

        async def ending() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            if last is not None:
                await last

        with suppress(TimeoutError):  # A server that hangs holds up nothing else that is closed.
            asyncio.run_coroutine_threadsafe(ending(), loop).result(_GRACE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_GRACE)
        loop.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name=self._name, daemon=True
                )
                self._thread.start()
            return self._loop
