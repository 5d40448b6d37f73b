"""What no value of a rule, a provider or a contract may be: a day that cannot be right."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

EARLIEST = date(1990, 1, 1)
"""Before this no municipality had free choice of provider."""
FURTHEST = relativedelta(years=10)
"""No contract or scheme is agreed for longer."""
_PLANNED = ("since", "until", "start", "end")


def outside_bounds(content: Any, today: date) -> dict[str, str]:
    """The days in a content that cannot be right, by field of its form.

    Nobody has compared anything with its source on a day that has not come, and what begins or
    ends does so within a lifetime of schemes.
    """
    return dict(_wrong("", content, today)) if isinstance(content, Mapping) else {}


def _wrong(prefix: str, content: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            # A provider's facts: `facts-owner_type-checked`. Days inside a value are the rule's.
            inner = f"{prefix}{name}-" if name != "value" else f"{prefix}value-"
            yield from _wrong(inner, value, today)
        elif name == "checked" and (day := _day(value)) and day > today:
            yield f"{prefix}{name}", "Dagen har ikke vært ennå. Skriv dagen da du så på siden."
        elif name == "checked" and (day := _day(value)) and day < EARLIEST:
            yield f"{prefix}{name}", "Dagen er for lenge siden. Se på siden på nytt."
        elif name in _PLANNED and (day := _day(value)):
            if not EARLIEST <= day <= today + FURTHEST:
                last = (today + FURTHEST).year
                yield f"{prefix}{name}", f"Skriv en dag mellom {EARLIEST.year} og {last}."
        elif name == "year" and isinstance(value, int) and value > today.year:
            yield f"{prefix}{name}", "Året har ikke vært ennå."


def _day(value: Any) -> date | None:
    if isinstance(value, int):
        return date(value, 1, 1) if date.min.year <= value <= date.max.year else date.max
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
