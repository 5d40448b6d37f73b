"""A municipality's office in words: hours, duty list and numbers, as the pages compare them."""

from collections.abc import Iterator
from typing import Any

import phonenumbers

from provider_catalog.office import DISTRICTS, DUTY, GROUPS, OPENING, SAME_DAY, TRANSFER
from web.console.editing.forms.fields import say_day

TITLES = {
    OPENING: "Åpningstid og stengte dager",
    DUTY: "Vaktliste",
    TRANSFER: "Nummer å sette over til",
    SAME_DAY: "Nummer for det som ikke kan vente",
    GROUPS: "Grupper å gi videre til",
    DISTRICTS: "Bydeler",
}
DAYS = {
    "mon": "mandag",
    "tue": "tirsdag",
    "wed": "onsdag",
    "thu": "torsdag",
    "fri": "fredag",
    "sat": "lørdag",
    "sun": "søndag",
}
ABOUT = {
    "urgent": "Alt som haster (fare, overgrep, dødsfall)",
    "emergency": "Bare fare for liv og helse",
}
NOBODY = "Ingen"


def say_number(number: str | None) -> str:
    """A number as people write it; nothing where there is none."""
    if not number:
        return ""
    form = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(phonenumbers.parse(number), form)


def say_hours(contact: dict[str, Any]) -> str:
    """When somebody is on duty."""
    days = "alle dager" if len(contact["days"]) == len(DAYS) else ", ".join(
        DAYS[each] for each in DAYS if each in contact["days"]
    )  # fmt: skip
    if contact["begins"] == contact["ends"]:
        return (
            f"{days}, hele døgnet"
            if contact["begins"] == "00:00"
            else (f"{days}, fra {contact['begins']} og et døgn fram")
        )
    return f"{days}, {contact['begins']} til {contact['ends']}"


def office_rows(name: str, content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a piece says, a row a thing."""
    match name:
        case "opening":
            hours = content["weekdays"]
            told = f"Mandag til fredag {hours['opens']} til {hours['closes']}" if hours else ""
            yield "Åpent", told or "Ikke oppgitt"
            yield "Stengt også", ", ".join(say_day(day) for day in content.get("closed", ()))
        case "duty":
            for place, each in enumerate(content["contacts"], start=1):
                yield f"Nummer {place}", f"{each['name']}, {say_number(each['phone'])}"
                yield f"Nummer {place} har vakt", say_hours(each)
            if not content["contacts"]:
                yield "På vakt", NOBODY
            yield "Minutter før den neste", str(content["minutes"])
            yield "Varsles om", ABOUT[content["about"]]
        case "transfer":
            yield "Nummer", say_number(content["phone"]) or NOBODY
        case "groups":
            yield "Grupper", ", ".join(content["groups"]) or "Ingen"
        case "districts":
            for each in content["districts"]:
                said = ", ".join(each["aliases"])
                yield each["name"], f"sies også: {said}" if said else "–"
            if not content["districts"]:
                yield "Bydeler", "Kommunen er ikke delt"
        case "same_day":
            yield "Hva det er", content["name"]
            yield "Nummer", say_number(content["phone"]) or NOBODY
            yield "Kilde", content["source"]
            yield "Kontrollert", say_day(content["checked"]) if content["checked"] else ""
