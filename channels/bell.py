"""A bell that wakes the worker's threads, and is not missed by one that was busy when it rang."""

import threading


class Bell:
    """Counts its rings, so that a ring between looking and waiting still wakes."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0

    def ring(self) -> None:
        """Wake everybody who waits, and everybody who is about to."""
        with self._condition:
            self._rings += 1
            self._condition.notify_all()

    def heard(self) -> int:
        """How often it has rung; ask before looking for work."""
        with self._condition:
            return self._rings

    def wait(self, heard: int, seconds: float) -> None:
        """Wait until it rings again after `heard`, or so many seconds."""
        with self._condition:
            self._condition.wait_for(lambda: self._rings != heard, seconds)
