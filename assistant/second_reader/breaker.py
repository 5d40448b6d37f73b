"""A circuit breaker: a reader that is dead costs one time limit, not one a message.

`pybreaker`, which is kept, holds its lock while the call runs, so that readings would queue behind
one another (1.4.1); this one holds none.
"""

from __future__ import annotations

import threading
import time


class Breaker:
    """Open after a failure; after a rest it lets one through to try, and closes if that goes well.

    Args:
        rest: seconds from a failure to the next try.
    """

    def __init__(self, rest: float) -> None:
        self._rest = rest
        self._lock = threading.Lock()
        self._until: float | None = None

    def may_try(self) -> bool:
        """Whether to ask now. Where it is open and has rested, one is let through, and the others
        wait for what comes of it.
        """
        now = time.monotonic()
        with self._lock:
            if self._until is None:
                return True
            if now < self._until:
                return False
            self._until = now + self._rest
            return True

    def went_well(self) -> None:
        """It answers: everybody may ask."""
        with self._lock:
            self._until = None

    def failed(self) -> None:
        """It does not answer: nobody asks until it has rested."""
        with self._lock:
            self._until = time.monotonic() + self._rest
