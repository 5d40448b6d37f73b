"""Wake-up signals for the worker's threads: none is missed by one that was busy when it came."""

import threading
from dataclasses import dataclass, field


class WakeupSignal:
    """Counts its rings, so that a ring between looking and waiting still wakes."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0

    def ring(self) -> None:
        """Wake one of those who wait, and everybody who is about to.

        One is enough for one thing to do; all of them would only stand in each other's way.
        """
        with self._condition:
            self._rings += 1
            self._condition.notify()

    def ring_for_all(self) -> None:
        """Wake everybody: it is time to stop."""
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


@dataclass(frozen=True)
class WakeupSignals:
    """One bell for each kind of work: messages to answer, and rows to send."""

    messages: WakeupSignal = field(default_factory=WakeupSignal)
    outgoing: WakeupSignal = field(default_factory=WakeupSignal)
