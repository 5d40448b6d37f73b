"""A trial: a model trained with the new examples, beside the one in use, before it goes live.

The trial's model lies apart from the models in use. Both are asked about the examples themselves
and about the evaluation messages; where they differ is shown. Only then may somebody take it into
use, and only the model that was looked at.
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

from foundation.clock import Clock
from learning.examples import FILE, as_yaml
from learning.labels import Labels

log = structlog.get_logger(__name__)

MOST_SHOWN = 60
"""Evaluation messages on which the two differ that are kept to be looked at."""


class Engine(Protocol):
    """What a trial needs of the engine (`brukervalg.engine_process` has it)."""

    def train(self, extra: Path, models: Path) -> Path:
        """Train a model with further data; returns its file."""

    def understand(self, texts: Sequence[str], model: Path | None) -> list[str | None]:
        """The intent of each text, by a model or by the one in use."""

    def take_into_use(self, model: Path) -> None:
        """Make a model the one in use, and let the running engine take it."""


class TrialState(StrEnum):
    """How far a trial has come."""

    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    ADOPTED = "adopted"


class NotNow(Exception):
    """A trial is running, or there is none to take into use, or nothing to train on."""


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
        changed: some of those on which they differ.
        model: the trial's model; taken into use when it is adopted.
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

    def start(self, who: str) -> threading.Thread:
        """Begin a trial in the background; it takes about a minute.

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
            trial = Trial(TrialState.RUNNING, who, _now(self._clock.now()), os.getpid())
            self._keep(trial)
        asked = [(label.text, label.intent) for label in labels]
        thread = threading.Thread(target=self._run, args=(trial, data, asked), daemon=True)
        thread.start()
        return thread

    def adopt(self, who: str) -> None:
        """Take the model that was tried into use, and its examples into every later training.

        Raises:
            NotNow: there is no trial that is ready.
        """
        with self._starting:
            trial = self.last()
            if trial is None or trial.state is not TrialState.READY:
                raise NotNow("no trial is ready")
            self._learned.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._folder / "data" / FILE, self._learned / FILE)
            self._engine.take_into_use(Path(trial.model))
            self._keep(replace(trial, state=TrialState.ADOPTED, adopted_by=who))

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
        self._keep(
            replace(
                trial,
                state=TrialState.READY,
                examples=examples,
                messages=len(rest),
                old_right=sum(row.old == row.expected for row in rest),
                new_right=sum(row.new == row.expected for row in rest),
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
