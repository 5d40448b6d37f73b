"""The fields of a row, checked one by one; what is wrong is said in Norwegian."""

import math
import re
from datetime import date
from typing import Any

from choice_register.decisions import LENGTH_OF_NATIONAL_ID, require_national_id
from core.phone_number import NotAllowed, PhoneNumber
from service.imports.people_file import REQUIRED, Problems, Row

HOURS_IN_A_WEEK = 168
FIRST_YEAR = 1900
NEVER_YEAR = re.compile(r"(?:9999|2999|2099-12-31|\d{1,2}\.\d{1,2}\.(?:9999|2999)|31\.12\.2099)")
"""Days that stand for «never» in other systems (xandikos#538, the last day of SQL Server)."""
NEVER = frozenset(
    {"0000-00-00", "00.00.0000", "1900-01-00", "00.01.1900", "0.1.1900", "NULL", "null", "-", "∞"}
)
"""Among them the day nought of spreadsheets, as they show it in a cell of days."""
ROUNDED = re.compile(r"\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
DAY_NUMBER = re.compile(r"[34]\d{4}(?:[.,]\d+)?")
"""A day as spreadsheets keep it: days since 1900; these are from 1982 to 2036."""
LOST_NOUGHT = "Har regnearket fjernet en null foran?"
NORWEGIAN_DAY = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})")
MIDNIGHT = re.compile(r"[ T]00[:.]00(?:[:.]00(?:\.0+)?)?Z?$")
UNPRINTABLE = "har usynlige tegn, for eksempel linjeskift. Skriv feltet på nytt"
FIRST_WITHOUT_BIRTH_DATE = "8"
# What is added to the month of a synthetic number (`require_national_id` takes the same), the
# largest first.
SYNTHETIC_MONTHS = (80, 65, 40)
D_NUMBER_DAYS = 40


class Fields:
    """Reads the fields of one row. Each gives None where it is empty or wrong.

    Args:
        row: where from.
        problems: where what is wrong is noted.
    """

    def __init__(self, row: Row, problems: Problems) -> None:
        self._row = row
        self._problems = problems
        self.wrong: set[str] = set()
        """The fields that were refused."""

    @property
    def line(self) -> int:
        """Where in the file."""
        return self._row.line

    def refuse(self, name: str, what: str) -> None:
        """Note that a field is wrong."""
        self.wrong.add(name)
        self._problems.add(self._row.line, name, what)

    def text(self, name: str) -> str | None:
        """Words as they stand."""
        value = self._value(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(name, "skal være tekst (i JSON med hermetegn)")
        elif not value.isprintable():
            # A line break would break the letter, and PostgreSQL keeps no NUL.
            self.refuse(name, UNPRINTABLE)
        elif ROUNDED.fullmatch(value):
            self.refuse(
                name, "er rundet av i regnearket. Formater kolonnen som tekst, og hent på nytt"
            )
        else:
            return value
        return None

    def day(self, name: str) -> date | None:
        """A day, written as 2026-11-21 or as Norwegian spreadsheets write it, 21.11.2026."""
        value = self.text(name)
        if value is None:
            return None
        day = _day(value)
        if day is None and DAY_NUMBER.fullmatch(value):
            self.refuse(name, f"«{value}» er regnearkets eget tall. Formater kolonnen som dato")
        elif day is None:
            self.refuse(name, f"«{value}» er ikke en dato. Skriv 2026-11-21")
        elif day.year < FIRST_YEAR:
            self.refuse(name, f"«{value}» er for lenge siden")
            return None
        return day

    def last_day(self, name: str) -> date | None:
        """The last day of something; None where the other system writes a day that never comes."""
        value = self.text(name)
        if value is not None and (value in NEVER or NEVER_YEAR.match(value)):
            return None
        return self.day(name)

    def one_of(self, name: str, known: dict[str, str]) -> str | None:
        """A word out of several; `known` holds them with what they mean."""
        value = self.text(name)
        if value is None or value in known:
            return value
        if f"0{value}" in known:
            self.refuse(name, f"«{value}» er ukjent. {LOST_NOUGHT}")
            return None
        meant = ", ".join(f"{word} ({what})" if what else word for word, what in known.items())
        self.refuse(name, f"«{value}» er ukjent. Velg blant: {meant}")
        return None

    def phone(self, name: str) -> str | None:
        """A phone number, in E.164; one without a country code is Norwegian."""
        value = self.text(name)
        if value is None:
            return None
        try:
            return PhoneNumber.read(value, allow_foreign=True, allow_landline=True).e164
        except NotAllowed:
            self.refuse(name, f"«{value}» er ikke et gyldig telefonnummer")
            return None

    def national_id(self, name: str) -> str | None:
        """A national id. What is wrong with it is said without repeating it."""
        value = self.text(name)
        if value is None:
            return None
        try:
            require_national_id(value)
        except ValueError:
            if value.isdigit() and len(value) == LENGTH_OF_NATIONAL_ID - 1:
                self.refuse(name, f"har 10 sifre. {LOST_NOUGHT}")
            elif value.isdigit() and len(value) == LENGTH_OF_NATIONAL_ID:
                self.refuse(name, "kontrollsifrene stemmer ikke")
            else:
                self.refuse(name, "skal ha 11 sifre, uten mellomrom")
            return None
        return value

    def hours(self, name: str) -> float | None:
        """Hours a week; a decimal comma will do."""
        value = self._value(name)
        if value is None:
            return None
        try:
            if isinstance(value, bool):
                raise ValueError
            hours = float(value.replace(",", ".") if isinstance(value, str) else value)
        except (TypeError, ValueError, OverflowError):
            hours = math.nan
        if not 0 < hours <= HOURS_IN_A_WEEK:
            self.refuse(name, f"«{value}» er ikke timer i uka. Skriv for eksempel 2,5")
            return None
        return hours

    def tasks(self, name: str) -> tuple[str, ...]:
        """What the help consists of, in the decision's own words."""
        value = self._value(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(e, str) and e.strip() for e in value):
            self.refuse(name, "skal være en liste med oppgaver, ingen av dem tomme")
            return ()
        if not all(each.isprintable() for each in value):
            self.refuse(name, UNPRINTABLE)
        return tuple(value)

    def _value(self, name: str) -> Any:
        value = self._row.values.get(name)
        if isinstance(value, str):
            value = value.strip() or None
        if value is None and name in REQUIRED:
            self.refuse(name, "mangler")
        return value


def _day(value: str) -> date | None:
    """ISO 8601 or d.m.yyyy, with midnight behind it where a spreadsheet has put it there."""
    bare = MIDNIGHT.sub("", value)
    if written := NORWEGIAN_DAY.fullmatch(bare):
        bare = f"{written['y']}-{int(written['m']):02d}-{int(written['d']):02d}"
    try:
        day = date.fromisoformat(bare)
    except ValueError:
        return None
    return day if day.isoformat() == bare else None


def agrees(national_id: str, birth_date: date) -> bool:
    """Whether a national id can belong to somebody born on a day.

    Day and month may be moved, in D-numbers and synthetic numbers. A number that begins with 8 or
    9 is a help number of the health service, and holds no birth date.
    """
    if national_id[0] >= FIRST_WITHOUT_BIRTH_DATE:
        return True
    day, month, year = (int(national_id[at : at + 2]) for at in (0, 2, 4))
    day -= D_NUMBER_DAYS * (day > D_NUMBER_DAYS)
    month -= next((added for added in SYNTHETIC_MONTHS if month > added), 0)
    return (day, month, year) == (birth_date.day, birth_date.month, birth_date.year % 100)
