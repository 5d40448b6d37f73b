"""Days and hours as they are typed and shown: 23.12.2026 and 08:00, in every browser's language.

A browser's own field for a day shows it in the browser's language, 12/01/2026 for the first of
December, so that nobody can tell whether it is that or the twelfth of January. Ours are plain
fields (https://design-system.service.gov.uk/components/date-input/).
"""

import re
from datetime import date, datetime, time

_DIGITS = {6: "%d%m%y", 8: "%d%m%Y"}
"""Days in digits only, by how many there are."""
_SIGNS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")
_CENTURY = 100
_THIS = 2000
_CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[.: ]?(\d{2}))?")


def read_day(typed: str, *, born_by: date | None = None) -> date | None:
    """A day as people write it, 14.03.1941 or 140341, or as a browser does; None for no day.

    Args:
        typed: what was written.
        born_by: it is a birth date, and today is this day: two digits for the year are the latest
            one in which the day is not still to come.
    """
    cleaned = re.sub(r"[/ ]+", ".", typed.strip().replace(". ", "."))
    form = _DIGITS.get(len(cleaned) if cleaned.isdecimal() else -1)
    for each in (form,) if form else _SIGNS:
        try:
            found = datetime.strptime(cleaned, each).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if "%y" not in each:
            return found
        year = _THIS + found.year % _CENTURY
        if born_by is None:
            return _in_year(found, year)
        then = _in_year(found, year)
        return _in_year(found, year - _CENTURY) if then is None or then > born_by else then
    return None


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # the 29th of February
        return None


def as_iso(typed: str) -> str:
    """A day that was typed, ISO 8601; what is no day stays, for the catalogue's checks to name."""
    found = read_day(typed)
    return found.isoformat() if found else typed


def read_clock(typed: str) -> str | None:
    """An hour that was typed, «8», «08.30», «0830» or «kl. 8», as 08:30; None for none."""
    found = _CLOCK.fullmatch(typed.strip().lower())
    if found is None:
        return None
    try:
        return f"{time(int(found[1]), int(found[2] or 0)):%H:%M}"
    except ValueError:
        return None


def day_as_typed(day: object) -> str:
    """A day as people write it, 23.12.2026; what is no day (a year alone) stands as it is."""
    found = day
    if isinstance(day, str):
        try:
            found = date.fromisoformat(day)
        except ValueError:
            return day
    if isinstance(found, date):
        return f"{found:%d.%m.%Y}"
    return "" if day is None else str(day)
