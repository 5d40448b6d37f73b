"""A trial changes nothing until somebody who has seen its outcome takes it into use."""

import json
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.review.examples import FILE
from casework.review.labels import Labels, NotLabelled
from casework.review.models import Label, LabelState
from casework.review.trials import NotNow, Trials, TrialState
from core.clock import Clock
from service.engine.trial_engine import EngineForTrials
from tests.web.console.harness import ConsoleHarness

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PROJECT = Path(__file__).parents[2] / "engine/project"


class Engine:
    """An engine whose new model reads everything as `greet`; the one in use nothing."""

    def __init__(self) -> None:
        self.used: list[Path] = []
        self.broken = False
        self.reads: dict[bool, dict[str, str]] = {}

    def train(self, extra: Path, models: Path) -> Path:
        if self.broken:
            raise RuntimeError("no")
        assert (extra / FILE).exists()
        return models / "new.tar.gz"

    def understand(self, texts: Sequence[str], model: Path | None) -> list[str | None]:
        usual = "greet" if model else "deny"
        return [self.reads.get(bool(model), {}).get(text, usual) for text in texts]

    def in_use(self) -> Path | None:
        return self.used[-1] if self.used else None

    def take_into_use(self, model: Path) -> None:
        self.used.append(model)


@pytest.fixture
def labels(harness: ConsoleHarness) -> Labels:
    with harness.application.services.database.write() as session:
        for number, state in enumerate([LabelState.REVIEWED, LabelState.LABELLED], start=1):
            session.add(
                Label(
                    message_id=number,
                    municipality="0301",
                    text="heisann på deg",
                    intent="greet",
                    state=state,
                    labelled_by="kari",
                    labelled_at=NOW,
                )
            )
    return Labels(harness.application.services.database, Clock(NOW), {"greet", "deny"})


def trials(folder: Path, labels: Labels, engine: Engine | EngineForTrials) -> Trials:
    judged = folder / "judged.jsonl"
    judged.write_text(
        "".join(json.dumps(each) + "\n" for each in [
            {"text": "god dag", "intent": "greet"}, {"text": "nei", "intent": "deny"},
            {"text": "jeg har falt", "intent": "emergency"},
        ])
    )  # fmt: skip
    return Trials(
        folder=folder / "trial",
        learned=folder / "learned",
        labels=labels,
        engine=engine,
        evaluation=[judged],
        clock=Clock(NOW),
    )


def test_old_and_new_are_shown_side_by_side_and_nothing_is_changed(
    tmp_path: Path, labels: Labels
) -> None:
    engine = Engine()
    tried = trials(tmp_path, labels, engine)
    tried.start("Kari", "kari").join()
    last = tried.last()
    assert last is not None
    assert last.state is TrialState.READY
    assert [(each.expected, each.old, each.new) for each in last.examples] == [
        ("greet", "deny", "greet")
    ], "only what was reviewed is tried"
    assert (last.messages, last.old_right, last.new_right) == (3, 1, 1)
    assert len(last.changed) == 3
    assert not engine.used
    assert not (tmp_path / "learned").exists()


def test_what_is_taken_into_use_is_the_model_that_was_looked_at(
    tmp_path: Path, labels: Labels
) -> None:
    engine = Engine()
    tried = trials(tmp_path, labels, engine)
    tried.start("Kari", "kari").join()
    tried.adopt("Ola", "ola")
    assert engine.used == [tmp_path / "trial/models/new.tar.gz"]
    assert "heisann på deg" in (tmp_path / "learned" / FILE).read_text("utf-8")
    with pytest.raises(NotNow):
        tried.adopt("Ola", "ola")


@pytest.mark.parametrize(
    ("old", "why"),
    [
        # One more right on the whole, and one danger less: it is the danger that counts.
        ({"jeg har falt": "emergency"}, "danger"),
        ({"god dag": "greet", "nei": "deny"}, "fewer"),
    ],
)
def test_a_model_that_is_worse_is_not_taken_into_use_by_anybody(
    tmp_path: Path, labels: Labels, old: dict[str, str], why: str
) -> None:
    engine = Engine()
    engine.reads = {False: old, True: {"nei": "deny"} if why == "danger" else {}}
    tried = trials(tmp_path, labels, engine)
    tried.start("Kari", "kari").join()
    with pytest.raises(NotNow, match=why):
        tried.adopt("Ola", "ola")
    assert not engine.used
    assert not (tmp_path / "learned").exists()


