"""How a value is said: dates, durations, names and numbers in each standard and on each channel."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import phonenumbers

from provider_catalog import Catalogue

MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)
WEEKDAYS = {
    "nb": "mandag tirsdag onsdag torsdag fredag lørdag søndag".split(),
    "nn": "måndag tysdag onsdag torsdag fredag laurdag sundag".split(),
}
UNITS = {
    "nb": {
        "days": ("dag", "dager"),
        "weeks": ("uke", "uker"),
        "months": ("måned", "måneder"),
        "years": ("år", "år"),
    },
    "nn": {
        "days": ("dag", "dagar"),
        "weeks": ("veke", "veker"),
        "months": ("månad", "månader"),
        "years": ("år", "år"),
    },
}
# "en" or "ett" by the gender of the unit; numbers up to twelve are said as words.
NUMBERS = {
    "nb": "null en to tre fire fem seks sju åtte ni ti elleve tolv".split(),
    "nn": "null ein to tre fire fem seks sju åtte ni ti elleve tolv".split(),
}
FEMININE_ONE = {("nn", "weeks"): "ei"}
AND = {"nb": " og ", "nn": " og "}


class Values:
    """Turns typed values of a message into words.

    Args:
        catalogue: knows the names behind the ids of providers, services and municipalities.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def say(self, value: Any, standard: str, channel: str) -> str:
        """The words for a value: plain text as it is, or one of the typed values.

        Raises:
            ValueError: the value's type is not known.
        """
        if isinstance(value, str | int):
            return str(value)
        if not isinstance(value, Mapping) or len(value) != 1:
            raise ValueError(f"not a value that can be said: {value!r}")
        ((kind, inner),) = value.items()
        match kind:
            case "date":
                return say_date(date.fromisoformat(inner), standard)
            case "duration":
                return say_duration(inner, standard)
            case "phone":
                return say_phone(inner, channel)
            case "digits":
                return say_digits(inner, channel)
            case "list":
                return say_list([self.say(each, standard, channel) for each in inner], standard)
            case "provider":
                return self._catalogue.provider(inner).name
            case "municipality":
                return self._catalogue.municipality(inner).name
            case "service":
                return self._catalogue.service_name(inner, standard)
        raise ValueError(f"not a kind of value: {kind}")


def say_date(day: date, standard: str) -> str:
    """A date as people say it, with weekday and without the year: «mandag 1. desember»."""
    return f"{WEEKDAYS[standard][day.weekday()]} {day.day}. {MONTHS[day.month - 1]}"


def say_duration(duration: Mapping[str, int], standard: str) -> str:
    """A duration of one unit: «10 dager», «en måned»."""
    ((unit, count),) = duration.items()
    one, many = UNITS[standard][unit]
    if count == 1:
        return f"{FEMININE_ONE.get((standard, unit), NUMBERS[standard][1])} {one}"
    word = NUMBERS[standard][count] if count < len(NUMBERS[standard]) else str(count)
    return f"{word} {many}"


def say_phone(number: str, channel: str) -> str:
    """A phone number in national form; on the phone in pairs with pauses, digit by digit."""
    national = phonenumbers.format_number(
        phonenumbers.parse(number, "NO"), phonenumbers.PhoneNumberFormat.NATIONAL
    )
    return say_digits(national, channel)


def say_digits(digits: str, channel: str) -> str:
    """Digits in groups; on the phone each digit by itself, so that 12 is not «tolv»."""
    if channel != "phone":
        return digits
    groups = digits.replace("-", " ").split()
    return ", ".join(" ".join(group) for group in groups)


def say_list(items: Sequence[str], standard: str) -> str:
    """Items joined as one says them: «A, B og C»."""
    if len(items) < 2:  # noqa: PLR2004 - one item or none needs no joining
        return "".join(items)
    return ", ".join(items[:-1]) + AND[standard] + items[-1]
