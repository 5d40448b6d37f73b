"""From the shape of a value to a form, and back: what a rule or a fact may be, as alternatives.

The catalogue's vocabulary says what a value may look like; its JSON Schema is read here, so a word
that is added there appears in the form. Each alternative is a radio button, some with boxes.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from provider_catalog.vocabulary import FACTS, RULES, SchemeState
from web.console.editing.forms.fact_fields import Figure, Languages, Phone, Surveyed
from web.console.editing.forms.fields import (
    Alternative,
    Covered,
    Fixed,
    Opened,
    SomeOf,
    TimeSpan,
    Unreadable,
)
from web.console.editing.labels import word

UNKNOWN = "unknown"


class Shape:
    """The alternatives of one value.

    Args:
        alternatives: in the order in which they are shown.
    """

    def __init__(self, alternatives: list[Alternative]) -> None:
        self.alternatives = alternatives

    def say(self, value: Any) -> str:
        """A value in words."""
        return next((a.say(value) for a in self.alternatives if a.holds(value)), str(value))

    def typed(self, value: Any) -> dict[str, Any]:
        """A value as the form has it: `is`, the alternative, and the contents of its boxes."""
        for alternative in self.alternatives:
            if alternative.holds(value):
                boxes = alternative.fill(value)
                return {
                    "is": alternative.id,
                    **{f"{alternative.id}-{k}": v for k, v in boxes.items()},
                }
        return {}

    def given(self, form: Mapping[str, Any], prefix: str) -> dict[str, Any]:
        """What somebody has typed, in the form of `typed`; a box with several answers is a list."""
        found: dict[str, Any] = {"is": form.get(f"{prefix}-is", "")}
        for alternative in self.alternatives:
            for box in alternative.boxes:
                name = f"{alternative.id}-{box.name}"
                several = getattr(form, "getlist", None) if box.kind == "checks" else None
                key = f"{prefix}-{name}"
                found[name] = several(key) if several else str(form.get(key, "")).strip()
        return found

    def read(self, typed: Mapping[str, Any]) -> Any:
        """The value that was typed.

        Raises:
            Unreadable: names the box, and tells what is wrong; the box is empty where no
                alternative was chosen.
        """
        for alternative in self.alternatives:
            if alternative.id == typed.get("is"):
                boxes = {
                    box.name: typed[f"{alternative.id}-{box.name}"] for box in alternative.boxes
                }
                try:
                    return alternative.read(boxes)
                except Unreadable as wrong:
                    box = f"{alternative.id}-{wrong.box}"
                    raise Unreadable(box, wrong.what) from wrong
        raise Unreadable("is", "Velg ett av svarene.")


@cache
def rule_shape(key: str) -> Shape:
    """What a rule may be; `state` is the state of the scheme itself."""
    if key == "state":
        return Shape([Fixed(state.value, word(state), state.value) for state in SchemeState])
    unknown = Fixed(UNKNOWN, "Siden sier ikke noe om dette", None)
    return Shape([unknown, *_alternatives(RULES[key])])


@cache
def fact_shape(key: str) -> Shape:
    """What a fact about a provider may be. Who owns it is always known."""
    alternatives = list(_special(key) or _alternatives(FACTS[key]))
    if key == "owner_type":
        return Shape(alternatives)
    return Shape([Fixed(UNKNOWN, "Opplysning mangler", None), *alternatives])


def _special(key: str) -> list[Alternative]:
    if key == "languages":
        return [Languages("these", "Snakker")]
    return [Phone("this", "Nummer")] if key == "phone" else []


def _alternatives(adapter: TypeAdapter[Any]) -> Iterator[Alternative]:
    schema = adapter.json_schema()
    named = schema.pop("$defs", {})
    for each in schema.get("anyOf", [schema]):
        reference = each.get("$ref", "").rpartition("/")[2]
        yield from _of(named.get(reference, each))


def _of(schema: Mapping[str, Any]) -> Iterator[Alternative]:
    match schema:
        case {"type": "boolean"}:
            yield Fixed("yes", "Ja", True)
            yield Fixed("no", "Nei", False)
        case {"const": slug}:
            yield Fixed(slug, word(slug), slug)
        case {"enum": slugs}:
            yield from (Fixed(slug, word(slug), slug) for slug in slugs)
        case {"type": "array", "items": {"enum": slugs}}:
            yield SomeOf("these", "Dette", tuple(slugs))
        case {"type": "integer"}:
            yield Figure("number", "Antall")
        case {"properties": {"stated_in": {"enum": slugs}}}:
            yield from (Fixed(slug, word(slug), {"stated_in": slug}) for slug in slugs)
        case {"properties": {"weeks": _}}:
            yield TimeSpan("period", "Et tidsrom")
        case {"properties": {"covered": _}}:
            yield Covered("covered", "Er med i ordningen", covered=True)
            yield Covered("left_out", "Er ikke med i ordningen", covered=False)
        case {"properties": {"opens": _}}:
            yield Opened("hours", "Klokkeslett")
        case {"properties": {"percent_satisfied": _}}:
            yield Surveyed("survey", "En undersøkelse viser")
        case _:
            raise ValueError(f"no form for {schema}")
