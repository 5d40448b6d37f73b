"""How values are written on pages: dates and times as read in Oslo, phone numbers in groups."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_date, format_time
from flask import Flask

OSLO = ZoneInfo("Europe/Oslo")


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
    for each in (oslo_date, oslo_time, oslo_clock, phone):
        app.jinja_env.filters[each.__name__] = each
