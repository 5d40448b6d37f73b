"""A clock that a test moves."""

from datetime import UTC, datetime, timedelta

from core.clock import Clock


class MovingClock(Clock):
    """Stands still until it is moved."""

    def __init__(self) -> None:
        super().__init__(datetime(2026, 11, 21, 10, tzinfo=UTC))

    def move(self, **by: float) -> None:
        assert self._frozen is not None
        self._frozen += timedelta(**by)
