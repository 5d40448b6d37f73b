"""The first message of somebody of whom nothing is known."""

import pytest

from tests.dialogue.harness import DialogueHarness


@pytest.mark.parametrize(
    "message",
    ["hva skal jeg med klokkebekk", "ka med hassel vind", "Og hva gjelder det med Fjellvante da?"],
)
def test_a_firm_and_nothing_about_it_is_asked_back(harness: DialogueHarness, message: str) -> None:
    someone = harness.texting("solveig")
    answer = someone.says(message)
    assert answer.startswith("Hva gjelder det med")
    begun = someone.says("1")
    assert "koden" in begun or "har ingen ledig plass" in begun


def test_what_was_picked_is_about_the_firm_that_was_named(harness: DialogueHarness) -> None:
    someone = harness.texting("solveig")
    someone.says("hva gjør jeg med klokkebekk")
    assert "Klokkebekk" in someone.says("2")


@pytest.mark.parametrize("message", ["?????", "???", "hæ"])
def test_who_does_not_know_who_we_are_is_told(harness: DialogueHarness, message: str) -> None:
    answer = harness.texting("solveig").says(message)
    assert answer
    assert "hørte jeg feil" not in answer


@pytest.mark.parametrize(
    "message", ["nei, det andre mente jeg", "ikke det, men det der andre", "tilbake"]
)
def test_nothing_was_misheard_where_nothing_was_said(
    harness: DialogueHarness, message: str
) -> None:
    assert "hørte jeg feil" not in harness.texting("solveig").says(message)


@pytest.mark.parametrize(
    "message",
    [
        "de der hadde vi før, men det er lenge siden nå",
        "jeg vet ikke helt hva dette er for noe med onsdag",
        "naboen sa noe om at jeg skulle svare dere",
    ],
)
def test_what_is_doubted_is_asked_about_and_not_answered_as_well(
    harness: DialogueHarness, message: str
) -> None:
    answer = harness.texting("solveig").says(message)
    assert "Mente du" not in answer or "\n1 " in answer


def test_a_place_in_a_story_is_not_asked_about(harness: DialogueHarness) -> None:
    message = "Hei, her er Gerd på Grefsenplatået. Kan jeg få samme hjelper hver gang?"
    answer = harness.texting("solveig").says(message)
    assert "Grefsen" not in answer
    assert "samme hver gang" in answer


def test_a_long_message_in_english_is_answered_in_english(harness: DialogueHarness) -> None:
    message = "I am writing for my neighbour, he is old and nobody came to his home this week"
    assert "Do you want a person?" in harness.texting("solveig").says(message)


def test_who_works_with_the_help_is_heard_without_saying_i(harness: DialogueHarness) -> None:
    answer = harness.texting("solveig").says("hei er sykepleier hos en dame som vil bytte firma")
    assert "kan ikke velge for andre" in answer


def test_where_a_question_only_speaks_of_choosing_no_code_is_asked_for(
    harness: DialogueHarness,
) -> None:
    answer = harness.texting("solveig").says("Kommer de oftere dersom jeg tar et privat firma?")
    assert "koden" not in answer


def test_who_speaks_a_language_is_told_of_however_it_is_asked(harness: DialogueHarness) -> None:
    assert "Hasselvind" in harness.texting("solveig").says("finnes det polsktalende folk hos dere")
