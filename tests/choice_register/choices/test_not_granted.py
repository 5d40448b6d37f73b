"""A choice is not approved for what no decision grants any more, and the caseworkers see it."""

from datetime import date

import pytest

from choice_register.types import ChoiceState, NotGranted
from tests.choice_register.choices.test_last_place import on_paper
from tests.choice_register.deciding import decide
from tests.choice_register.harness import OSLO, RegisterHarness
from tests.choice_register.mandates.mandating import CASEWORKER, lines

TODAY = date(2026, 11, 23)
CHANGES = {
    "ended": (date(2026, 11, 22), ("practical_assistance",)),
    "ends before the choice begins": (date(2026, 11, 25), ("practical_assistance",)),
    "grants something else": (None, ("home_nursing",)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_not_approved(harness: RegisterHarness, change: str) -> None:
    person = harness.person()
    number = on_paper(harness, person, "hasselvind")
    last, services = CHANGES[change]
    assert decide(harness, person, "2026/1", last, services).choices_not_granted == (
        change != "ends before the choice begins"
    )
    with pytest.raises(NotGranted):
        harness.register.approve(OSLO, number, CASEWORKER)
    assert lines(harness, "choice_approved") == []
    [listed] = harness.register.list_choices(CASEWORKER, [ChoiceState.RECEIVED], OSLO)
    assert not listed.granted
    [choice] = harness.register.open_case(CASEWORKER, OSLO, number, "treat").choices
    assert not choice.granted
    harness.register.reject(OSLO, number, CASEWORKER, "Vedtaket er slutt")


def test_one_in_a_case_that_is_not_granted_keeps_all_of_it_from_being_approved(
    harness: RegisterHarness,
) -> None:
    person = harness.person(services=("practical_assistance", "home_nursing"))
    harness.prove(person)
    both = {"practical_assistance": "klokkebekk", "home_nursing": "klokkebekk"}
    [made, _] = harness.register.register_choice(harness.request(person, **both))
    decide(harness, person, "2026/1", None)
    with pytest.raises(NotGranted):
        harness.register.approve(OSLO, made.case_number, CASEWORKER)
    states = {each.state for each in harness.register.choices(person.id)}
    assert states == {ChoiceState.RECEIVED}


def test_a_decision_that_follows_carries_the_choice(harness: RegisterHarness) -> None:
    person = harness.person()
    number = on_paper(harness, person, "hasselvind")
    decide(harness, person, "2026/1", date(2026, 11, 30))
    decide(harness, person, "2027/1", None, first=date(2026, 12, 1))
    [approved] = harness.register.approve(OSLO, number, CASEWORKER)
    assert approved.state is ChoiceState.APPROVED
    [listed] = harness.register.list_choices(CASEWORKER, [ChoiceState.APPROVED], OSLO)
    assert listed.granted
