"""The demo's people are there, and have somebody to choose, whatever day the demo starts."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select

from choice_register.models import Choice, Person
from core.clock import OSLO, Clock
from core.database import Database
from core.settings import Settings
from devtools.demo.people import load_people, read_people
from provider_catalog.catalogue import Catalogue
from service.application import DEMO_DAY, load_catalogue
from tests.devtools.demo.test_people import CHEAP

DAYS = (
    *("2026-11-21", "2026-12-24", "2026-12-31", "2027-01-01", "2027-02-28", "2027-06-30"),
    *("2027-12-23", "2027-12-31", "2028-01-01", "2028-02-28", "2028-02-29", "2028-03-01"),
    *("2028-12-31", "2029-07-01", "2031-04-14", "2032-02-29", "2036-02-29"),
)


@pytest.mark.parametrize("day", DAYS)
def test_everybody_is_there_with_what_they_have_chosen(day: str, sqlite_url: str) -> None:
    now = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=OSLO)
    database, catalogue = Database(sqlite_url), load_catalogue(Settings(_env_file=None, now=now))
    load_people(database, catalogue, Clock(now), hasher=CHEAP)
    people = read_people()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == len(people)
        made = session.scalar(select(func.count()).select_from(Choice))
    assert made == sum(len(person.choices) for person in people)
    offered = catalogue.providers("0301", "030105", "practical_assistance", now.date())
    assert len(offered) > 2
    database.close()


def test_somebody_can_be_chosen_on_every_day_of_the_next_three_years() -> None:
    """Walks the days, 29 February and the clock changes included: what the demo lives on is there.

    For each the day itself and the first on which somebody has chosen.
    """
    first, catalogues, wrong = date(2026, 11, 28), dict[int, Catalogue](), list[str]()
    ways = {
        (person.municipality, person.district, service.service, back)
        for person in read_people()
        if person.decision
        for service in person.decision.services
        for back in (0, max([0, *(each.days_ago for each in person.choices)]))
    }
    for day in (first + timedelta(days=n) for n in range(3 * 366)):
        now = datetime(day.year, day.month, day.day, 2, 30, tzinfo=OSLO)  # there twice, or not
        assert Clock(now).today() == day
        years = relativedelta(day, DEMO_DAY).years
        if years not in catalogues:
            catalogues[years] = load_catalogue(Settings(_env_file=None, now=now))
        wrong += [
            f"{day}: {municipality} {district} {service}, {back} days before"
            for municipality, district, service, back in ways
            if catalogues[years].scheme(municipality).open_on(day)
            and not catalogues[years].providers(
                municipality, district, service, day - timedelta(days=back)
            )
        ]
    assert not wrong, wrong[:10]
