"""Edited content of a municipality's office: hours, duty list, transfer and same-day numbers.

Each is a piece that it may change (`changes`): `office:<name>` with a content of its own, in which
an empty number, or a list of nobody, means that there is none.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic_core import to_jsonable_python

from provider_catalog.provider import Municipality

OPENING, TRANSFER, DUTY, SAME_DAY = "opening", "transfer", "duty", "same_day"
GROUPS = "groups"
DISTRICTS = "districts"
"""Stand in a list of their own, and not with the municipality (`changes`)."""
OFFICE = (OPENING, DUTY, TRANSFER, SAME_DAY, GROUPS, DISTRICTS)
"""The pieces, in the order in which they are shown."""
NOTHING: Mapping[str, Mapping[str, Any]] = {
    OPENING: {"weekdays": None, "closed": []},
    DUTY: {"contacts": [], "minutes": 3, "about": "urgent"},
    TRANSFER: {"phone": None},
    SAME_DAY: {"name": "", "phone": None, "source": "", "checked": None},
    GROUPS: {"groups": []},
}
"""The content of a piece where there is none."""
_TELLS = {
    OPENING: "weekdays",
    DUTY: "contacts",
    TRANSFER: "phone",
    SAME_DAY: "phone",
    GROUPS: "groups",
}


def content_of_office(municipality: Municipality, name: str) -> dict[str, Any] | None:
    """A piece as it stands; None where there is no such piece."""
    if name not in NOTHING:
        return None
    held = to_jsonable_python(getattr(municipality, name))
    if held is None:
        return dict(NOTHING[name])
    if name == GROUPS:
        return {GROUPS: list(held)}
    return {"phone": held} if name == TRANSFER else dict(held)


def entry_with(entry: Mapping[str, Any], name: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """A municipality's entry of the file, with a piece exchanged."""
    if not content.get(_TELLS[name]):
        return {key: value for key, value in entry.items() if key != name}
    if name == TRANSFER:
        return {**entry, name: content["phone"]}
    if name == GROUPS:
        return {**entry, name: content[GROUPS]}
    if name == OPENING:
        return {**entry, name: {**content, "closed": [_day(d) for d in content.get("closed", ())]}}
    return {**entry, name: dict(content)}


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value
