"""A case is closed once, whatever dies: the turn that is run again answers as the first would."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.dialogue.harness import DialogueHarness


class LosesItsFirstAnswer:
    """The actions, done each time, with the first answer lost on the way back, as in a time-out."""

    def __init__(self, actions: Callable[[Any, Any], Iterable[bytes]]) -> None:
        self._actions = actions
        self.lost = 0

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        if self.lost:
            return self._actions(environ, start_response)
        self.lost += 1
        for _ in self._actions(environ, lambda *_: None):
            pass
        start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
        return [b""]


@pytest.fixture
def harness(fresh_harness: DialogueHarness) -> DialogueHarness:
    """A harness of the test's own: its actions are put behind a door that fails."""
    return fresh_harness


@pytest.mark.parametrize(
    ("said", "answered", "reasons"),
    [
        ("jeg er datteren hennes", "Jeg har lukket den", ["another_used_letter"]),
        ("jeg jobber i hasselvind og hjelper henne", "Jeg registrerer ikke", ["interested_party"]),
        ("hei dette er Kari Nordmann", "Da lukker jeg saken til Solveig", []),
    ],
)
def test_who_turns_out_to_be_another(
    harness: DialogueHarness, said: str, answered: str, reasons: list[str]
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.proves()
    conversation = solveig.conversation.id
    person = harness.application.register.proven_person(conversation)
    assert person is not None
    actions = harness.actions.target
    assert actions is not None
    losing = LosesItsFirstAnswer(actions)
    harness.actions.target = losing  # type: ignore[assignment]  # the door only calls it
    answer = solveig.says(said)
    assert losing.lost == 1
    assert answered in answer
    assert harness.application.register.proven_person(conversation) is None
    assert [task.reason for task in harness.tasks] == reasons
    assert all(task.person_id == person.id for task in harness.tasks)


def test_a_proof_ends_also_where_danger_is_asked_about_in_the_same_message(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    solveig.proves()
    solveig.says("jeg er datteren hennes, hun sier hun ikke orker å leve lenger")
    solveig.says("nei, det er ingen fare")
    solveig.says("jeg vil ha Hasselvind")
    solveig.says("ja")
    assert harness.standing("solveig") == []
