"""What is asked is answered before anything is demanded, and each thing that is asked in turn."""

import pytest

from tests.dialogue.harness import DialogueHarness


@pytest.mark.parametrize(
    ("message", "begins"),
    [
        ("Mor får både stell og vask. Må begge deler være fra samme firma?", "Nei"),
        ("Kan jeg bytte bare på vasken og beholde sykepleien som nå?", "Ja"),
        ("Lyt mor og far ha same firma?", "Nei"),
        ("Kan søsteren min bytte firma for meg uten å spørre meg først?", "Nei"),
        ("Jeg har kommunen og er fornøyd. Må jeg gjøre noe?", "Nei"),
        ("Kan vi to bruke den ene koden for oss begge?", "Nei"),
        ("Mister mor hjelpen hvis hun klager på dem?", "Nei"),
    ],
)
def test_a_question_of_right_is_answered_with_its_own_yes_or_no(
    harness: DialogueHarness, message: str, begins: str
) -> None:
    answer = harness.texting("solveig").says(message)
    assert answer.startswith(begins)
    assert "koden" not in answer.split(".")[0] or "egen kode" in answer
    assert "ni siffer" not in answer


@pytest.mark.parametrize(
    "message",
    [
        "Mor vil ha Fjellvante, men broren min vil at hun skal ha kommunen. Hvem bestemmer?",
        "Kan dere si meg hvilket firma tanten min har?",
        "kan jeg ha kommunen på hverdager og et firma i helgene",
    ],
)
def test_nobody_proves_who_it_is_to_hear_what_is_the_same_for_all(
    harness: DialogueHarness, message: str
) -> None:
    assert "ni siffer" not in harness.texting("solveig").says(message)


def test_a_wish_beside_its_question_goes_on_after_the_answer(harness: DialogueHarness) -> None:
    message = "Jeg vil bytte på vasken, men ha de samme til stellet. Går det an?"
    answer = harness.texting("solveig").says(message)
    assert answer.startswith("Ja")
    assert answer.endswith("ni siffer.")


def test_a_bare_name_is_heard_as_a_wish_and_said_back(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("hasselvind")
    assert "Hasselvind Omsorg du vil ha" in answer
    assert answer.endswith("ni siffer.")


def test_two_things_asked_of_a_firm_are_both_answered(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says(
        "Hvor mange ansatte har Måkesund, og kommer det stadig nye folk der?"
    )
    assert "ansatte" in answer
    assert "fast hjelper" in answer


def test_what_no_firm_states_is_not_known_and_no_card_stands_for_it(
    harness: DialogueHarness,
) -> None:
    answer = harness.texting("solveig").says("jeg lurer på om Klokkebekk tar med seg egen bøtte")
    assert "vet jeg ikke" in answer
    assert "Ekstra kjøp" not in answer


def test_a_certain_helper_is_no_firm(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("vil ha tilbake hun Kari")
    assert "ikke én bestemt person" in answer


def test_a_complaint_of_those_who_come_has_its_own_road(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("De kom ikke i dag heller. Hvem klager jeg til?")
    assert "40 00 03 93" in answer
    assert "den som hjelper deg" in answer
    assert "fire uker" not in answer


def test_a_code_that_cannot_be_read_is_helped_with_first(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("Koden virker ikke. Er det null eller bokstaven o?")
    assert answer.startswith("Koden er bare tall")


@pytest.mark.parametrize("text", ["vil ha Reidun tilbake", "kan jeg få Mirjam igjen"])
def test_a_helper_called_by_name_is_no_wish_for_text_messages(
    harness: DialogueHarness, text: str
) -> None:
    assert "ikke én bestemt person" in harness.texting("solveig").says(text)


def test_who_needs_no_bank_id_has_lost_no_letter(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("Må jeg ha BankID for å velge?")
    assert "verken datamaskin eller BankID" in answer
    assert "nytt brev" not in answer


def test_moving_between_districts_is_no_other_municipality(harness: DialogueHarness) -> None:
    told = harness.texting("solveig").says("Vi flytter fra Sagene til Alna. Følger hjelpen med?")
    assert "bydeler" in told
    answer = harness.texting("solveig").says(
        "Vi skal flytte fra Grorud til Frogner. Blir firmaet med på flyttelasset?"
    )
    for elsewhere in ("bare for Oslo", "ny kommune", "skrevet om flyttingen"):
        assert elsewhere not in answer


@pytest.mark.parametrize(
    "text", ["Kan det bli noen uker der ingen kommer?", "blir det dager uten noen imellom de to"]
)
def test_a_gap_that_is_only_feared_files_nothing(harness: DialogueHarness, text: str) -> None:
    answer = harness.texting("solveig").says(text)
    assert "hastesak" not in answer
    assert not harness.tasks
