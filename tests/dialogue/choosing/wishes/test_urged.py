"""Who tells that a firm rings and wants them to switch asks about that: it is no wish to switch."""

import pytest

from tests.dialogue.harness import DialogueHarness


@pytest.mark.parametrize(
    "words",
    [
        "Er det lov for et firma å ringe meg og mase om bytte?",
        "Et firma ringte og sa jeg måtte bytte. Kan de det?",
        "De ville ha meg til å bytte til seg på flekken. Er det lov?",
    ],
)
def test_a_question_about_a_firm_that_presses_asks_for_no_code(
    harness: DialogueHarness, words: str
) -> None:
    assert "Skriv koden" not in harness.texting("solveig").says(words)


@pytest.mark.parametrize("words", ["kan jeg få bytte til noen andre", "går det an å få en annen"])
def test_a_polite_wish_is_still_one(harness: DialogueHarness, words: str) -> None:
    assert "koden" in harness.texting("solveig").says(words)
