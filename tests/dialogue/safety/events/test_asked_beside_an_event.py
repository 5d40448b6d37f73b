"""Who tells what happens in order to ask something is answered; nothing is handed on unasked."""

import pytest

from assistant.actions.safety.life.events import asks_beside_it
from tests.dialogue.harness import DialogueHarness


@pytest.mark.parametrize(
    "words",
    [
        "Eg er på korttidsopphald til nyttår. Betaler eg for vaskinga heime den tida?",
        "Mor er innlagt på Ullevål. Mister hun plassen sin hos Hasselvind?",
        "Vi er på hytta hele juli. Følger hjelpen med dit?",
    ],
)
def test_a_question_beside_an_absence_files_nothing(
    fresh_harness: DialogueHarness, words: str
) -> None:
    said = fresh_harness.texting("solveig").says(words)
    assert "Jeg har skrevet" not in said
    assert "Eg har skrive" not in said
    assert fresh_harness.tasks == []


@pytest.mark.parametrize(
    "words",
    [
        "Mor er på sykehus. Kan dere stoppe hjelpen så lenge?",
        "mor er innlagt",
        "eg er på sjukehus no",
    ],
)
def test_an_absence_that_is_told_or_a_stop_that_is_asked_for_is_handed_on(
    fresh_harness: DialogueHarness, words: str
) -> None:
    fresh_harness.texting("solveig").says(words)
    assert [task.summary["what"] for task in fresh_harness.tasks] == ["hospital"]


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("jeg er på sykehus. mister jeg hjelpen?", True),
        ("jeg er på sykehus, kan dere si fra til dem?", False),
        ("skal på hytta, må jeg melde det?", False),
        ("jeg er på sykehus", False),
    ],
)
def test_what_asks_that_something_be_done_is_no_mere_question(words: str, asks: bool) -> None:
    assert asks_beside_it(words) is asks
