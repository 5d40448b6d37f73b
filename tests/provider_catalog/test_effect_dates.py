"""The day on which a choice takes effect, by each municipality's own rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provider_catalog.catalogue import ROOM
from provider_catalog.loading.scheme_files import load_schemes
from provider_catalog.vocabulary import SERVICES, Period

NAMED = {scheme.name: scheme for scheme in load_schemes(ROOM / "schemes").values()}


@pytest.mark.parametrize(
    ("name", "service", "received", "effect"),
    [
        ("Oslo", "practical_assistance", date(2026, 11, 21), date(2026, 12, 1)),
        ("Oslo", "home_nursing", date(2026, 12, 25), date(2027, 1, 4)),
        ("Oslo", "home_nursing", date(2028, 2, 20), date(2028, 3, 1)),  # leap year
        ("Oslo", "home_nursing", date(2027, 2, 20), date(2027, 3, 2)),
        ("Oslo", "bpa", date(2026, 11, 30), date(2027, 2, 28)),
        ("Oslo", "bpa", date(2027, 11, 30), date(2028, 2, 29)),  # leap year
        ("Kristiansand", "practical_assistance", date(2026, 11, 21), date(2026, 12, 21)),
        ("Kristiansand", "practical_assistance", date(2027, 1, 31), date(2027, 2, 28)),
        ("Kristiansand", "practical_assistance", date(2028, 1, 31), date(2028, 2, 29)),
        ("Kristiansand", "practical_assistance", date(2027, 3, 31), date(2027, 4, 30)),
        ("Flekkefjord", "practical_assistance", date(2026, 12, 31), date(2027, 1, 31)),
        ("Flekkefjord", "bpa", date(2026, 11, 21), date(2027, 2, 21)),
        ("Flekkefjord", "bpa", date(2027, 8, 31), date(2027, 11, 30)),
    ],
)
def test_the_date_follows_the_municipality_s_rule(
    name: str, service: str, received: date, effect: date
) -> None:
    assert NAMED[name].effect_date(service, received) == effect


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("name", ["Bærum", "Bergen", "Arendal", "Lillestrøm", "Trondheim", "Moss"])
def test_where_no_rule_is_stated_there_is_no_date(name: str, service: str) -> None:
    assert NAMED[name].effect_date(service, date(2026, 11, 21)) is None


def test_a_service_without_a_rule_gets_no_date_from_another_service() -> None:
    assert NAMED["Kristiansand"].effect_date("home_nursing", date(2027, 1, 1)) is None
    assert NAMED["Flekkefjord"].effect_date("home_nursing", date(2026, 11, 21)) is None


@pytest.mark.parametrize(
    ("name", "service", "approximate", "at_least"),
    [
        ("Oslo", "home_nursing", True, False),
        ("Oslo", "bpa", False, True),
        ("Kristiansand", "practical_assistance", True, False),
        ("Flekkefjord", "practical_assistance", True, False),
        ("Flekkefjord", "bpa", False, True),
    ],
)
def test_the_rule_tells_whether_to_say_about_or_at_least(
    name: str, service: str, approximate: bool, at_least: bool
) -> None:
    period = NAMED[name].rule("start_after_switch", service).value
    assert isinstance(period, Period)
    assert (period.approximate, period.at_least) == (approximate, at_least)


def test_a_period_is_data_for_a_message() -> None:
    oslo = NAMED["Oslo"].rule("start_after_switch", "home_nursing")
    assert isinstance(oslo.value, Period)
    assert oslo.value.duration == {"days": 10}
    assert oslo.as_data()["approximate"] is True


def test_a_period_of_two_units_or_none_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Period(days=1, weeks=1)
    with pytest.raises(ValueError, match="exactly one"):
        Period()


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 12))
def test_months_never_run_past_the_month_that_they_reach(day: date, months: int) -> None:
    reached = Period(months=months).after(day)
    passed = (reached.year - day.year) * 12 + reached.month - day.month
    assert passed == months
    ends_month = (reached + timedelta(days=1)).day == 1
    assert reached.day == day.day or (reached.day < day.day and ends_month)
