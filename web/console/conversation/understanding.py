"""What a message was understood as, in a caseworker's words."""

from collections.abc import Mapping
from typing import Any

from assistant.texts import Texts
from assistant.texts.values import Values
from core.channel import Channel
from provider_catalog.catalogue import Catalogue
from web.console.unrecognised.words import intent_name

ENTITIES = {
    "provider": "leverandør",
    "service": "tjeneste",
    "district": "bydel",
    "municipality": "kommune",
    "language": "språk",
    "option": "valg fra lista",
    "code": "kode",
    "birth_date": "fødselsdato",
    "date": "dato",
    "phone_number": "telefonnummer",
    "matter": "viktig",
    "national_id": "fødselsnummer",
    "danger": "fare",
    "case_number": "saksnummer",
    "time": "klokkeslett",
    "weekday": "ukedag",
}
"""What the assistant finds in a message."""
_AS_WRITTEN = frozenset({"case_number", "phone_number", "option"})


class Understanding:
    """Puts what was understood into words.

    Args:
        texts: with the names of what people want.
        catalogue: with the names of providers, services and places.
    """

    def __init__(self, texts: Texts, catalogue: Catalogue) -> None:
        self._texts = texts
        self._catalogue = catalogue
        self._values = Values(catalogue)

    def intent(self, intent: str) -> str:
        """What somebody wanted."""
        return intent_name(self._texts, intent)

    def found(self, understood: Mapping[str, Any]) -> list[str]:
        """What was found in the message, «leverandør: Hasselvind», each thing once."""
        told = []
        for each in understood.get("entities", ()):
            kind, value = str(each.get("entity")), str(each.get("value", ""))
            if kind in ENTITIES:
                words = self._value(kind, value)
                told.append(f"{ENTITIES[kind]}: {words}" if words else ENTITIES[kind])
        return list(dict.fromkeys(told))

    def _value(self, kind: str, value: str) -> str:
        """The words for a value; nothing where only the program has a name for it."""
        try:
            match kind:
                case "provider" | "service" | "municipality" | "language":
                    return self._values.say(kind, value, "nb", Channel.WEB)
                case "matter":
                    text = self._texts.all.get(f"matters.{value}")
                    return text.wording("nb", Channel.WEB).lower() if text else ""
                case "district":
                    return self._district(value)
        except (KeyError, ValueError):
            return ""
        return value if kind in _AS_WRITTEN else ""

    def _district(self, value: str) -> str:
        places = (self._catalogue.districts(m.id) for m in self._catalogue.municipalities())
        return next((each.name for here in places for each in here if each.id == value), "")
