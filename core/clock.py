"""The time. Stored in UTC, shown in Europe/Oslo."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


class Clock:
    """Tells the time of the domain: what day it is for a deadline, a code or a choice.

    Leases and time-outs between processes do not use it: they must go on when it is frozen.
    """

    def __init__(self, frozen: datetime | None = None) -> None:
        if frozen is not None and frozen.tzinfo is None:
            raise ValueError("a frozen time needs a time zone")
        self._frozen = frozen

    def now(self) -> datetime:
        """The time now, in UTC, or the frozen time."""
        return (self._frozen or datetime.now(UTC)).astimezone(UTC)

    def today(self) -> date:
        """The date today in Oslo."""
        return self.now().astimezone(OSLO).date()
