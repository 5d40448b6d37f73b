"""Days and hours are typed and shown as people here write them, whatever the browser's language."""

import re
from datetime import date
from pathlib import Path

import pytest

from web.console.days_and_hours import day_as_typed, read_clock, read_day


@pytest.mark.parametrize(
    "typed",
    ["01.12.2026", "1.12.2026", "1. 12. 2026", "1/12/2026", "2026-12-01", "1.12.26"],
)
def test_the_first_of_december_is_never_the_twelfth_of_january(typed: str) -> None:
    assert read_day(typed) == date(2026, 12, 1)


def test_two_digits_are_a_past_year_of_a_birth_and_this_century_otherwise() -> None:
    today = date(2026, 11, 30)
    assert read_day("14.03.41", born_by=today) == date(1941, 3, 14)
    assert read_day("140341", born_by=today) == date(1941, 3, 14)
    assert read_day("01.12.26", born_by=today) == date(1926, 12, 1)
    assert read_day("30.11.26", born_by=today) == today
    assert read_day("14.03.27") == date(2027, 3, 14)


@pytest.mark.parametrize("typed", ["", "32.12.2026", "12/31/2026", "i morgen", "29.02.2027"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed) is None


@pytest.mark.parametrize(
    ("typed", "is_read"),
    [("8", "08:00"), ("08.30", "08:30"), ("0830", "08:30"), ("8:30", "08:30"), ("kl. 8", "08:00"),
     ("25.00", None), ("8.75", None), ("", None), ("halv ni", None)],
)  # fmt: skip
def test_an_hour_is_read_as_it_is_said_and_written(typed: str, is_read: str | None) -> None:
    assert read_clock(typed) == is_read


def test_what_is_shown_is_what_can_be_typed() -> None:
    assert day_as_typed("2026-12-01") == day_as_typed(date(2026, 12, 1)) == "01.12.2026"
    assert [day_as_typed(each) for each in (2026, "2026", None, "tull")] == [
        "2026",
        "2026",
        "",
        "tull",
    ]


def test_no_page_uses_a_field_that_the_browser_shows_in_its_own_language() -> None:
    """`text` of forms.html makes a plain field of a day and an hour."""
    foreign = re.compile(r"<input[^>]*type=\"?(date|time|datetime-local|month|week)")
    pages = [each for harness in ("web", "channels") for each in Path(harness).rglob("*.html")]
    assert len(pages) > 50
    assert [str(each) for each in pages if foreign.search(each.read_text())] == []
