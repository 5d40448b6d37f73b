"""A service that is never stopped does its daily work on every day of the next three years."""

from datetime import date, datetime, timedelta

import pytest

from core.clock import OSLO, Clock
from core.settings import Settings
from devtools.demo.people import load_people
from service.application import Application
from tests.choice_register.harness import CHEAP

FIRST, DAYS = date(2026, 11, 29), 3 * 366
NOT_TWICE_NOR_NEVER = 10
IN_THE_MISSING_HOUR = 2.5
"""Half past two: on one night of spring it is not there, on one of autumn it is there twice."""


def test_it_does_all_its_repeated_work_on_every_day_and_in_the_hours_that_clocks_change(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Walks the days: effect, ends, warnings and notices, 29 February 2028 among them."""
    first = datetime(FIRST.year, FIRST.month, FIRST.day, 10, tzinfo=OSLO)
    application = Application.build(Settings(_env_file=None, database_url=sqlite_url, now=first))
    load_people(application.services.database, application.catalogue, Clock(first), hasher=CHEAP)
    changes, leap = list[date](), list[date]()
    for day in (FIRST + timedelta(days=n) for n in range(DAYS)):
        midnight, next_one = _at(day, 0), _at(day + timedelta(days=1), 0)
        is_change = next_one.astimezone(OSLO).utcoffset() != midnight.utcoffset()
        changes += [day] if is_change else []
        leap += [day] if (day.month, day.day) == (2, 29) else []
        for hour in (
            (IN_THE_MISSING_HOUR, NOT_TWICE_NOR_NEVER) if is_change else (NOT_TWICE_NOR_NEVER,)
        ):
            monkeypatch.setattr(application.services.clock, "_frozen", _at(day, hour))
            assert application.services.clock.today() == day
            application.register.bring_into_effect()
            application.register.end_without_decision()
            application.planner.warn()
            application.planner.run()
    assert len(changes) == 6
    assert leap == [date(2028, 2, 29)]
    application.services.close()


def _at(day: date, hour: float) -> datetime:
    return datetime(day.year, day.month, day.day, int(hour), int(hour % 1 * 60), tzinfo=OSLO)
