"""Choosing and switching by text message, from the first word to the receipt."""

import pytest

from choice_register.types import ChoiceState
from tests.dialogue.harness import DialogueHarness, number_for, options

PRACTICAL, NURSING, BPA = "practical_assistance", "home_nursing", "bpa"


def test_a_first_choice_from_greeting_to_receipt(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    assert "maskin" in solveig.says("hei")
    assert "bydel" in solveig.says("hvem kan jeg velge")
    assert "Hasselvind Omsorg" in solveig.says("frogner")
    assert "koden" in solveig.says("jeg vil velge")
    assert "født" in solveig.says(solveig.person.code)
    menu = solveig.says("14.03.1941")
    full = {"Fjellvante Samvirke"}
    assert set(options(menu)) == set(harness.providers("solveig")) - full

    read_back = solveig.says(number_for(menu, "Hasselvind Omsorg"))
    assert "Hasselvind Omsorg" in read_back
    assert "3. desember" in read_back
    assert not harness.choices("solveig"), "registered before it was confirmed"

    receipt = solveig.says("ja")
    [choice] = harness.choices("solveig")
    assert (choice.service, choice.provider_id) == (PRACTICAL, "hasselvind")
    assert choice.state is ChoiceState.RECEIVED
    assert str(choice.effect_date) == "2026-12-03"
    assert choice.case_number in receipt
    assert "ANGRE" in receipt


def test_nothing_is_registered_without_a_yes(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "Hasselvind Omsorg" in solveig.proves()
    menu = solveig.says("nei")
    assert "Klokkebekk Hjemmetjeneste" in options(menu)
    assert not harness.choices("solveig")


def test_a_switch_that_names_the_provider_at_once(harness: DialogueHarness) -> None:
    arvid = harness.texting("arvid")
    arvid.says("Jeg vil bytte til hasselvin")  # misspelt
    read_back = arvid.proves()
    assert "Hasselvind Omsorg" in read_back
    arvid.says("ja")
    assert (PRACTICAL, "hasselvind") in harness.standing("arvid")


@pytest.mark.parametrize(
    "words", ["jeg vil bytte fra lindeteppe til skjærbris", "jeg vil bytte til skjærbris"]
)
def test_of_two_names_the_new_one_is_meant(harness: DialogueHarness, words: str) -> None:
    gunnar = harness.texting("gunnar")
    gunnar.says(words)
    assert "du velger Skjærbris Omsorg" in gunnar.proves()


def test_tired_of_the_one_who_helps_now_gets_the_list(harness: DialogueHarness) -> None:
    gunnar = harness.texting("gunnar")
    gunnar.says("jeg er lei av lindeteppe og vil ha noen andre")
    menu = gunnar.proves()
    assert "Skjærbris Omsorg" in options(menu)
    assert "Lindeteppe Hjemmehjelp" not in options(menu)


@pytest.mark.parametrize("words", ["1", "en", "den første", "nummer 1", "jeg tar nummer en"])
def test_the_first_of_the_menu_in_many_words(harness: DialogueHarness, words: str) -> None:
    gunnar = harness.texting("gunnar")
    gunnar.says("jeg vil bytte")
    first = options(gunnar.proves())[0]
    assert first in gunnar.says(words)
    gunnar.says("ja")
    chosen = harness.standing("gunnar")[-1][1]
    assert harness.application.catalogue.provider(chosen).name == first


@pytest.mark.parametrize("words", ["skjærbris", "Skjerbris omsorg", "jeg vil ha skjær bris"])
def test_the_name_is_as_good_as_the_number(harness: DialogueHarness, words: str) -> None:
    gunnar = harness.texting("gunnar")
    gunnar.says("bytte")
    gunnar.proves()
    assert "du velger Skjærbris Omsorg" in gunnar.says(words)


def test_a_number_that_was_not_offered_is_not_guessed_at(harness: DialogueHarness) -> None:
    gunnar = harness.texting("gunnar")
    gunnar.says("bytte")
    gunnar.proves()
    assert len(options(gunnar.says("9"))) == 3
    assert len(harness.standing("gunnar")) == 1


def test_keeping_the_municipality_needs_nothing(harness: DialogueHarness) -> None:
    marit = harness.texting("marit")
    marit.says("jeg vil beholde kommunen")
    assert "kommunen" in marit.proves()
    assert not harness.choices("marit")


def test_going_back_to_the_municipality(harness: DialogueHarness) -> None:
    gunnar = harness.texting("gunnar")
    gunnar.says("jeg vil heller ha kommunen")
    assert "Kristiansand kommunes hjemmetjeneste" in gunnar.proves()
    gunnar.says("ja")
    assert (PRACTICAL, "kristiansand-kommune") in harness.standing("gunnar")


def test_two_services_are_not_named_in_a_text_message(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    randi.says("jeg vil velge")
    question = randi.proves()
    assert len(options(question)) == 2
    menu = randi.says("1")
    randi.says(number_for(menu, "Hasselvind Omsorg"))
    receipt = randi.says("ja")
    made = harness.choices("randi")
    assert {(each.service, each.provider_id) for each in made} == {
        (PRACTICAL, "hasselvind"),
        (NURSING, "hasselvind"),
    }
    assert {each.case_number in receipt for each in made} == {True}


def test_some_help_that_no_word_tells_of_is_for_the_phone(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    randi.says("jeg vil velge")
    randi.proves()
    assert "egne ord" in randi.says("bare noe av den")
    assert "40 00 03 01" in randi.says("2")
    assert not harness.choices("randi")


def test_a_provider_without_a_place_left(harness: DialogueHarness) -> None:
    ingrid = harness.texting("ingrid")
    answer = ingrid.says("jeg vil velge fjellvante")
    assert "Fjellvante Samvirke har ingen ledig plass" in answer
    assert "koden" not in answer, "asked for the code for nothing"
    assert not harness.choices("ingrid")


def test_a_provider_that_does_not_work_in_the_district(harness: DialogueHarness) -> None:
    ingrid = harness.texting("ingrid")  # in Ullern
    ingrid.says("jeg vil velge klokkebekk")
    answer = ingrid.proves()
    assert "der du bor" in answer
    assert "Klokkebekk Hjemmetjeneste" not in options(answer)


def test_the_one_who_helps_already(harness: DialogueHarness) -> None:
    arvid = harness.texting("arvid")
    arvid.says("jeg vil velge klokkebekk")
    assert "Du har allerede Klokkebekk Hjemmetjeneste" in arvid.proves()


def test_a_new_choice_takes_the_place_of_the_one_under_way(harness: DialogueHarness) -> None:
    leif = harness.texting("leif")  # chose Hasselvind yesterday
    leif.says("jeg vil velge kommunen i stedet")
    leif.proves()
    assert harness.standing("leif") == [(PRACTICAL, "hasselvind")]


def test_no_decision_means_no_choice_and_a_person(harness: DialogueHarness) -> None:
    torhild = harness.texting("torhild")
    torhild.says("jeg vil velge")
    assert "vedtak" in torhild.proves()
    torhild.says("ja")
    [task] = harness.tasks
    assert task.reason == "no_decision"
    assert task.person_id is not None


def test_the_order_of_the_list_differs_over_conversations_and_stays_within_one(
    harness: DialogueHarness,
) -> None:
    orders = set()
    for number in range(6):
        somebody = harness.texting("else", number=f"+474002000{number}")
        somebody.says("jeg vil velge")
        menu = options(somebody.proves())
        assert options(somebody.says("hva er fritt brukervalg")) == menu
        orders.add(tuple(menu))
    assert len(orders) > 1
