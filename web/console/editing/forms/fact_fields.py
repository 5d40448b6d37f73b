"""The alternatives that only facts about providers have."""

from collections.abc import Mapping, Sequence
from typing import Any

import phonenumbers
from babel import Locale
from typing_extensions import override

from core.phone_number import NotAllowed, PhoneNumber
from web.console.editing.forms.fields import Alternative, Box, Unreadable, has_any, whole_number

COUNTRY = "NO"
MOST_PEOPLE = 100_000
"""No provider of home care in Norway has so many employees, or so many who answered."""
_LANGUAGES = Locale.parse("nb").languages
_CODES = {name.lower(): code for code, name in _LANGUAGES.items() if code.isalpha()} | {
    "bokmål": "nb",
    "nynorsk": "nn",
    "samisk": "se",
}


class Figure(Alternative):
    """A whole number."""

    @property
    @override
    def boxes(self) -> Sequence[Box]:
        return (Box("count", "Antall", "number"),)

    @override
    def holds(self, value: Any) -> bool:
        return type(value) is int

    @override
    def fill(self, value: Any) -> dict[str, Any]:
        return {"count": value}

    @override
    def read(self, boxes: Mapping[str, Any]) -> Any:
        return whole_number(boxes, "count", 0, MOST_PEOPLE)

    @override
    def say(self, value: Any) -> str:
        return str(value)


class Surveyed(Alternative):
    """How many were satisfied, of how many, when."""

    @property
    @override
    def boxes(self) -> Sequence[Box]:
        return (
            Box("percent_satisfied", "Fornøyde i prosent", "number"),
            Box("answers", "Antall som svarte", "number"),
            Box("year", "År", "number"),
        )

    @override
    def holds(self, value: Any) -> bool:
        return has_any(value, "percent_satisfied")

    @override
    def fill(self, value: Any) -> dict[str, Any]:
        return dict(value)

    @override
    def read(self, boxes: Mapping[str, Any]) -> Any:
        most = {"percent_satisfied": 100, "answers": MOST_PEOPLE, "year": 2100}
        least = {"year": 1990}
        return {
            name: whole_number(boxes, name, least.get(name, 0), limit)
            for name, limit in most.items()
        }

    @override
    def say(self, value: Any) -> str:
        satisfied, answers, year = value["percent_satisfied"], value["answers"], value["year"]
        return f"{satisfied} prosent fornøyde av {answers} som svarte i {year}"


class Phone(Alternative):
    """A phone number, typed as people write it."""

    @property
    @override
    def boxes(self) -> Sequence[Box]:
        return (Box("number", "Nummer"),)

    @override
    def holds(self, value: Any) -> bool:
        return isinstance(value, str)

    @override
    def fill(self, value: Any) -> dict[str, Any]:
        return {"number": self.say(value)}

    @override
    def read(self, boxes: Mapping[str, Any]) -> Any:
        try:
            return PhoneNumber.read(boxes["number"], allow_foreign=True, allow_landline=True).e164
        except NotAllowed:
            raise Unreadable("number", "Dette er ikke et telefonnummer som finnes.") from None

    @override
    def say(self, value: Any) -> str:
        form = phonenumbers.PhoneNumberFormat.NATIONAL
        return phonenumbers.format_number(phonenumbers.parse(value, COUNTRY), form)


class Languages(Alternative):
    """Languages by name, with commas between."""

    @property
    @override
    def boxes(self) -> Sequence[Box]:
        return (Box("names", "Språk, med komma mellom"),)

    @override
    def holds(self, value: Any) -> bool:
        return isinstance(value, list)

    @override
    def fill(self, value: Any) -> dict[str, Any]:
        return {"names": self.say(value)}

    @override
    def read(self, boxes: Mapping[str, Any]) -> Any:
        names = [name.strip().lower() for name in boxes["names"].split(",") if name.strip()]
        unknown = [name for name in names if name not in _CODES]
        if unknown:
            raise Unreadable("names", f"Kjenner ikke språket: {', '.join(unknown)}.")
        return list(dict.fromkeys(_CODES[name] for name in names))

    @override
    def say(self, value: Any) -> str:
        return ", ".join(_LANGUAGES.get(code, code) for code in value)
