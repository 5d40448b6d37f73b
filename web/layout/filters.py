"""How values are written on pages: dates and times as read in Oslo, phone numbers in groups."""

from datetime import date, datetime
from typing import Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_date, format_time
from flask import Flask

OSLO = ZoneInfo("Europe/Oslo")
PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-"})
"""As municipalities write their own addresses: baerum.kommune.no, tromso.kommune.no."""


class Named(Protocol):
    """Whoever has a name, such as a municipality."""

    @property
    def name(self) -> str:
        """The name as it is written."""


def plain(name: str) -> str:
    """A name in small letters that every keyboard has."""
    return name.strip().casefold().translate(PLAIN)


def address_of(named: Named) -> str:
    """The name of a municipality as it stands in an address: `/baerum`."""
    return plain(named.name)


def site_of(url: str) -> str:
    """The site's name, as one reads it: «oslo.kommune.no»."""
    return urlsplit(url).netloc.removeprefix("www.") or url


def oslo_date(value: date | datetime) -> str:
    """«3. desember 2026»."""
    day = value.astimezone(OSLO).date() if isinstance(value, datetime) else value
    return format_date(day, "d. MMMM y", locale="nb")


def oslo_time(value: datetime) -> str:
    """«3. desember 2026 kl. 14.05»; the time has a zone and is shown in Oslo's."""
    there = value.astimezone(OSLO)
    return f"{oslo_date(there)} kl. {format_time(there, 'HH.mm', locale='nb')}"


def oslo_clock(value: datetime) -> str:
    """«14.05»."""
    return format_time(value.astimezone(OSLO), "HH.mm", locale="nb")


def phone(value: str) -> str:
    """«400 00 301», with the country's code where it is another than ours."""
    try:
        number = phonenumbers.parse(value, "NO")
    except phonenumbers.NumberParseException:
        return value
    ours = number.country_code == phonenumbers.country_code_for_region("NO")
    shape = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, shape.NATIONAL if ours else shape.INTERNATIONAL)


def register(app: Flask) -> None:
    """Make the filters known to the templates."""
    for each in (oslo_date, oslo_time, oslo_clock, phone, site_of):
        app.jinja_env.filters[each.__name__] = each
