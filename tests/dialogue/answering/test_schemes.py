"""What the municipalities state, and what they do not: dates, reasons, schemes of every state."""

import pytest

from tests.dialogue.harness import MONDAY, DialogueHarness, number_for


@pytest.mark.parametrize(
    ("person", "provider", "begins"),
    [
        ("solveig", "Hasselvind Omsorg", "omtrent torsdag 3. desember"),  # Oslo: about ten days
        ("marit", "Skjærbris Omsorg", "omtrent onsdag 23. desember"),  # about a month
        ("sindre", "Gråsteinsvik Assistanse", "tidligst tirsdag 23. februar"),  # at least three
        ("else", "Lommedugg Hjemmetjeneste", "Bærum har ikke oppgitt når"),
    ],
)
def test_the_date_follows_the_municipality_s_own_rule(
    harness: DialogueHarness, person: str, provider: str, begins: str
) -> None:
    someone = harness.texting(person)
    someone.says("jeg vil velge")
    menu = someone.proves()
    assert begins in someone.says(number_for(menu, provider))
    assert begins in someone.says("ja")
    [choice] = harness.choices(person)
    assert (choice.effect_date is None) == (person == "else")
    assert choice.effect_date is None or choice.effect_date > MONDAY.date()


def test_what_baerum_does_not_state_is_said_to_be_unknown(harness: DialogueHarness) -> None:
    someone = harness.texting("else")
    answer = someone.says("hvor lang tid tar det før de nye begynner?")
    assert "Bærum ikke oppgitt" in answer
    assert "Et menneske i Bærum" in someone.says("ja")
    [task] = harness.tasks
    assert task.reason == "unknown:start_date"


def test_whether_kristiansand_wants_a_reason_is_unknown(harness: DialogueHarness) -> None:
    assert "ikke oppgitt" in harness.texting("gunnar").says("må jeg si hvorfor jeg bytter?")


def test_oslo_wants_no_reason(harness: DialogueHarness) -> None:
    answer = harness.texting("arvid").says("må jeg si hvorfor jeg bytter?")
    assert "Du trenger ikke si hvorfor" in answer
    assert not answer.startswith("Ja")


def test_trondheim_plans_and_nobody_can_choose_yet(harness: DialogueHarness) -> None:
    ragnhild = harness.texting("ragnhild")
    answer = ragnhild.says("jeg vil velge hvem som kommer")
    assert "Trondheim" in answer
    assert "ikke" in answer
    assert "koden" not in answer, "asked for the code though nothing can be chosen"
    assert "07.30" in ragnhild.says("når på dagen kommer de")


def test_moss_has_ended(harness: DialogueHarness) -> None:
    hans = harness.texting("hans")
    answer = hans.says("har dere fritt brukervalg")
    assert "Moss har ikke fritt brukervalg lenger" in answer
    assert "2018" in answer
    assert "Moss" in hans.says("jeg vil bytte")
    assert not harness.choices("hans")


def test_a_service_that_can_be_chosen_for_only_next_year(harness: DialogueHarness) -> None:
    borghild = harness.texting("borghild")
    borghild.says("jeg vil velge")
    assert "1. januar 2027" in borghild.proves()


def test_no_price_is_made_up(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("hva koster det")
    assert "samme" in answer or "like mye" in answer
    assert "kr" not in answer.split()
