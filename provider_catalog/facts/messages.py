"""What was found as messages: the name of a text, its values, and the source that it stands on.

The form is the assistant's own (`say`, `values`, `source`); pages and the API render the same,
so that the same question gets the same words in every channel.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from provider_catalog.facts.of_a_place import Told
from provider_catalog.facts.places import Place
from provider_catalog.facts.statement import Statement
from provider_catalog.scheme import Rule

Message = dict[str, Any]

STATES = {
    "planned": "elsewhere.planned",
    "no_provider": "elsewhere.no_provider",
    "ended": "elsewhere.ended",
    "ending": "elsewhere.ended",
}
"""What is said of a place where nobody can choose, by the state of its scheme."""


def messages(told: Iterable[Told], today: date) -> list[Message]:
    """Every message that says what was found."""
    return [message for each in told for message in _of(each, today)]


def of_statement(statement: Statement, today: date) -> list[Message]:
    """A statement; one whose day has passed is said to be old."""
    said: Message = {
        "say": "facts.said",
        "values": {"statement": {"statement": statement.id}},
        "source": source_of(statement),
    }
    if not statement.is_past(today) or statement.holds_until is None:
        return [said]
    until = {"full_date": statement.holds_until.isoformat()}
    return [said, {"say": "facts.past", "values": {"date": until}}]


def source_of(statement: Statement) -> dict[str, str]:
    """A statement's source as it goes along with a message; a document has no address."""
    source = statement.source
    told = {"url": source.url or "", "checked": source.checked.isoformat(), "title": source.title}
    return {**told, "dated": source.dated} if source.dated else told


def place_value(place: Place) -> dict[str, Any]:
    """A place as a value that can be said."""
    return {"place": {"name": place.name, "name_nn": place.name_nn or place.name}}


def _of(told: Told, today: date) -> list[Message]:
    if told.statement is not None:
        return of_statement(told.statement, today)
    place = place_value(told.place)
    match told.says:
        case "state":
            return [_state(told, place)]
        case "not_known" | "nothing_known":
            about = {"worded": dict(told.values["about"])}
            text = "elsewhere.not_known_generally"
            if told.place.is_municipality:
                text = "elsewhere.not_known"
            return [{"say": text, "values": {"about": about, "place": place}}]
        case "which_place":
            values = {"place": place}
            return [{"say": "elsewhere.which_place", "values": values, "expect": "free"}]
    said = {"told": {**told.values, "place": told.place.name}}
    return [{"say": "facts.rule", "values": {"told": said}, **_stands(told.rule)}]


def _state(told: Told, place: dict[str, Any]) -> Message:
    state, services = told.values["state"], told.values["services"]
    text, values = STATES.get(state, "elsewhere.open_any"), {"place": place}
    if state not in STATES and services:
        text = "elsewhere.open"
        values["services"] = {"list": [{"service": service} for service in services]}
    return {"say": text, "values": values, **_stands(told.rule)}


def _stands(rule: Rule | None) -> Message:
    if rule is None:
        return {}
    return {"source": {"url": rule.source, "checked": rule.checked.isoformat()}}
