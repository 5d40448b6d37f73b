"""The questions that go through the gate, and the thread that puts them again."""

from assistant.actions.questions import QUESTIONS
from assistant.actions.thread import ASK_AGAIN


def test_every_question_that_goes_through_the_gate_can_be_put_again() -> None:
    assert QUESTIONS.keys() <= ASK_AGAIN.keys()
