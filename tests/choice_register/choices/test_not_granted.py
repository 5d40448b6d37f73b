"""A choice is not approved for what no decision grants any more, and the caseworkers see it."""

from datetime import date

import pytest

from choice_register.types import ChoiceState, NotGranted
from tests.choice_register.choices.test_last_place import on_paper
from tests.choice_register.deciding import decide
from tests.choice_register.home import OSLO, Home
from tests.choice_register.mandates.mandating import CASEWORKER, lines

TODAY = date(2026, 11, 23)
CHANGES = {
    "ended": (date(2026, 11, 22), ("practical_assistance",)),
    "ends before the choice begins": (date(2026, 11, 25), ("practical_assistance",)),
    "grants something else": (None, ("home_nursing",)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_not_approved(home: Home, change: str) -> None:
    person = home.person()
    number = on_paper(home, person, "hasselvind")
    last, services = CHANGES[change]
    assert decide(home, person, "2026/1", last, services).choices_not_granted == (
        change != "ends before the choice begins"
    )
    with pytest.raises(NotGranted):
        home.register.approve(OSLO, number, CASEWORKER)
    assert lines(home, "choice_approved") == []
    [listed] = home.register.list_choices(CASEWORKER, [ChoiceState.RECEIVED], OSLO)
    assert not listed.granted
    [choice] = home.register.open_case(CASEWORKER, OSLO, number, "treat").choices
    assert not choice.granted
    home.register.reject(OSLO, number, CASEWORKER, "Vedtaket er slutt")


def test_one_in_a_case_that_is_not_granted_keeps_all_of_it_from_being_approved(home: Home) -> None:
    person = home.person(services=("practical_assistance", "home_nursing"))
    home.prove(person)
    both = {"practical_assistance": "klokkebekk", "home_nursing": "klokkebekk"}
    [made, _] = home.register.register_choice(home.request(person, **both))
    decide(home, person, "2026/1", None)
    with pytest.raises(NotGranted):
        home.register.approve(OSLO, made.case_number, CASEWORKER)
    states = {each.state for each in home.register.choices(person.id)}
    assert states == {ChoiceState.RECEIVED}


def test_a_decision_that_follows_carries_the_choice(home: Home) -> None:
    person = home.person()
    number = on_paper(home, person, "hasselvind")
    decide(home, person, "2026/1", date(2026, 11, 30))
    decide(home, person, "2027/1", None, first=date(2026, 12, 1))
    [approved] = home.register.approve(OSLO, number, CASEWORKER)
    assert approved.state is ChoiceState.APPROVED
    [listed] = home.register.list_choices(CASEWORKER, [ChoiceState.APPROVED], OSLO)
    assert listed.granted
