"""A trial: a model trained with the new examples, beside the one in use, before it goes live.

The trial's model lies apart from the models in use. Both are asked about the examples themselves
and about the evaluation messages, which no model is trained on; where they differ is shown. Only
then may somebody else than the one who began it take it into use, only the model that was looked
at, and only where it reads no fewer right: dangers first. One press brings the former model back.
"""

import json
import os
import shutil
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import structlog

from casework.review.examples import FILE, as_yaml
from casework.review.labels import Labels
from core.clock import Clock

log = structlog.get_logger(__name__)

DANGER = "emergency"
FORMER = "former.yml"
"""The examples of the model that was in use before, beside the trial."""
MOST_SHOWN = 60
"""Evaluation messages on which the two differ that are kept to be looked at."""


class Engine(Protocol):
    """What a trial needs of the engine (`service.engine.engine_process` has it)."""

    def train(self, extra: Path, models: Path) -> Path:
        """Train a model with further data; returns its file."""

    def understand(self, texts: Sequence[str], model: Path | None) -> list[str | None]:
        """The intent of each text, by a model or by the one in use."""

    def in_use(self) -> Path | None:
        """The file of the model in use, or None where there is none."""

    def take_into_use(self, model: Path) -> None:
        """Make a model the one in use, and let the running engine take it."""


class TrialState(StrEnum):
    """How far a trial has come."""

    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    ADOPTED = "adopted"
    TAKEN_BACK = "taken_back"
    """The former model is in use again."""


class NotNow(Exception):
    """A trial is running, there is none to take into use, or it may not be by this person."""


@dataclass(frozen=True)
class Compared:
    """One message, and what the two models make of it."""

    text: str
    expected: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Trial:
    """The last trial.

    Attributes:
        examples: the new examples, with what each model makes of them.
        messages: how many evaluation messages both were asked.
        old_right, new_right: how many of those each read as expected.
        dangers: how many of them are about danger to life.
        old_dangers, new_dangers: how many of those each read as danger.
        changed: some of those on which they differ.
        model: the trial's model; taken into use when it is adopted.
        begun_by_id: the id of whoever began it, who may not adopt it.
        former: the model that was in use before it was adopted.
    """

    state: TrialState
    begun_by: str
    begun_at: str
    process: int
    examples: list[Compared] = field(default_factory=list)
    messages: int = 0
    old_right: int = 0
    new_right: int = 0
    changed: list[Compared] = field(default_factory=list)
    model: str = ""
    adopted_by: str = ""
    problem: str = ""
    dangers: int = 0
    old_dangers: int = 0
    new_dangers: int = 0
    begun_by_id: str = ""
    former: str = ""

    @property
    def worse(self) -> str | None:
        """Why the new model may not be taken into use, by a word; None where it may."""
        if not self.messages:
            return "unmeasured"
        if self.new_dangers < self.old_dangers:
            return "danger"
        return "fewer" if self.new_right < self.old_right else None


