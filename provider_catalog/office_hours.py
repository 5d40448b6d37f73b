"""When people answer in a municipality: its own hours, on Norwegian working days.

A promise («et menneske ringer deg mandag mellom 8 og 15») is made only from hours that the
municipality has given. Where they are not known nothing is promised.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass as checked_dataclass

from core.clock import OSLO
from core.working_days import is_working_day
from provider_catalog.vocabulary import CLOSED, ClockTime, Day

ENOUGH = timedelta(hours=1)
"""So much of a day must be left for a call to be promised on it."""
MOST_CLOSED = 60
"""Days of its own on which a municipality may be closed: more are no working hours."""


@dataclass(frozen=True)
class Window:
    """A time within one day in which somebody is at work, Oslo time."""

    begins: datetime
    ends: datetime


def as_value(window: Window, asked: datetime) -> dict[str, dict[str, str]]:
    """A window as a value of a message (`assistant.texts.values`), seen from when it was asked."""
    times = {"begins": window.begins, "ends": window.ends, "asked": asked}
    return {"window": {name: at.astimezone(OSLO).isoformat() for name, at in times.items()}}


@checked_dataclass(frozen=True, config=CLOSED)
class Hours:
    """The hours of a day, as `08:00`.

    Raises:
        ValueError: it closes before it opens.
    """

    opens: ClockTime
    closes: ClockTime

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError("closes before it opens")


@checked_dataclass(frozen=True, config=CLOSED)
class Opening:
    """A municipality's calendar.

    Attributes:
        weekdays: the hours from Monday to Friday; on Saturdays, Sundays and holidays it is closed.
        closed: other days on which it is closed, such as a day of planning.
    """

    weekdays: Hours
    closed: Annotated[tuple[Day, ...], Field(max_length=MOST_CLOSED)] = ()

    def is_open(self, at: datetime) -> bool:
        """Whether somebody answers at a time."""
        window = self._on(at.astimezone(OSLO).date())
        return window is not None and window.begins <= at < window.ends

    def next_window(self, at: datetime) -> Window:
        """When somebody has time to call: what is left of today, else the next day that is open."""
        day = at.astimezone(OSLO).date()
        while True:
            window = self._on(day)
            if window is not None and window.ends - at >= ENOUGH:
                return Window(max(window.begins, at.astimezone(OSLO)), window.ends)
            day += timedelta(days=1)

    def _on(self, day: date) -> Window | None:
        if not is_working_day(day) or day in self.closed:
            return None
        opens, closes = (
            datetime.combine(day, time.fromisoformat(hour), OSLO)
            for hour in (self.weekdays.opens, self.weekdays.closes)
        )
        return Window(opens, closes)
