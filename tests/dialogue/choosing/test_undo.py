"""ANGRE: one word takes a choice back until it takes effect."""

from choice_register.audit import SYSTEM
from choice_register.types import ChoiceState
from tests.dialogue.harness import DialogueHarness, Texter


def chosen(harness: DialogueHarness, name: str = "solveig") -> Texter:
    someone = harness.texting(name)
    someone.says("jeg vil velge hasselvind")
    someone.proves()
    assert "ANGRE" in someone.says("ja")
    return someone


def test_at_once(harness: DialogueHarness) -> None:
    solveig = chosen(harness)
    [choice] = harness.choices("solveig")
    answer = solveig.says("ANGRE")
    assert choice.case_number in answer
    assert "Oslo kommunes hjemmetjeneste" in answer
    assert not harness.standing("solveig")


def test_on_a_later_day_after_a_new_proof(harness: DialogueHarness) -> None:
    solveig = chosen(harness)
    harness.days_later(3)
    assert "koden" in solveig.says("angre")
    assert harness.standing("solveig"), "taken back without proof"
    solveig.proves()
    assert not harness.standing("solveig")


def test_a_switch_leaves_the_one_who_helped_before(harness: DialogueHarness) -> None:
    arvid = chosen(harness, "arvid")
    assert "Klokkebekk Hjemmetjeneste" in arvid.says("angre")
    assert harness.standing("arvid") == [("practical_assistance", "klokkebekk")]


def test_only_once(harness: DialogueHarness) -> None:
    solveig = chosen(harness)
    solveig.says("angre")
    assert "ikke noe valg" in solveig.says("angre")


def test_too_late_when_it_has_taken_effect(harness: DialogueHarness) -> None:
    solveig = chosen(harness)
    [choice] = harness.choices("solveig")
    number = choice.case_number
    harness.application.register.approve(solveig.person.municipality, number, SYSTEM)
    harness.days_later(30)
    assert harness.choices("solveig")[0].state is ChoiceState.IN_EFFECT
    solveig.says("angre")
    assert "bytte igjen" in solveig.proves()
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


def test_what_was_registered_by_somebody_else_can_be_taken_back(harness: DialogueHarness) -> None:
    leif = harness.texting("leif")
    leif.says("Angre")
    assert "Hasselvind Omsorg" in leif.proves()
    assert not harness.standing("leif")


def test_a_choice_can_be_made_again_after_it_was_taken_back(harness: DialogueHarness) -> None:
    solveig = chosen(harness)
    solveig.says("angre")
    solveig.says("jeg vil velge hasselvind")
    solveig.says("ja")
    states = [choice.state for choice in harness.choices("solveig")]
    assert states == [ChoiceState.WITHDRAWN, ChoiceState.RECEIVED]


def test_in_the_middle_of_a_choice_it_drops_that_choice(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    assert "ikke registrert" in solveig.says("angre")
    assert not harness.choices("solveig")
