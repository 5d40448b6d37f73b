"""A part of a date put right: which part it is, and when there is doubt."""

from datetime import date

import pytest

from assistant.reading.dates.date_correction import corrected

TODAY = date(2026, 11, 23)
BEFORE = date(1942, 3, 15)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("nei det var feil, 1941", date(1941, 3, 15)),
        ("nei, 41", date(1941, 3, 15)),
        ("nitten førti en skal det være", date(1941, 3, 15)),
        ("nittenhundre og førti en", date(1941, 3, 15)),
        ("nei, den 14.", date(1942, 3, 14)),
        ("den fjortende mente jeg", date(1942, 3, 14)),
        ("1941", date(1941, 3, 15)),
        ("nei, i mai", date(1942, 5, 15)),
        ("nei, 14. mars", date(1942, 3, 14)),
        ("mai, ikke mars", date(1942, 5, 15)),
        ("ikke 1942, men 1941", date(1941, 3, 15)),
        ("det er en feil, det er 1941", date(1941, 3, 15)),
    ],
)
def test_the_part_that_is_said(said: str, right: date) -> None:
    assert corrected(said, BEFORE, TODAY) == right


@pytest.mark.parametrize(
    "said",
    [
        "nei det var feil",
        "1942",
        "nei 14",
        "1940 eller 1941",
        "631467268",
        "31. februar",
        "og 7 til",
        "den 14.",
        "nei, brevet kom i mai",
        "nei, jeg er 84 år gammel",
        "nei, jeg er 84",
        "nei, Jan",
        "nei, så mye mas",
        "nei, 14.05.1941",
        "nei, den 14. eller den 13.",
        "ikke i mai?",
    ],
)
def test_what_says_no_part_or_leaves_doubt(said: str) -> None:
    assert corrected(said, BEFORE, TODAY) is None
