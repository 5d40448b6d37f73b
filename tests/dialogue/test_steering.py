"""Steering: again, slower, more, help, back, and the written standard."""

import pytest

from tests.dialogue.harness import DialogueHarness, options


def test_again(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    said = solveig.says("hva er fritt brukervalg")
    assert solveig.says("gjenta") == said
    assert solveig.says("kan du si det en gang til") == said


def test_slower_says_it_again(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    said = solveig.says("hva er fritt brukervalg")
    assert said in solveig.says("saktere")


def test_more_where_there_is_no_more(harness: DialogueHarness) -> None:
    assert harness.texting("solveig").says("mer")


def test_help_tells_how_to_reach_a_person_and_to_take_it_back(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("hjelp")
    assert "0" in answer
    assert "ANGRE" in answer


def test_a_greeting_tells_that_it_is_a_machine_and_how_to_reach_a_person(
    harness: DialogueHarness,
) -> None:
    answer = harness.texting("solveig").says("god dag")
    assert "maskin" in answer
    assert "0" in answer


def test_back_from_the_read_back_to_the_list_and_out(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    menu = options(solveig.proves())
    solveig.says("hasselvind")
    assert options(solveig.says("tilbake")) == menu
    assert "ikke registrert" in solveig.says("tilbake")
    assert not harness.choices("solveig")


def test_a_wish_to_think_registers_nothing_and_keeps_the_place(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.proves()
    assert "ikke registrert" in solveig.says("jeg må tenke på det")
    assert "Hasselvind Omsorg" in solveig.says("hasselvind")


def test_who_writes_nynorsk_in_the_register_gets_nynorsk(harness: DialogueHarness) -> None:
    torbjorg = harness.texting("torbjørg")
    torbjorg.says("eg vil velje")
    menu = torbjorg.proves()
    assert "Kven vil du ha?" in menu
    assert "Dei byrjar om lag" in torbjorg.says("kvinlykt")
    assert "Angrar du" in torbjorg.says("ja")


@pytest.mark.parametrize(
    ("words", "standard"), [("skriv nynorsk", "nn"), ("kan du skrive på nynorsk?", "nn")]
)
def test_the_written_standard_can_be_changed_in_mid_thread(
    harness: DialogueHarness, words: str, standard: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    solveig.proves()
    assert "Kven vil du ha?" in solveig.says(words)
    assert "Hvem vil du ha?" in solveig.says("skriv bokmål")
    assert solveig.conversation.standard == "nb"


def test_it_says_that_it_is_a_machine_and_that_people_decide(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("snakker jeg med et menneske?")
    assert "maskin" in answer
    assert "mennesker" in answer


def test_no_one_is_called_best(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    answer = solveig.says("hvem er best av hasselvind og klokkebekk?")
    assert "ikke hvem som er best" in answer
    assert "Hasselvind Omsorg" in answer
    assert "Klokkebekk Hjemmetjeneste" in answer


def test_a_fact_that_is_missing_is_said_to_be_missing(harness: DialogueHarness) -> None:
    answer = harness.texting("else").says("hva kan du si om vintereple")
    assert "Jeg vet ikke om de lover en fast hjelper." in answer


def test_the_decision_is_not_read_out_in_a_text_message(harness: DialogueHarness) -> None:
    randi = harness.texting("randi")
    randi.says("hva står i vedtaket mitt")
    answer = randi.proves()
    for word in ("praktisk", "sykepleie", "medisin", "sår", "timer"):
        assert word not in answer.lower()
    assert "40 00 03 01" in answer
