"""What is learnt from: the files whose change trains the model anew, and no others."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.nlu import learnt_from
from assistant.nlu.learnt_from import LEARNT_FROM, ROOT, digest

SHOWS_IMPORTS = """
import sys
from assistant.engine import lean
lean.start()
before = set(sys.modules)
from assistant.nlu import linear_intents
for name in set(sys.modules) - before:
    print(getattr(sys.modules[name], "__file__", None) or "")
"""
SAYS_NOTHING = {
    "assistant/__init__.py",
    "assistant/nlu/__init__.py",
    "provider_catalog/__init__.py",
}


def test_every_file_of_ours_that_the_learning_component_runs_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOWS_IMPORTS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    files = [Path(line) for line in done.stdout.splitlines() if line.startswith(str(ROOT))]
    ours = {str(file.relative_to(ROOT)) for file in files if ".venv" not in file.parts}
    assert "assistant/nlu/classifier.py" in ours
    named = {
        file for file in ours for part in LEARNT_FROM if file == part or file.startswith(f"{part}/")
    }
    assert ours - named <= SAYS_NOTHING


def test_every_file_named_is_there() -> None:
    assert [part for part in LEARNT_FROM if not (ROOT / part).exists()] == []


@pytest.mark.parametrize("part", LEARNT_FROM)
def test_danger_and_what_is_read_at_the_start_train_nothing(part: str) -> None:
    read_at_the_start = ("assistant/nlu/danger/words.py", "assistant/nlu/components.py")
    assert not any(file.startswith(part) for file in read_at_the_start)


def test_a_changed_file_is_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in LEARNT_FROM:
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / part).write_text("a")
    monkeypatch.setattr(learnt_from, "ROOT", tmp_path)
    before = digest()
    (tmp_path / "assistant/nlu/views.py").write_text("b")
    assert digest() != before
    (tmp_path / "assistant/nlu/views.py").write_text("a")
    (tmp_path / "assistant/nlu/danger").mkdir()
    (tmp_path / "assistant/nlu/danger/words.py").write_text("c")
    assert digest() == before
