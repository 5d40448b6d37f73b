"""Whoever chose is told that the municipality has looked at it, and not what it said."""

from datetime import date

import pytest

from conversations.notifications.models import NoticeState
from conversations.notifications.placing import Why
from tests.service.notifications.harness import CASEWORKER, LANDLINE, OSLO, NoticeHarness

FAR = date(2027, 1, 11)


@pytest.fixture
def harness(harness: NoticeHarness) -> NoticeHarness:
    harness.tells_decisions = True
    harness.later(minutes=1)  # opens the application anew, with it
    return harness


def reject(harness: NoticeHarness, case_number: str) -> None:
    reason = "Leverandøren har ikke plass."
    harness.application.register.reject(OSLO, case_number, CASEWORKER, reason)


@pytest.mark.parametrize("approved", [True, False])
def test_the_text_is_the_same_whatever_was_decided(harness: NoticeHarness, approved: bool) -> None:
    choice = harness.choose(harness.person())
    if approved:
        harness.approve(choice, FAR)
    else:
        reject(harness, choice.case_number)
    [body] = harness.notices()
    assert body == (
        "Hei fra Oslo kommune. Vi har sett på valget ditt. Vil du vite hvordan det går? "
        "Spør her, eller ring 40 00 03 01."
    )


def test_it_is_told_once_and_a_new_date_is_no_new_decision(harness: NoticeHarness) -> None:
    choice = harness.choose(harness.person())
    harness.approve(choice, FAR)
    assert len(harness.notices()) == 1
    harness.approve(choice, date(2027, 2, 1))
    harness.later(minutes=10)
    assert harness.notices() == []


def test_a_rejection_after_an_approval_is_told_too(harness: NoticeHarness) -> None:
    choice = harness.choose(harness.person())
    harness.approve(choice, FAR)
    assert len(harness.notices()) == 1
    reject(harness, choice.case_number)
    harness.later(minutes=90)
    assert len(harness.notices()) == 1


def test_who_takes_the_choice_back_before_it_is_told_hears_nothing(harness: NoticeHarness) -> None:
    harness.at(2026, 11, 23, 20, 0)  # nothing goes at this hour
    choice = harness.choose(harness.person())
    harness.approve(choice, FAR)
    harness.application.planner.plan()
    reject(harness, choice.case_number)
    harness.at(2026, 11, 24, 9, 0)
    assert len(harness.notices()) == 1  # of the rejection, and none of the approval
    states = {each.details.get("state"): each.state for each in harness.kept}
    assert states == {"approved": NoticeState.DROPPED, "rejected": NoticeState.PLACED}


def test_where_the_text_before_effect_comes_today_it_is_enough(harness: NoticeHarness) -> None:
    choice = harness.choose(harness.person())
    harness.approve(choice, date(2026, 11, 24))
    [body] = harness.notices()
    assert "Fra i morgen" in body or "24. november" in body


def test_who_has_no_number_is_to_get_a_letter(harness: NoticeHarness) -> None:
    reject(harness, harness.choose(harness.person(phone=None)).case_number)
    assert harness.notices() == []
    [kept] = harness.kept
    assert (kept.state, kept.why_dropped) == (NoticeState.DROPPED, Why.NO_NUMBER)


def test_who_wants_no_texts_is_to_be_called_or_written_to(harness: NoticeHarness) -> None:
    harness.texts("stopp")
    harness.later(hours=2)
    reject(harness, harness.choose(harness.person()).case_number)
    assert harness.notices() == []
    [task] = harness.tasks
    assert task.reason == "undeliverable_opted_out"
    assert task.summary["notice"] == "decided"


def test_a_landline_is_rung(harness: NoticeHarness) -> None:
    reject(harness, harness.choose(harness.person(phone=LANDLINE)).case_number)
    assert harness.notices() == []
    assert [call.to for call in harness.fake.twilio.calls] == [LANDLINE]


def test_an_old_decision_is_not_told(harness: NoticeHarness) -> None:
    reject(harness, harness.choose(harness.person()).case_number)
    harness.at(2026, 12, 2, 9, 0)
    assert harness.notices() == []
