"""Changed: another provider, person, service or number than what was read back."""

import pytest

from assistant.gate.verdict import Answered
from tests.gate.answering import READ_BACK, judged


@pytest.mark.parametrize("text", ["Ja, Vintereple", "Nei, jeg vil ha Vintereple", "Vintereple ja"])
def test_another_provider_is_taken_up_and_is_no_yes(text: str) -> None:
    verdict = judged(text)
    assert (verdict.answered, verdict.why) == (Answered.CHANGED, "provider")
    assert verdict.instead == ("vintereple",)


def test_another_provider_that_is_not_wanted_is_asked_about() -> None:
    verdict = judged("Ja, ikke Vintereple")
    assert (verdict.answered, verdict.why) == (Answered.UNCLEAR, "rejects_other")


def test_asking_about_another_provider_changes_nothing() -> None:
    assert judged("Er Vintereple bedre?").answered is Answered.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        *("Ja, det er til mannen min", "Ja men det er mor som skal ha det", "ja, ikkje til meg"),
        *("det gjeld kona", "ja te mannen", "Ja det er ikke meg det gjelder"),
    ],
)
def test_a_yes_for_a_relative_is_about_another_person(text: str) -> None:
    verdict = judged(text)
    assert (verdict.answered, verdict.why) == (Answered.CHANGED, "person")


def test_who_acts_for_another_may_speak_of_the_other() -> None:
    assert judged("Ja, det er til mor", acts_for=True).why != "person"


@pytest.mark.parametrize("text", ["Ja, bare vasken", "ja men ikke rengjøring", "berre dusjing"])
def test_only_some_of_the_services_is_not_what_was_read_back(text: str) -> None:
    verdict = judged(text)
    assert (verdict.answered, verdict.why) == (Answered.CHANGED, "service")


def test_another_number_than_the_one_read_back_is_taken_up() -> None:
    read_back = frozenset({"40012345", READ_BACK})
    other = judged("Ja, 40099888", "confirm_mandate", read_back=read_back)
    assert (other.answered, other.why) == (Answered.CHANGED, "number")
    assert judged("Ja, 40012345", "confirm_mandate", read_back=read_back).answered is Answered.YES