class Trials:
    """Runs one trial at a time and keeps the last.

    Args:
        folder: where a trial's data, model and outcome lie.
        learned: where the examples in use lie, for the next ordinary training.
        labels: what there is to train on.
        engine: trains and understands.
        evaluation: JSON lines of `text` and `intent`, written apart from all training data.
        clock: what time it is.
    """

    def __init__(
        self,
        *,
        folder: Path,
        learned: Path,
        labels: Labels,
        engine: Engine,
        evaluation: Sequence[Path],
        clock: Clock,
    ) -> None:
        self._folder = folder
        self._learned = learned
        self._labels = labels
        self._engine = engine
        self._evaluation = evaluation
        self._clock = clock
        self._starting = threading.Lock()

    def last(self) -> Trial | None:
        """The last trial, or None; one whose process has died is told of as failed."""
        try:
            found = json.loads((self._folder / "trial.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        found["state"] = TrialState(found["state"])
        for name in ("examples", "changed"):
            found[name] = [Compared(**each) for each in found[name]]
        trial = Trial(**found)
        if trial.state is TrialState.RUNNING and not _lives(trial.process):
            return replace(trial, state=TrialState.FAILED, problem="interrupted")
        return trial

    def start(self, who: str, who_id: str) -> threading.Thread:
        """Begin a trial in the background; it takes about a minute.

        Args:
            who, who_id: the name and the id of whoever begins it.

        Raises:
            NotNow: one is running, or nothing has been reviewed.
        """
        with self._starting:
            last = self.last()
            if last is not None and last.state is TrialState.RUNNING:
                raise NotNow("running")
            labels = self._labels.examples()
            if not labels:
                raise NotNow("nothing to train on")
            data = self._folder / "data"
            shutil.rmtree(data, ignore_errors=True)
            data.mkdir(parents=True)
            (data / FILE).write_text(as_yaml(labels), "utf-8")
            trial = Trial(
                TrialState.RUNNING,
                who,
                _now(self._clock.now()),
                os.getpid(),
                begun_by_id=who_id,
            )
            self._keep(trial)
        asked = [(label.text, label.intent) for label in labels]
        thread = threading.Thread(target=self._run, args=(trial, data, asked), daemon=True)
        thread.start()
        return thread

    def adopt(self, who: str, who_id: str) -> None:
        """Take the model that was tried into use, and its examples into every later training.

        Raises:
            NotNow: there is no trial that is ready, the same person began it, or its model is
                worse than the one in use or could not be measured (`Trial.worse`).
        """
        with self._starting:
            trial = self.last()
            if trial is None or trial.state is not TrialState.READY:
                raise NotNow("no trial is ready")
            if trial.worse is not None:
                raise NotNow(trial.worse)
            if who_id == trial.begun_by_id:
                raise NotNow("same person")
            self._learned.mkdir(parents=True, exist_ok=True)
            known, before = self._learned / FILE, self._folder / FORMER
            before.unlink(missing_ok=True)
            if known.exists():
                shutil.copyfile(known, before)
            former = self._engine.in_use()
            shutil.copyfile(self._folder / "data" / FILE, known)
            self._engine.take_into_use(Path(trial.model))
            adopted = replace(trial, state=TrialState.ADOPTED, adopted_by=who)
            self._keep(replace(adopted, former=str(former) if former else ""))

    def go_back(self, who: str) -> None:
        """Take the former model into use again, with the examples that it had.

        One person may: it is what was in use before, and a hurried retreat helps nobody to wait.

        Raises:
            NotNow: no trial was adopted last, or the former model is not there any more.
        """
        with self._starting:
            trial = self.last()
            if trial is None or trial.state is not TrialState.ADOPTED:
                raise NotNow("nothing to go back from")
            if not trial.former or not Path(trial.former).exists():
                raise NotNow("former is gone")
            known, before = self._learned / FILE, self._folder / FORMER
            if before.exists():
                shutil.copyfile(before, known)
            else:
                known.unlink(missing_ok=True)
            self._engine.take_into_use(Path(trial.former))
            self._keep(replace(trial, state=TrialState.TAKEN_BACK, adopted_by=who))

    def _run(self, trial: Trial, data: Path, asked: list[tuple[str, str | None]]) -> None:
        try:
            model = self._engine.train(data, self._folder / "models")
            texts = [text for text, _ in asked]
            judged = [json.loads(line) for file in self._evaluation for line in _lines(file)]
            both = texts + [str(each["text"]) for each in judged]
            old = self._engine.understand(both, None)
            new = self._engine.understand(both, model)
        except Exception as error:
            log.exception("trial.failed")
            self._keep(replace(trial, state=TrialState.FAILED, problem=type(error).__name__))
            return
        expected = [intent for _, intent in asked] + [each["intent"] for each in judged]
        rows = [Compared(*row) for row in zip(both, expected, old, new, strict=True)]
        examples, rest = rows[: len(asked)], rows[len(asked) :]
        danger = [row for row in rest if row.expected == DANGER]
        self._keep(
            replace(
                trial,
                state=TrialState.READY,
                examples=examples,
                messages=len(rest),
                old_right=sum(row.old == row.expected for row in rest),
                new_right=sum(row.new == row.expected for row in rest),
                dangers=len(danger),
                old_dangers=sum(row.old == DANGER for row in danger),
                new_dangers=sum(row.new == DANGER for row in danger),
                changed=[row for row in rest if row.old != row.new][:MOST_SHOWN],
                model=str(model),
            )
        )

    def _keep(self, trial: Trial) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / "trial.json.part"
        unfinished.write_text(json.dumps(asdict(trial), ensure_ascii=False), "utf-8")
        unfinished.replace(self._folder / "trial.json")


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line.strip()]


def _now(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
