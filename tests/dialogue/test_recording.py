"""The call that `brukervalg recording` plays ends as it should: a choice, and a goodbye."""

from pathlib import Path

from devtools.phone_simulator import EndedBy
from tests.dialogue.harness import DialogueHarness

SCRIPT = Path(__file__).parents[2] / "docs/calls/choose.txt"


def test_the_recorded_call_is_a_whole_choice(harness: DialogueHarness) -> None:
    record = harness.calls("solveig", *SCRIPT.read_text("utf-8").splitlines())
    assert record.ended_by is EndedBy.APP
    assert harness.standing("solveig") == [("practical_assistance", "hasselvind")]
