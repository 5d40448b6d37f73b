"""Runs tests/nlu/engine in the engine's environment, where Rasa, spaCy and scikit-learn are."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "assistant/engine/.venv/bin/python"
TESTS = ROOT / "tests/nlu/engine"


@pytest.mark.engine
def test_the_pipelines_own_tests_pass_in_the_engines_environment() -> None:
    assert PYTHON.exists(), "install the engine first: make install"
    run = subprocess.run(
        [PYTHON, "-m", "pytest", "-q", "-c", TESTS / "pytest.ini", f"--confcutdir={TESTS}", TESTS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
