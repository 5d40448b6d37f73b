"""How a value is said: dates, durations, names and numbers in each standard and on each channel."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import phonenumbers
from babel import Locale, dates, lists

from core.channel import Channel
from provider_catalog.catalogue import Catalogue

# Babel calls ten days «10 døgn», which is right and which nobody says of waiting for a helper.
UNITS = {
    "nb": {
        "days": ("en dag", "dager"),
        "weeks": ("en uke", "uker"),
        "months": ("en måned", "måneder"),
        "years": ("et år", "år"),
    },
    "nn": {
        "days": ("ein dag", "dagar"),
        "weeks": ("ei veke", "veker"),
        "months": ("ein månad", "månader"),
        "years": ("eit år", "år"),
    },
}
NUMBERS = (
    *("null", "en", "to", "tre", "fire", "fem", "seks"),
    *("sju", "åtte", "ni", "ti", "elleve", "tolv"),
)
ROUGHLY = {
    "nb": {"": "", "about": "omtrent ", "at_least": "minst "},
    "nn": {"": "", "about": "om lag ", "at_least": "minst "},
}
DAYS_BY_NAME = 6
"""So many days ahead a weekday's name alone says which day is meant."""
# The standards themselves are both «norsk» to whoever asks what a helper speaks.
OUR_LANGUAGE = "no"


class Values:
    """Turns typed values of a message into words.

    Args:
        catalogue: knows the names behind the ids of providers, services and municipalities.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def say(self, kind: str, value: Any, standard: str, channel: str) -> str:
        """The words for a value of a kind.

        Raises:
            ValueError: the kind is not known.
        """
        match kind:
            case "date":
                return say_date(date.fromisoformat(value), standard)
            case "full_date":
                return dates.format_date(date.fromisoformat(value), "d. MMMM y", locale=standard)
            case "day_of_year":
                return dates.format_date(date.fromisoformat(value), "d. MMMM", locale=standard)
            case "window":
                return say_window(value, standard)
            case "duration":
                return say_duration(value, standard)
            case "phone":
                return say_phone(value, channel)
            case "digits":
                return say_digits(value, channel)
            case "language":
                return say_language(value, standard)
            case "statement" | "more_of" | "told" | "worded" | "place":
                return self._of_facts(kind, value, standard, channel)
            case "provider":
                return self._catalogue.provider_name(value)
            case "municipality":
                return self._catalogue.municipality(value).name
            case "service":
                names = self._catalogue.service_names(value)
                return names.nn if standard == "nn" else names.nb
        raise ValueError(f"not a kind of value: {kind}")

    def _of_facts(self, kind: str, value: Any, standard: str, channel: str) -> str:
        """What comes from the body of facts: a statement, a rule's words, a place."""
        match kind:
            case "statement":
                statement = self._catalogue.facts.statements[value]
                return statement.wording(standard, whole=channel == Channel.WEB)
            case "more_of":
                return self._catalogue.facts.statements[value].more[standard]
            case "told":
                return self._told(value, standard)
            case "worded":
                return str(value[standard])
        return str(value["name_nn" if standard == "nn" else "name"])

    def _told(self, told: Mapping[str, Any], standard: str) -> str:
        """What a municipality's rule says, in the words of facts/topics.yml."""
        filled = dict(told)
        if "duration" in told:
            lasts = say_duration(told["duration"], standard)
            filled["duration"] = f"{ROUGHLY[standard][told['how']]}{lasts}"
        if "service" in told:
            filled["service"] = self.say("service", told["service"], standard, Channel.SMS)
        return str(told["wording"][standard]).format_map(filled)


def say_date(day: date, standard: str) -> str:
    """A date as people say it, with weekday and without the year: «tirsdag 1. desember»."""
    return dates.format_date(day, "EEEE d. MMMM", locale=standard)


def say_window(window: Mapping[str, str], standard: str) -> str:
    """When somebody calls back: «i dag før 15», «mandag mellom 8 og 15».

    Args:
        window: `begins` and `ends` within one day, and `asked`, the time it is seen from; ISO,
            Oslo time.
        standard: nb or nn.
    """
    begins, ends, asked = (
        datetime.fromisoformat(window[name]) for name in ("begins", "ends", "asked")
    )
    days = (begins.date() - asked.date()).days
    if days == 0:
        return f"i dag før {say_hour(ends)}"
    day = dates.format_date(begins, "EEEE", locale=standard)
    if days > DAYS_BY_NAME:
        day = say_date(begins.date(), standard)
    return f"{day} mellom {say_hour(begins)} og {say_hour(ends)}"


def say_hour(at: datetime) -> str:
    """A time of day as one says it: «8», «15.30»."""
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


def say_duration(duration: Mapping[str, int], standard: str) -> str:
    """A duration of one unit: «ti dager», «en måned»."""
    ((unit, count),) = duration.items()
    one, many = UNITS[standard][unit]
    if count == 1:
        return one
    return f"{NUMBERS[count] if count < len(NUMBERS) else count} {many}"


def say_phone(number: str, channel: str) -> str:
    """A phone number as it is rung from here; on the phone in groups, digit by digit."""
    parsed, form = phonenumbers.parse(number, "NO"), phonenumbers.PhoneNumberFormat
    ours = parsed.country_code == phonenumbers.country_code_for_region("NO")
    written = phonenumbers.format_number(parsed, form.NATIONAL if ours else form.INTERNATIONAL)
    return say_digits(written, channel)


def say_digits(digits: str, channel: str) -> str:
    """Digits in groups; on the phone each digit by itself, so that 12 is not «tolv»."""
    if channel != Channel.PHONE:
        return digits
    groups = digits.replace("-", " ").replace("+", "pluss ").split()
    return ", ".join(group if group.isalpha() else " ".join(group) for group in groups)


NAMED_HERE = {
    "nb": {"nsl": "tegnspråk", "prs": "dari"},
    "nn": {"nsl": "teiknspråk", "prs": "dari"},
}
"""Languages that Unicode's CLDR has no name for in Norwegian."""


def say_language(code: str, standard: str) -> str:
    """A language's name, from its ISO code."""
    names = NAMED_HERE.get(standard, {}) | dict(Locale.parse(standard).languages)
    return str(names.get(OUR_LANGUAGE if code in ("nb", "nn") else code, code))


def say_list(items: Sequence[str], standard: str) -> str:
    """Items joined as one says them: «A, B og C»; the same item is said once."""
    return lists.format_list(list(dict.fromkeys(items)), locale=standard)
