"""ANGRE: one word takes a choice back until it takes effect."""

from choice_register.audit import SYSTEM
from choice_register.types import ChoiceState
from tests.dialogue.home import Home, Texter


def chosen(home: Home, name: str = "solveig") -> Texter:
    someone = home.texting(name)
    someone.says("jeg vil velge hasselvind")
    someone.proves()
    assert "ANGRE" in someone.says("ja")
    return someone


def test_at_once(home: Home) -> None:
    solveig = chosen(home)
    [choice] = home.choices("solveig")
    answer = solveig.says("ANGRE")
    assert choice.case_number in answer
    assert "Oslo kommunes hjemmetjeneste" in answer
    assert not home.standing("solveig")


def test_on_a_later_day_after_a_new_proof(home: Home) -> None:
    solveig = chosen(home)
    home.days_later(3)
    assert "koden" in solveig.says("angre")
    assert home.standing("solveig"), "taken back without proof"
    solveig.proves()
    assert not home.standing("solveig")


def test_a_switch_leaves_the_one_who_helped_before(home: Home) -> None:
    arvid = chosen(home, "arvid")
    assert "Klokkebekk Hjemmetjeneste" in arvid.says("angre")
    assert home.standing("arvid") == [("practical_assistance", "klokkebekk")]


def test_only_once(home: Home) -> None:
    solveig = chosen(home)
    solveig.says("angre")
    assert "ikke noe valg" in solveig.says("angre")


def test_too_late_when_it_has_taken_effect(home: Home) -> None:
    solveig = chosen(home)
    [choice] = home.choices("solveig")
    number = choice.case_number
    home.house.register.approve(solveig.person.municipality, number, SYSTEM)
    home.days_later(30)
    assert home.choices("solveig")[0].state is ChoiceState.IN_EFFECT
    solveig.says("angre")
    assert "bytte igjen" in solveig.proves()
    assert home.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_what_was_registered_by_somebody_else_can_be_taken_back(home: Home) -> None:
    leif = home.texting("leif")
    leif.says("Angre")
    assert "Hasselvind Omsorg" in leif.proves()
    assert not home.standing("leif")


def test_a_choice_can_be_made_again_after_it_was_taken_back(home: Home) -> None:
    solveig = chosen(home)
    solveig.says("angre")
    solveig.says("jeg vil velge hasselvind")
    solveig.says("ja")
    states = [choice.state for choice in home.choices("solveig")]
    assert states == [ChoiceState.WITHDRAWN, ChoiceState.RECEIVED]


def test_in_the_middle_of_a_choice_it_drops_that_choice(home: Home) -> None:
    solveig = home.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    assert "ikke registrert" in solveig.says("angre")
    assert not home.choices("solveig")
