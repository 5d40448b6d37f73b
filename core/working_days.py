"""Working days in Norway."""

from datetime import date

from holidays.countries.norway import Norway


class _Calendar(Norway):
    """Norway's holidays, and two days that are none but on which offices are closed or empty."""

    def _populate_public_holidays(self) -> None:
        super()._populate_public_holidays()  # type: ignore[no-untyped-call]
        self._add_christmas_eve("Christmas Eve")
        self._add_new_years_eve("New Year's Eve")


_CALENDAR = _Calendar()


def is_working_day(day: date) -> bool:
    """Whether it is an ordinary day of work."""
    return bool(_CALENDAR.is_working_day(day))


def working_day(day: date, count: int) -> date:
    """The working day so many working days after a day, or before it where `count` is negative."""
    found: date = _CALENDAR.get_nth_working_day(day, count)
    return found
