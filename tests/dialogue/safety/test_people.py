"""A person is one step away in every state, and danger comes before everything else."""

import pytest

from tests.dialogue.harness import DialogueHarness, options


def in_the_middle(harness: DialogueHarness, question: str) -> list[str]:
    """What somebody writes until a question waits for an answer."""
    person = harness.texting("solveig").person
    proof = f"{person.code} 14.03.1941"
    return {
        "nothing": [],
        "code": ["jeg vil velge"],
        "birth_date": ["jeg vil velge", person.code],
        "provider": ["jeg vil velge", proof],
        "confirm_choice": ["jeg vil velge hasselvind", proof],
        "offer_person": ["jeg er lei av å snakke med en maskin"],
    }[question]


QUESTIONS = ["nothing", "code", "birth_date", "provider", "confirm_choice", "offer_person"]


@pytest.mark.parametrize("words", ["0", "jeg vil snakke med et menneske"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_person_from_anywhere(harness: DialogueHarness, question: str, words: str) -> None:
    solveig = harness.texting("solveig")
    for message in in_the_middle(harness, question):
        solveig.says(message)
    assert "menneske i Oslo" in solveig.says(words)
    [task] = harness.tasks
    assert task.call_back_number == solveig.number
    assert words in [line["text"] for line in task.transcript if line["who"] == "person"]
    assert not task.urgent


@pytest.mark.parametrize("question", QUESTIONS)
def test_danger_comes_first_and_the_thread_can_be_taken_up(
    harness: DialogueHarness, question: str
) -> None:
    solveig = harness.texting("solveig")
    for message in in_the_middle(harness, question):
        solveig.says(message)
    slots = solveig.conversation.slots if harness.conversations else {}
    answer = solveig.says("jeg har falt og kommer meg ikke opp")
    assert answer.startswith("Ring 113")
    [task] = harness.tasks
    assert task.urgent
    assert task.reason == "emergency"
    after = solveig.conversation.slots
    assert after.get("pending") == slots.get("pending")
    solveig.says("det gikk bra")
    solveig.says("ja, alt er over")
    if question == "provider":
        assert "Hasselvind Omsorg" in solveig.says("hasselvind")
    if question == "confirm_choice":
        solveig.says("ja")
        assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]


@pytest.mark.parametrize(
    ("words", "number"), [("det brenner i stua", "110"), ("jeg får ikke puste", "113")]
)
def test_the_right_number_for_the_danger(harness: DialogueHarness, words: str, number: str) -> None:
    assert number in harness.texting("solveig").says(words).split("\n")[0]


def test_two_messages_not_understood_offer_a_person_and_yes_makes_a_task(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    assert solveig.says("xq zzt pfff")
    assert "menneske" in solveig.says("xq zzt pfff")
    assert "menneske i Oslo" in solveig.says("ja")
    [task] = harness.tasks
    assert task.reason == "not_understood"


def test_no_to_a_person_makes_no_task(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg er lei av å snakke med en maskin")
    solveig.says("nei")
    assert not harness.tasks


def test_help_that_is_late_can_go_to_a_person(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    assert "bytte" in solveig.says("de kommer alltid for sent")
    solveig.says("ja takk")
    [task] = harness.tasks
    assert task.reason == "problem"


def test_the_wrong_person_ends_the_proof(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("hvem hjelper meg nå")
    solveig.proves()
    assert "en annen enn deg" in solveig.says("dette er ikke solveig, du har feil nummer")
    solveig.says("ja")
    assert "koden" in solveig.says("hvem hjelper meg nå")
    assert [task.reason for task in harness.tasks] == ["wrong_person"]


@pytest.mark.parametrize(
    "words",
    [
        "hva koster det", "hva er fritt brukervalg", "hvem har ansvaret", "er du en robot",
        "kan datteren min hjelpe meg", "hvem lagrer dere opplysningene til", "takk", "hei",
    ],
)  # fmt: skip
def test_a_digression_is_answered_and_the_thread_taken_up(
    harness: DialogueHarness, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge")
    menu = options(solveig.proves())
    answer = solveig.says(words)
    assert options(answer) == menu
    assert len(answer.splitlines()) > len(menu) + 1, "the question itself was not answered"
    private = next(name for name in menu if "kommune" not in name)
    assert f"du velger {private}" in solveig.says(str(1 + menu.index(private)))


def test_a_digression_while_the_code_is_asked_for(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "koden" in solveig.says("hva koster det")
    assert "du velger Hasselvind Omsorg" in solveig.proves()
