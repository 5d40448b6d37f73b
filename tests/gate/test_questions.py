"""A question that we ask is written in four places; what one of them lacks is told here."""

from pathlib import Path

from assistant.actions.questions import QUESTIONS
from assistant.actions.thread import ASK_AGAIN
from core.yaml_files import read_yaml
from web.console.tasks.task_words import PENDING

DOMAIN = read_yaml(Path(__file__).parents[2] / "assistant/domain.yml")
ASKED = set(DOMAIN["slots"]["pending"]["values"])


def test_every_question_that_goes_through_the_gate_can_be_put_again() -> None:
    assert QUESTIONS.keys() <= ASK_AGAIN.keys()


def test_the_domain_knows_every_question_that_can_wait_for_an_answer() -> None:
    assert ASK_AGAIN.keys() <= ASKED


def test_a_caseworker_reads_in_words_what_was_asked() -> None:
    assert PENDING.keys() == ASKED
