"""The alternatives that a value may be: how each is typed, read and said."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel import dates
from typing_extensions import override

from provider_catalog.vocabulary import LONGEST
from web.console.days_and_hours import read_clock, read_day
from web.console.editing.labels import word

_DAYS = ("all_days", "weekdays")
_UNITS = ("days", "weeks", "months")


class Unreadable(ValueError):
    """What was typed is no value; `box` says where, `what` in plain words what is wrong."""

    def __init__(self, box: str, what: str) -> None:
        self.box, self.what = box, what
        super().__init__(what)


@dataclass(frozen=True)
class Box:
    """Something to fill in.

    Attributes:
        kind: text, number, date, time, select, check or checks.
        options: of a select or of checks.
    """

    name: str
    label: str
    kind: str = "text"
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Alternative(ABC):
    """One kind of value, with a radio button of its own."""

    id: str
    label: str

    @property
    def boxes(self) -> Sequence[Box]:
        """What is filled in below the button."""
        return ()

    @abstractmethod
    def holds(self, value: Any) -> bool:
        """Whether a value is of this kind."""

    def fill(self, value: Any) -> dict[str, Any]:  # noqa: ARG002 - most have no boxes
        """The contents of the boxes for a value."""
        return {}

    @abstractmethod
    def read(self, boxes: Mapping[str, Any]) -> Any:
        """The value that was typed.

        Raises:
            Unreadable: there is none.
        """

    @abstractmethod
    def say(self, value: Any) -> str:
        """The value in words."""


@dataclass(frozen=True)
class Fixed(Alternative):
    """One value and nothing to fill in; None is what is not known."""

    value: Any

    @override
    def holds(self, value: Any) -> bool:
        return type(value) is type(self.value) and bool(value == self.value)

    @override
    def read(self, boxes: Mapping[str, Any]) -> Any:
        return self.value

    @override
    def say(self, value: Any) -> str:
        return self.label


@dataclass(frozen=True)
class SomeOf(Alternative):
    """Some of these words, in the order in which they stand; none of them is a value too."""

    slugs: tuple[str, ...]

    @property
    @override
    def boxes(self) -> Sequence[Box]:
        return (Box("of", "Kryss av", "checks", {slug: word(slug) for slug in self.slugs}),)

    @override
    def holds(self, value: Any) -> bool:
        return isinstance(value, list)

    @override
    def fill(self, value: Any) -> dict[str, Any]:
        return {"of": value}

    @override
    def read(self, boxes: Mapping[str, Any]) -> Any:
        return [slug for slug in self.slugs if slug in boxes["of"]]

    @override
    def say(self, value: Any) -> str:
        return "; ".join(word(slug) for slug in value) or "Ingenting"


class TimeSpan(Alternative):
    """Days, weeks or months, and what they run from."""

    @property
    @override
    def boxes(self) -> Sequence[Box]:
        starts = ("notice_received", "decision_date")
        return (
            Box("count", "Antall", "number"),
            Box("unit", "Enhet", "select", {unit: word(unit) for unit in _UNITS}),
            Box(
                "from", "Regnes fra", "select", {"": "Ikke oppgitt"} | {s: word(s) for s in starts}
            ),
            Box("approximate", "Omtrent", "check"),
            Box("at_least", "Minst", "check"),
        )

    @override
    def holds(self, value: Any) -> bool:
        return has_any(value, *_UNITS)

    @override
    def fill(self, value: Any) -> dict[str, Any]:
        unit = next((unit for unit in _UNITS if value.get(unit)), "days")
        return {
            "count": value.get(unit, ""),
            "unit": unit,
            "from": value.get("counted_from") or "",
            "approximate": "1" if value.get("approximate") else "",
            "at_least": "1" if value.get("at_least") else "",
        }

    @override
    def read(self, boxes: Mapping[str, Any]) -> Any:
        unit = boxes["unit"]
        if unit not in _UNITS:
            raise Unreadable("unit", "Velg dager, uker eller måneder.")
        count = whole_number(boxes, "count", 1, LONGEST[unit])
        return {
            **dict.fromkeys(_UNITS, 0),
            unit: count,
            "counted_from": boxes["from"] or None,
            "approximate": bool(boxes["approximate"]),
            "at_least": bool(boxes["at_least"]),
        }

    @override
    def say(self, value: Any) -> str:
        boxes = self.fill(value)
        said = f"{boxes['count']} {word(boxes['unit']).lower()}"
        said = f"minst {said}" if boxes["at_least"] else said
        said = f"omtrent {said}" if boxes["approximate"] else said
        return f"{said}, {word(boxes['from']).lower()}" if boxes["from"] else said


@dataclass(frozen=True)
class Covered(Alternative):
    """With or without a first and a last day."""

    covered: bool

    @property
    @override
    def boxes(self) -> Sequence[Box]:
        return (
            Box("since", "Første dag, om den er oppgitt", "date"),
            Box("until", "Siste dag, om den er oppgitt", "date"),
        )

    @override
    def holds(self, value: Any) -> bool:
        return isinstance(value, dict) and value.get("covered") is self.covered

    @override
    def fill(self, value: Any) -> dict[str, Any]:
        return {"since": value.get("since") or "", "until": value.get("until") or ""}

    @override
    def read(self, boxes: Mapping[str, Any]) -> Any:
        days = {name: read_iso_day(boxes[name], name) for name in ("since", "until")}
        return {"covered": self.covered, **days}

    @override
    def say(self, value: Any) -> str:
        since, until = value.get("since"), value.get("until")
        parts = [
            self.label,
            f"fra {say_day(since)}" if since else "",
            f"til {say_day(until)}" if until else "",
        ]
        return " ".join(part for part in parts if part)


class Opened(Alternative):
    """From when to when, on which days."""

    @property
    @override
    def boxes(self) -> Sequence[Box]:
        return (
            Box("days", "Dager", "select", {days: word(days) for days in _DAYS}),
            Box("opens", "Fra", "time"),
            Box("closes", "Til", "time"),
        )

    @override
    def holds(self, value: Any) -> bool:
        return has_any(value, "opens")

    @override
    def fill(self, value: Any) -> dict[str, Any]:
        return dict(value)

    @override
    def read(self, boxes: Mapping[str, Any]) -> Any:
        hours = {name: read_clock(boxes[name]) for name in ("opens", "closes")}
        for name, hour in hours.items():
            if hour is None:
                raise Unreadable(name, "Skriv et klokkeslett, for eksempel 07:30.")
        return {"days": boxes["days"], **hours}

    @override
    def say(self, value: Any) -> str:
        return f"{word(value['days'])} fra {value['opens']} til {value['closes']}"


def read_iso_day(typed: str, box: str) -> str | None:
    """A day that was typed, ISO 8601; None where nothing was.

    Raises:
        Unreadable: it is no day.
    """
    if not typed:
        return None
    found = read_day(typed)
    if found is None:
        raise Unreadable(box, "Skriv en dag som finnes, slik: 23.12.2026.")
    return found.isoformat()


def say_day(day: str | int) -> str:
    """A day as the pages show it; a year alone stays one."""
    if isinstance(day, int):
        return str(day)
    return dates.format_date(date.fromisoformat(day), "d. MMMM y", locale="nb")


def whole_number(boxes: Mapping[str, Any], box: str, least: int, most: int) -> int:
    """The whole number in a box, from `least` to `most`.

    Raises:
        Unreadable: there is none.
    """
    try:
        found = int(boxes[box])
    except ValueError as error:
        raise Unreadable(box, "Skriv et helt tall.") from error
    if not least <= found <= most:
        raise Unreadable(box, f"Skriv et tall fra {least} til {most}.")
    return found


def has_any(value: Any, *names: str) -> bool:
    """Whether a value has something under one of the names."""
    return isinstance(value, dict) and any(value.get(name) is not None for name in names)
