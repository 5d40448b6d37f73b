"""What a stranger and a breaker found in a danger: other words of the same kinds."""

import pytest

from assistant.actions.safety.crisis.plainly import is_another_call
from tests.dialogue.harness import PEOPLE, DialogueHarness

CODE = PEOPLE["solveig"].code


@pytest.mark.parametrize(
    "words",
    [f"koden er {CODE}. jeg får ikke puste", f"{CODE}, far ligger på gulvet og svarer ikke",
     f"eg har koden {CODE} og han slår meg"],
)  # fmt: skip
def test_a_danger_beside_a_code_comes_first(harness: DialogueHarness, words: str) -> None:
    said = harness.texting("solveig").says(words)
    assert "113" in said or "112" in said


def test_a_danger_beside_a_birth_date_comes_first(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(CODE)
    assert "113" in solveig.says("14.3.1941 og jeg får ikke puste")


@pytest.mark.parametrize(
    "words",
    ["har ringt legen", "datteren har ringt tannlegen", "har ringt til sønnen min",
     "vi har ringt hjemmehjelpen", "jeg har ringt 113 før, i fjor", "dere har ringt meg"],
)  # fmt: skip
def test_a_call_to_somebody_else_is_no_call_for_help(words: str) -> None:
    assert is_another_call(words)


@pytest.mark.parametrize(
    "words",
    ["jeg har ringt 113", "har ringt nå", "vi har ringt etter ambulanse", "ho har ringt legevakta",
     "har ringt dem, de kommer", "jeg har ringt", "har ringt datteren og 113"],
)  # fmt: skip
def test_a_call_for_help_is_one(words: str) -> None:
    assert not is_another_call(words)


@pytest.mark.parametrize("words", ["legevakten er ringt og de kommer", "ambulansen er varslet"])
def test_help_that_was_called_is_heard(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("far har falt og slått hodet")
    assert "Gjør som de sier" in solveig.says(words)


@pytest.mark.parametrize(
    "words",
    [
        "alt er bra. hilsen mannen",
        "det er mannen hennes, ingen fare",
        "alt bra nå, kona overdriver",
    ],
)
def test_who_is_feared_ends_nothing(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("mannen min slår meg")
    solveig.says(words)
    solveig.says("ja")
    assert (solveig.conversation.slots.get("crisis") or {}).get("kind") == "violence"


def test_who_no_longer_wakes_is_told_of_as_such(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    solveig.says("mor har fått for mye insulin og skjelver")
    said = solveig.says("hun vil ikke våkne")
    assert "bry" not in said
    assert "113" in said
    assert "søtt" not in said


@pytest.mark.parametrize("words", ["kan jeg spise noe da", "hva kan jeg gi henne"])
def test_whether_one_may_eat_is_answered(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg har fått for mye insulin og skjelver")
    assert "søtt" in solveig.says(words)


def test_grief_is_met_with_sympathy_and_no_question_about_ones_own_life(
    harness: DialogueHarness,
) -> None:
    said = harness.texting("solveig").says("kona mi døde i natt og jeg orker ikke velge noe nå")
    assert "ta livet" not in said
    assert "ondoler" in said or "vondt" in said


@pytest.mark.parametrize(
    "words", ["takk for brevet", "Hei. Takk for svaret fra dere", "takk for sist"]
)
def test_thanks_for_a_thing_are_courtesy(harness: DialogueHarness, words: str) -> None:
    said = harness.texting("solveig").says(words)
    assert "ta livet" not in said
    assert "fare nå" not in said
