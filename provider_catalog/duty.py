"""Who is on duty in a municipality, and what number there is for what cannot wait.

A duty list says who is texted and rung when somebody is in danger, in which order and at which
hours. Where it names nobody for a time, nobody is there, and that is what people are told.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any, Literal, Protocol, get_args

from pydantic import Field
from pydantic.dataclasses import dataclass as checked_dataclass

from core.clock import OSLO
from core.working_days import is_working_day
from provider_catalog.office_hours import Opening, Window, as_value
from provider_catalog.vocabulary import CLOSED, ClockTime, Day, Form, PhoneNumber, Source

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
EMERGENCY, URGENT = "emergency", "urgent"
SUNDAY: Weekday = "sun"
"""What a public holiday counts as."""


@checked_dataclass(frozen=True, config=CLOSED)
class Contact:
    """A telephone that is answered at some hours.

    Attributes:
        name: who has it, as colleagues say it.
        days: the days on which the hours begin; a public holiday counts as a Sunday.
        begins, ends: the hours, as `15:30`. Where they end at or before they begin, they end on the
            next day: 15:00 to 08:00 is a night, 00:00 to 00:00 a whole day.
    """

    name: Form
    phone: PhoneNumber
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    begins: ClockTime
    ends: ClockTime

    def is_on_duty(self, at: datetime) -> bool:
        """Whether the telephone is answered at a time."""
        here = at.astimezone(OSLO)
        now, begins, ends = (
            here.time(), time.fromisoformat(self.begins), time.fromisoformat(self.ends)
        )  # fmt: skip
        today = _weekday(here.date()) in self.days
        if begins < ends:
            return today and begins <= now < ends
        yesterday = _weekday(date.fromordinal(here.date().toordinal() - 1)) in self.days
        return (today and now >= begins) or (yesterday and now < ends)


@checked_dataclass(frozen=True, config=CLOSED)
class Duty:
    """A duty list.

    Attributes:
        contacts: in the order in which they are called.
        minutes: how long each has before the next is called.
        about: whether they are called about danger to life alone, or whatever is urgent.
    """

    contacts: tuple[Contact, ...]
    minutes: Annotated[int, Field(strict=True, ge=1, le=30)]
    about: Literal["emergency", "urgent"]

    def __post_init__(self) -> None:
        if len({each.phone for each in self.contacts}) != len(self.contacts):
            raise ValueError("contacts: a number stands twice")

    def concerns(self, reason: str) -> bool:
        """Whether those on duty are called about an urgent task with this reason."""
        return self.about == URGENT or reason == EMERGENCY

    def on_duty(self, reason: str, at: datetime) -> list[Contact]:
        """Who is called about something urgent at a time, in order."""
        if not self.concerns(reason):
            return []
        return [each for each in self.contacts if each.is_on_duty(at)]


@checked_dataclass(frozen=True, config=CLOSED)
class SameDay:
    """The municipality's own number for what cannot wait until the office opens.

    Attributes:
        name: what it is, such as «hjemmetjenestens vakttelefon».
        source, checked: the page that it stands on, and when somebody last looked.
    """

    name: Form
    phone: PhoneNumber
    source: Source
    checked: Day


class Place(Protocol):
    """What must be known of a municipality here (`provider.Municipality` is one)."""

    @property
    def name(self) -> str:
        """As people say it."""

    @property
    def standard(self) -> Literal["nb", "nn"]:
        """The written standard."""

    @property
    def phone(self) -> str:
        """The number to text and call, E.164."""

    @property
    def opening(self) -> Opening | None:
        """When the office is open, where it is known."""

    @property
    def duty(self) -> Duty | None:
        """The duty list, if there is one."""


@dataclass(frozen=True)
class Hears:
    """Who at the municipality learns of something now.

    Attributes:
        on_duty: those who are called, in order; empty where nobody is.
        office: whether the office is open; None where its hours are not known.
        back: when the office is next open, or None.
    """

    on_duty: tuple[Contact, ...]
    office: bool | None
    back: Window | None


def who_hears(place: Place, reason: str, at: datetime) -> Hears:
    """Who at a municipality learns of something that happens at a time."""
    called = place.duty.on_duty(reason, at) if place.duty is not None else []
    opening = place.opening
    if opening is None:
        return Hears(tuple(called), None, None)
    return Hears(tuple(called), opening.is_open(at), opening.next_window(at))


def told(hears: Hears, name: str, at: datetime) -> dict[str, Any]:
    """What is said to who is in danger of who learns of it, as a message: after whom to ring."""
    values: dict[str, Any] = {"municipality": name}
    if hears.on_duty:
        return {"say": "emergency.told_duty", "values": values}
    if hears.office:
        return {"say": "emergency.told", "values": {}}
    if hears.back is not None:
        return {
            "say": "emergency.told_later",
            "values": {**values, "when": as_value(hears.back, at)},
        }
    return {"say": "emergency.told_unknown", "values": values}


def _weekday(day: date) -> Weekday:
    found = WEEKDAYS[day.weekday()]
    working_week = day.weekday() < WEEKDAYS.index("sat")
    return SUNDAY if working_week and not is_working_day(day) else found