def test_whoever_began_it_does_not_adopt_it(tmp_path: Path, labels: Labels) -> None:
    engine = Engine()
    tried = trials(tmp_path, labels, engine)
    tried.start("Kari", "kari").join()
    with pytest.raises(NotNow, match="same person"):
        tried.adopt("Kari under another name", "kari")
    assert not engine.used


def test_without_evaluation_messages_nothing_is_taken_into_use(
    tmp_path: Path, labels: Labels
) -> None:
    tried = trials(tmp_path, labels, Engine())
    (tmp_path / "judged.jsonl").write_text("")
    tried.start("Kari", "kari").join()
    with pytest.raises(NotNow, match="unmeasured"):
        tried.adopt("Ola", "ola")


def test_one_press_brings_the_former_model_back_with_its_examples(
    tmp_path: Path, labels: Labels
) -> None:
    engine = Engine()
    former = tmp_path / "former.tar.gz"
    former.touch()
    engine.used.append(former)
    (tmp_path / "learned").mkdir()
    (tmp_path / "learned" / FILE).write_text("before", "utf-8")
    tried = trials(tmp_path, labels, engine)
    tried.start("Kari", "kari").join()
    tried.adopt("Ola", "ola")
    assert (tmp_path / "learned" / FILE).read_text("utf-8") != "before"
    tried.go_back("Kari")
    assert engine.used[-1] == former
    assert (tmp_path / "learned" / FILE).read_text("utf-8") == "before"
    with pytest.raises(NotNow):
        tried.go_back("Kari")


def test_words_about_danger_are_labelled_as_danger_alone(harness: ConsoleHarness) -> None:
    made = harness.application.console.labels
    with pytest.raises(NotLabelled, match="danger"):
        made.label("0301", [(1, "jeg har vondt i brystet")], "thank", "kari")


def test_a_reviewed_example_can_be_taken_out(labels: Labels) -> None:
    labels.take_out("0301", 1, "ola")
    assert labels.examples() == []
    with pytest.raises(NotLabelled):
        labels.take_out("4204", 2, "ola")


def test_a_trial_that_fails_is_told_of_and_can_not_be_taken_into_use(
    tmp_path: Path, labels: Labels
) -> None:
    engine = Engine()
    engine.broken = True
    tried = trials(tmp_path, labels, engine)
    tried.start("Kari", "kari").join()
    last = tried.last()
    assert last is not None
    assert last.state is TrialState.FAILED
    with pytest.raises(NotNow):
        tried.adopt("Ola", "ola")


def test_without_anything_reviewed_there_is_nothing_to_try(
    tmp_path: Path, harness: ConsoleHarness
) -> None:
    nothing = Labels(harness.application.services.database, Clock(NOW), {"greet"})
    with pytest.raises(NotNow):
        trials(tmp_path, nothing, Engine()).start("Kari", "kari")


def test_a_trial_whose_process_died_does_not_run_for_ever(tmp_path: Path, labels: Labels) -> None:
    tried = trials(tmp_path, labels, Engine())
    tried.start("Kari", "kari").join()
    file = tmp_path / "trial/trial.json"
    told = json.loads(file.read_text("utf-8")) | {"state": "running", "process": 2**22 - 1}
    file.write_text(json.dumps(told), "utf-8")
    last = tried.last()
    assert last is not None
    assert last.state is TrialState.FAILED
    tried.start("Kari", "kari").join()


@pytest.mark.engine
def test_the_engine_itself_learns_from_an_example(tmp_path: Path, labels: Labels) -> None:
    project = Path(shutil.copytree(PROJECT, tmp_path / "project"))
    restarted: list[bool] = []
    engine = EngineForTrials(lambda: restarted.append(True), project, tmp_path / "models")
    (tmp_path / "nothing").mkdir()
    engine.take_into_use(engine.train(tmp_path / "nothing", tmp_path / "first"))
    tried = trials(tmp_path, labels, engine)
    tried.start("Kari", "kari").join()
    last = tried.last()
    assert last is not None
    assert last.state is TrialState.READY, last.problem
    assert last.examples[0].new == "greet"
    tried.adopt("Ola", "ola")
    assert len(restarted) == 2
    assert engine.understand(["heisann på deg"], None) == ["greet"]
