"""Rasa's own commands work on the project as it stands, for whoever knows Rasa."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from service.engine.engine_process import train
from service.paths import ENGINE_PYTHON, MODELS, ROOT

pytestmark = pytest.mark.engine

LEAST_ACCURACY = 0.98
"""On what it was trained on, with grammar, danger and doubt in their places: that the command runs
on a whole model, no measure of how well it understands."""
ONE_AUTHOR = "assistant/data/nlu/strangers/h_phone.yml"
"""A thousand messages: all of them together take minutes and show nothing more."""


def rasa(*arguments: str) -> str:
    """Run `rasa` at the root of the checkout; what it says."""
    done = subprocess.run(
        [str(ENGINE_PYTHON.with_name("rasa")), *arguments],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr + done.stdout


def test_the_data_is_valid_without_a_warning() -> None:
    said = rasa(
        *("data", "validate", "--fail-on-warnings"),
        *("--domain", "assistant/domain.yml"),
        *("--config", "assistant/config.yml"),
        *("--data", "assistant/data"),
    )
    assert "No story structure conflicts found" in said


def test_the_trained_model_is_tested(tmp_path: Path) -> None:
    train()
    rasa(
        *("test", "nlu", "--no-plot", "--no-errors", "--out", str(tmp_path)),
        *("--model", str(MODELS.relative_to(ROOT))),
        *("--domain", "assistant/domain.yml"),
        *("--nlu", ONE_AUTHOR),
    )
    report = json.loads((tmp_path / "intent_report.json").read_text("utf-8"))
    assert report["accuracy"] >= LEAST_ACCURACY
