"""How values are written on pages: dates and times as read in Oslo, phone numbers in groups."""

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_date, format_time
from flask import Flask
from markupsafe import Markup, escape

OSLO = ZoneInfo("Europe/Oslo")
PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-"})
"""As municipalities write their own addresses: baerum.kommune.no, tromso.kommune.no."""
LINKED = re.compile(
    r"(?P<url>https?://[^\s<>]+[^\s<>.,:;!?)»])|(?P<number>"
    # As numbers are grouped here, «22 12 34 56», «400 00 301» and «116 117», with or without the
    # country's code, and the three for danger. Dates, codes and case numbers look otherwise.
    r"(?<![\d.,:/+-])(?:\+47\s?)?(?:\d{2}(?:\s\d{2}){3}|\d{3}\s\d{2}\s\d{3}|116\s?\d{3}|11[023])"
    r"(?![\d.,:/-]?\d))"
    # A case number is read as one word, and a line does not break in it.
    r"|(?P<case>\b\d{2}-\d{5}-\d\b)"
)


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


def with_links(text: str, besides: Collection[str] = ()) -> Markup:
    """A sentence in which every telephone number can be called, every address opened.

    Args:
        text: the sentence.
        besides: numbers that have a button of their own beside it.
    """
    made, end = Markup(""), 0
    for found in LINKED.finditer(text):
        made += escape(text[end : found.start()])
        if url := found["url"]:
            made += Markup(
                '<a class="ds-link" href="{0}" target="_blank" rel="noopener noreferrer">{0}</a>'
            ).format(url)
        elif case := found["case"]:
            made += Markup('<span class="whole">{}</span>').format(case)
        else:
            to_call = re.sub(r"\s", "", found["number"])
            if to_call in besides:
                made += escape(found.group())
                end = found.end()
                continue
            made += Markup('<a class="ds-link number" href="tel:{}">{}</a>').format(
                to_call, found.group()
            )
        end = found.end()
    return made + escape(text[end:])


def register(app: Flask) -> None:
    """Make the filters known to the templates."""
    for each in (oslo_date, oslo_time, oslo_clock, phone, site_of, with_links):
        app.jinja_env.filters[each.__name__] = each
