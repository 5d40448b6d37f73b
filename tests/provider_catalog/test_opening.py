"""When people answer: a municipality's hours, Norwegian holidays, and nothing where unknown."""

from datetime import datetime

import pytest

from core.clock import OSLO
from provider_catalog.catalogue import Catalogue
from provider_catalog.office_hours import Hours, Opening

EIGHT_TO_THREE = Opening(Hours("08:00", "15:00"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T08:00", True),
        ("2026-11-23T07:59", False),
        ("2026-11-23T14:59", True),
        ("2026-11-23T15:00", False),
        ("2026-11-21T10:00", False),  # a Saturday
        ("2026-05-17T10:00", False),
        ("2026-05-14T10:00", False),  # Ascension Day, a Thursday
        ("2026-12-24T10:00", False),
    ],
)
def test_open_on_working_days_in_its_hours(moment: str, is_open: bool) -> None:
    assert EIGHT_TO_THREE.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("asked", "begins", "ends"),
    [
        ("2026-11-23T10:20", "2026-11-23T10:20", "2026-11-23T15:00"),
        ("2026-11-23T06:00", "2026-11-23T08:00", "2026-11-23T15:00"),
        ("2026-11-23T14:30", "2026-11-24T08:00", "2026-11-24T15:00"),
        ("2026-11-20T16:00", "2026-11-23T08:00", "2026-11-23T15:00"),
        ("2026-03-31T16:00", "2026-04-01T08:00", "2026-04-01T15:00"),
        ("2026-04-01T16:00", "2026-04-07T08:00", "2026-04-07T15:00"),  # over Easter
        ("2026-12-23T16:00", "2026-12-28T08:00", "2026-12-28T15:00"),  # over Christmas
    ],
)
def test_the_next_time_somebody_can_call(asked: str, begins: str, ends: str) -> None:
    window = EIGHT_TO_THREE.next_window(at(asked))
    assert (window.begins, window.ends) == (at(begins), at(ends))


def test_hours_that_close_before_they_open_are_refused() -> None:
    with pytest.raises(ValueError, match="closes before"):
        Hours("15:00", "08:00")


def test_who_has_not_said_is_unknown(catalogue: Catalogue) -> None:
    assert catalogue.municipality("4204").opening is None
    assert catalogue.municipality("0301").opening == EIGHT_TO_THREE
