"""Whoever chose is told that the municipality has looked at it, and not what it said."""

from datetime import date

import pytest

from conversations.notifications.models import NoticeState
from conversations.notifications.notices import Why
from tests.service.notifications.village import CASEWORKER, LANDLINE, OSLO, Village

FAR = date(2027, 1, 11)


@pytest.fixture
def village(village: Village) -> Village:
    village.tells_decisions = True
    village.later(minutes=1)  # opens the house anew, with it
    return village


def reject(village: Village, case_number: str) -> None:
    reason = "Leverandøren har ikke plass."
    village.house.register.reject(OSLO, case_number, CASEWORKER, reason)


@pytest.mark.parametrize("approved", [True, False])
def test_the_text_is_the_same_whatever_was_decided(village: Village, approved: bool) -> None:
    choice = village.choose(village.person())
    if approved:
        village.approve(choice, FAR)
    else:
        reject(village, choice.case_number)
    [body] = village.notices()
    assert body == (
        "Hei fra Oslo kommune. Vi har sett på valget ditt. Vil du vite hvordan det går? "
        "Spør her, eller ring 40 00 03 01."
    )


def test_it_is_told_once_and_a_new_date_is_no_new_decision(village: Village) -> None:
    choice = village.choose(village.person())
    village.approve(choice, FAR)
    assert len(village.notices()) == 1
    village.approve(choice, date(2027, 2, 1))
    village.later(minutes=10)
    assert village.notices() == []


def test_a_rejection_after_an_approval_is_told_too(village: Village) -> None:
    choice = village.choose(village.person())
    village.approve(choice, FAR)
    assert len(village.notices()) == 1
    reject(village, choice.case_number)
    village.later(minutes=90)
    assert len(village.notices()) == 1


def test_who_takes_the_choice_back_before_it_is_told_hears_nothing(village: Village) -> None:
    village.at(2026, 11, 23, 20, 0)  # nothing goes at this hour
    choice = village.choose(village.person())
    village.approve(choice, FAR)
    village.house.planner.plan()
    reject(village, choice.case_number)
    village.at(2026, 11, 24, 9, 0)
    assert len(village.notices()) == 1  # of the rejection, and none of the approval
    states = {each.details.get("state"): each.state for each in village.kept}
    assert states == {"approved": NoticeState.DROPPED, "rejected": NoticeState.PLACED}


def test_where_the_text_before_effect_comes_today_it_is_enough(village: Village) -> None:
    choice = village.choose(village.person())
    village.approve(choice, date(2026, 11, 24))
    [body] = village.notices()
    assert "Fra i morgen" in body or "24. november" in body


def test_who_has_no_number_is_to_get_a_letter(village: Village) -> None:
    reject(village, village.choose(village.person(phone=None)).case_number)
    assert village.notices() == []
    [kept] = village.kept
    assert (kept.state, kept.why_dropped) == (NoticeState.DROPPED, Why.NO_NUMBER)


def test_who_wants_no_texts_is_to_be_called_or_written_to(village: Village) -> None:
    village.texts("stopp")
    village.later(hours=2)
    reject(village, village.choose(village.person()).case_number)
    assert village.notices() == []
    [task] = village.tasks
    assert task.reason == "undeliverable_opted_out"
    assert task.summary["notice"] == "decided"


def test_a_landline_is_rung(village: Village) -> None:
    reject(village, village.choose(village.person(phone=LANDLINE)).case_number)
    assert village.notices() == []
    assert [call.to for call in village.fake.twilio.calls] == [LANDLINE]


def test_an_old_decision_is_not_told(village: Village) -> None:
    reject(village, village.choose(village.person()).case_number)
    village.at(2026, 12, 2, 9, 0)
    assert village.notices() == []
