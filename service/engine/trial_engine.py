"""The engine as a trial needs it: trained apart, asked with a model of its own, taken into use."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from casework.review.trials import Trials
from service.application import Application
from service.engine.engine_process import TrainingFailed, engine_command
from service.paths import ENGINE, LEARNED, MODELS, ROOT, VAR

EVALUATION = ROOT / "bench" / "understanding"


def trials_of(application: Application, restart: Callable[[], None]) -> Trials:
    """Trials with the real engine, judged on the evaluation messages where they are there."""
    return Trials(
        folder=VAR / "learning",
        learned=LEARNED,
        labels=application.console.labels,
        engine=EngineForTrials(restart),
        evaluation=sorted(EVALUATION.glob("*.jsonl")),
        clock=application.services.clock,
    )


class EngineForTrials:
    """Implements `web.console.review.trials.Engine` with the engine's own commands.

    Args:
        restart: lets the running engine begin again with the newest model.
        project: the Rasa project.
        models: where the models in use lie.
    """

    def __init__(
        self,
        restart: Callable[[], None],
        project: Path = ENGINE.parent,
        models: Path = MODELS,
    ) -> None:
        self._restart = restart
        self._project = project
        self._models = models

    def train(self, extra: Path, models: Path) -> Path:
        """Train a model with further data, in a folder of its own.

        Raises:
            TrainingFailed: the engine refused the data.
            EngineMissing: the environment is not installed.
        """
        command = engine_command(
            "assistant.engine.train",
            *("--project", str(self._project)),
            *("--extra", str(extra), "--models", str(models)),
        )
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise TrainingFailed(done.stderr[-500:])
        return max(models.glob("brukervalg-*.tar.gz"), key=lambda file: file.stat().st_mtime)

    def understand(self, texts: Sequence[str], model: Path | None) -> list[str | None]:
        """The intent of each text; None where one could not be read.

        Raises:
            TrainingFailed: the model could not be asked.
        """
        command = engine_command("assistant.engine.parse", "--model", str(model or self._models))
        asked = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        done = subprocess.run(
            command, cwd=ROOT, input=asked, capture_output=True, text=True, check=False
        )
        answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        if done.returncode or len(answers) != len(texts):
            raise TrainingFailed(done.stderr[-500:])
        return [answer.get("intent") for answer in answers]

    def in_use(self) -> Path | None:
        """The newest of the models in use, which is what the engine takes when it starts."""
        found = list(self._models.glob("brukervalg-*.tar.gz"))
        return max(found, key=lambda file: file.stat().st_mtime, default=None)

    def take_into_use(self, model: Path) -> None:
        """Put a model among those in use as the newest, and start the engine with it."""
        self._models.mkdir(parents=True, exist_ok=True)
        unfinished = self._models / f"{model.name}.part"
        if model.resolve() != (self._models / model.name).resolve():
            shutil.copyfile(model, unfinished)
            unfinished.replace(self._models / model.name)
        os.utime(self._models / model.name)
        self._restart()
