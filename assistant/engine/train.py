"""`python -m assistant.engine.train`: train a Rasa project once for each state of its data.

The model's name holds a fingerprint of everything that it is made from: configuration, domain,
training data, our own components, and the versions locked for this environment. Where a model of
that name exists nothing is done; of older ones only the newest is kept.
"""

import argparse
import contextlib
import fcntl
import hashlib
import io
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.engine import lean, once
from assistant.nlu.learnt_from import digest

KEPT = 2
"""Models: the one in use, and the one before it to go back to."""
ENGINE = Path(__file__).parent
OURS = (ENGINE.parent / "nlu", ENGINE / "uv.lock")
"""Our own components and policy, and the versions of all others."""


class TrainingFailed(RuntimeError):
    """Rasa refused the data or made no model; the message is Rasa's own."""


def inputs(project: Path, extra: Path | None = None) -> Iterator[tuple[str, Path]]:
    """All files that decide what a model becomes, in a fixed order, each with its name.

    The names start at the project's folder, so the same data elsewhere is the same data.

    Args:
        project: the Rasa project.
        extra: a folder with further training data, which a municipality has collected.
    """
    for part in ("config.yml", "domain.yml", "domain", "data"):
        for path in _files(project / part):
            yield str(path.relative_to(project)), path
    for path in _files(extra) if extra else ():
        yield f"extra/{path.relative_to(extra)}", path
    for part in OURS:
        for path in _files(part):
            yield str(path.relative_to(ENGINE.parent)), path


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def fingerprint(project: Path, extra: Path | None = None) -> str:
    """16 hexadecimal digits that change when any input's name or content does."""
    found = hashlib.sha256()
    for name, path in inputs(project, extra):
        content = path.read_bytes()
        found.update(f"{name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()[:16]


def train(project: Path, models: Path, *, extra: Path | None = None, force: bool = False) -> Path:
    """The model of the project's present data, trained if there is none yet.

    Args:
        project: the folder with config.yml, domain.yml (or domain/) and data/.
        models: where models are kept; all but the newest `KEPT` are deleted.
        extra: a folder with further training data; one that does not exist adds nothing.
        force: train even where the model exists, and use nothing of earlier trainings.

    Raises:
        TrainingFailed: Rasa refused the data.
    """
    models.mkdir(parents=True, exist_ok=True)
    with _alone(models):
        return _train_once(project, models, extra, force)


@contextlib.contextmanager
def _alone(models: Path) -> Iterator[None]:
    """One training at a time in a folder: two would delete each other's cache."""
    with (models / "training.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("waiting for another training to end ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _train_once(project: Path, models: Path, extra: Path | None, force: bool) -> Path:
    model = models / f"brukervalg-{fingerprint(project, extra)}.tar.gz"
    if model.exists() and not force:
        os.utime(model)  # the engine takes the newest
        _say(f"{model.name} is up to date")
    else:
        _train(project, model, extra, force)
    for old in _newest_first(models)[KEPT:]:
        old.unlink()
    return model


def _train(project: Path, model: Path, extra: Path | None, force: bool) -> None:
    began = time.monotonic()
    _say(f"training {model.name} ...")
    model.parent.mkdir(parents=True, exist_ok=True)
    os.environ["RASA_CACHE_DIRECTORY"] = str(_cache(model.parent))
    os.environ["LOG_LEVEL"] = "WARNING"  # no progress bars
    lean.calm()
    from rasa.model_training import train as rasa_train
    from rasa.shared.exceptions import RasaException

    lean.hush()  # again: what was just imported shows deprecations
    once.install()
    _show_steps()
    domain = project / "domain.yml"
    said = io.StringIO()
    # Elsewhere until it is whole: a model that lies in the folder is a model that works.
    with tempfile.TemporaryDirectory(dir=model.parent, prefix="unfinished-") as unfinished:
        try:
            with contextlib.redirect_stdout(said):
                result = rasa_train(
                    domain=str(domain if domain.exists() else project / "domain"),
                    config=str(project / "config.yml"),
                    training_files=[
                        str(folder)
                        for folder in (project / "data", extra)
                        if folder is not None and folder.exists()
                    ],
                    output=unfinished,
                    fixed_model_name=model.name,
                    force_training=force,
                )
        except (RasaException, SystemExit) as error:
            raise TrainingFailed(f"{said.getvalue()}{error}") from error
        if result.model is None:
            raise TrainingFailed(said.getvalue())
        Path(result.model).replace(model)
    _say(f"{model.name} is ready ({time.monotonic() - began:.0f} s)")


def _cache(models: Path) -> Path:
    """Where Rasa keeps trained components, so that a change of the rules does not train the rest.

    Rasa knows a component by the source of its class alone; what that class imports may change, so
    the cache lives only as long as the lock and all that is learnt from stay the same. A change of
    the patterns of danger, say, makes a new model and trains nothing.
    """
    known = hashlib.sha256(digest().encode() + (ENGINE / "uv.lock").read_bytes())
    cache = models / f"cache-{known.hexdigest()[:16]}"
    for old in models.glob("cache-*"):
        if old != cache:
            shutil.rmtree(old)
    return cache


def _show_steps() -> None:
    """Let Rasa's own steps through, one short line each."""
    stdout = sys.stdout  # Rasa's own prints are held back while it trains

    class Step(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            print(f"engine: {record.getMessage()}", file=stdout, flush=True)

    hooks = logging.getLogger("rasa.engine.training.hooks")
    hooks.setLevel(logging.INFO)
    hooks.propagate = False
    hooks.addHandler(Step())


def _newest_first(models: Path) -> list[Path]:
    found = models.glob("brukervalg-*.tar.gz")
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _say(line: str) -> None:
    print(f"engine: {line}", flush=True)


def main() -> None:
    """Train from the command line."""
    options = argparse.ArgumentParser(
        prog="python -m assistant.engine.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_argument("--project", type=Path, default=ENGINE.parent)
    options.add_argument("--models", type=Path, default=Path("var/models"))
    options.add_argument("--extra", type=Path, help="a folder with further training data")
    options.add_argument("--force", action="store_true", help="train even if nothing changed")
    given = options.parse_args()
    try:
        train(given.project, given.models, extra=given.extra, force=given.force)
    except TrainingFailed as error:
        sys.exit(f"engine: {error}")


if __name__ == "__main__":
    main()
