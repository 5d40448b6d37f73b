"""The engine as a process: health, loopback only, lines in and out, and a lean start."""

import json
import socket
from pathlib import Path

import httpx
import pytest

from tests.engine.conftest import Engine, run

pytestmark = pytest.mark.engine


def test_health_names_the_model(engine: Engine) -> None:
    response = httpx.get(f"http://127.0.0.1:{engine.port}/health")
    assert response.status_code == 200
    assert response.json()["model"].startswith("brukervalg-")


@pytest.mark.parametrize("address", ["127.0.0.2", "::1"])
def test_no_other_interface_answers(engine: Engine, address: str) -> None:
    """A listener on all interfaces would answer on these two as well."""
    with pytest.raises(OSError, match=r"refused|unreachable|assign|supported"):
        socket.create_connection((address, engine.port), timeout=2)


def test_parse_answers_for_one_text(engine: Engine) -> None:
    answer = engine.post("/parse", json={"text": "god dag"}).json()
    assert answer == {
        "text": "god dag", "intent": "greet", "confidence": 1.0, "entities": [], "language": "nb",
        "acts": [], "choice": None, "speaker": None, "kind": None, "danger": None,
        "doubt": False, "frame": None,
    }  # fmt: skip


def test_lines_are_parsed_in_order_and_a_bad_one_does_not_stop_the_rest(model: Path) -> None:
    lines = ['{"text": "hei"}', "not JSON", "[]", '{"text": 5}', "", '{"text": "/count"}',
             '{"text": "bor i Oslo æøå \\ud83d"}']  # fmt: skip
    done = run("-m", "assistant.engine.parse", "--model", str(model), stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.get("intent", "error") for answer in answers] == [
        "greet", "error", "error", "error", None, "count",
    ]  # fmt: skip
    assert all("error" in answer for answer in answers[1:4])
    assert answers[5]["entities"][0]["value"] == "Oslo"
    assert done.stderr == ""


def test_without_a_model_the_start_ends_and_says_what_to_do(tmp_path: Path) -> None:
    done = run("-m", "assistant.engine", "--model", str(tmp_path))
    assert done.returncode == 1
    assert "python -m assistant.engine.train" in done.stderr


def test_a_turn_needs_no_tensorflow_and_a_component_that_does_gets_the_real_one() -> None:
    done = run("-c", LEAN)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["False", "0.7", "True", "DIETClassifier", "rest"]


LEAN = """
import sys
from assistant.engine import lean
lean.start()
import assistant.engine.turn
import rasa.utils.train_utils
import spacy
print("tensorflow" in sys.modules)
import numpy
ranking, masked = rasa.utils.train_utils.rank_and_mask(numpy.array([0.3, 0.7]), 1, False)
print(masked.max())
print("tensorflow" in sys.modules)
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
print(DIETClassifier.__name__)
from rasa.core.channels import BUILTIN_CHANNELS
print(BUILTIN_CHANNELS["rest"].name())
"""
