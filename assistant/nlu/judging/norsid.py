"""Dialect, on NorSID: `python -m assistant.nlu.judging.norsid --help`.

Trains the pipeline's general views and its classifier on one file of labelled messages in the
form of github.com/ltgoslo/NoMusic (JSON lines with id, text, intent, dialect) and prints the
intent accuracy on another, per dialect and in all. The domain's concepts and names are left out:
they know nothing of alarms and weather. The plain linear SVM is measured in the same run, and
with `--stock` two stock pipelines of Rasa.
"""

from __future__ import annotations

import argparse
import json
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from assistant.nlu.classifier import IntentModel
from assistant.nlu.features import GENERAL, normalised
from assistant.nlu.wording.normalise import normalise

FOLDS = 5
# One message at a time is timed on this many, after the accuracy is known.
TIMED_MESSAGES = 300
DIET_EPOCHS = 12
# To Rasa «weather/find» is an answer to be retrieved for the intent «weather».
SLASH = "__"
SPARSE = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
]
STOCK: dict[str, list[dict[str, Any]]] = {
    f"stock Rasa: DIET, {DIET_EPOCHS} epochs": [
        *SPARSE,
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": DIET_EPOCHS, "entity_recognition": False},
    ],
    "stock Rasa: logistic regression": [
        *SPARSE,
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 5},
        {"name": "LogisticRegressionClassifier"},
    ],
}

Row = dict[str, str]
# Gives the intent of one text.
Reader = Callable[[str], str]
Trainer = Callable[[list[Row]], Reader]


def main() -> None:
    """Measure and print JSON; progress goes to stderr."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--train", type=Path, required=True)
    asked.add_argument(
        "--test", type=Path, help="left out: five-fold cross-validation over sentences"
    )
    asked.add_argument("--stock", action="store_true", help="measure stock Rasa too (minutes)")
    options = asked.parse_args()
    train = read(options.train)
    systems: dict[str, Trainer] = {"brukervalg": ours, "linear SVM": plain_svm}
    if options.stock:
        systems |= {name: _stock(pipeline) for name, pipeline in STOCK.items()}
    measured = {}
    for name, trainer in systems.items():
        print(f"{name} …", file=sys.stderr)
        parts = [(train, read(options.test))] if options.test else list(folds(train))
        measured[name] = measure(trainer, parts)
    print(json.dumps(measured, ensure_ascii=False, indent=2))


def read(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def folds(rows: list[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Five splits in which all versions of a sentence are on one side."""
    for train, test in GroupKFold(FOLDS).split(rows, groups=[sentence(row) for row in rows]):
        yield [rows[at] for at in train], [rows[at] for at in test]


def sentence(row: Row) -> str:
    """The sentence that a row is a version of: `sentence/writer`."""
    return row["id"].split("/")[0]


def measure(trainer: Trainer, parts: list[tuple[list[Row], list[Row]]]) -> dict[str, Any]:
    """Accuracy per dialect and in all, seconds of training, milliseconds a message (median)."""
    right: dict[str, list[bool]] = {}
    training: list[float] = []
    times: list[float] = []
    for train, test in parts:
        begun = time.perf_counter()
        reader = trainer(train)
        training.append(time.perf_counter() - begun)
        for at, row in enumerate(test):
            begun = time.perf_counter()
            intent = reader(row["text"])
            if at < TIMED_MESSAGES:
                times.append(time.perf_counter() - begun)
            right.setdefault(row["dialect"], []).append(intent == row["intent"])
    answers = [answer for dialect in right.values() for answer in dialect]
    return {
        "accuracy": {
            dialect: round(statistics.mean(right[dialect]), 4) for dialect in sorted(right)
        }
        | {"all": round(statistics.mean(answers), 4)},
        "messages": len(answers),
        "training_seconds": round(statistics.mean(training), 1),
        "message_ms": round(1000 * statistics.median(times), 2),
    }


def ours(train: list[Row]) -> Reader:
    """The pipeline's normalising, general views and classifier."""
    model = IntentModel(GENERAL).fit(
        normalised(row["text"] for row in train),
        [row["intent"] for row in train],
        groups=[sentence(row) for row in train],
    )
    return lambda text: model.ranking(normalise(text), 1)[0][0]


def plain_svm(train: list[Row]) -> Reader:
    """Tf-idf of words (1-2) and letters (1-5) with a linear SVM: the bar to pass."""
    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), sublinear_tf=True),
        ),
        LinearSVC(),
    ).fit([row["text"] for row in train], [row["intent"] for row in train])
    return lambda text: str(model.predict([text])[0])


def _stock(pipeline: list[dict[str, Any]]) -> Trainer:
    """A stock pipeline of Rasa, trained and asked through Rasa's own doors."""

    def trainer(train: list[Row]) -> Reader:
        import asyncio  # noqa: PLC0415 - only with --stock

        from rasa.core.agent import Agent  # noqa: PLC0415 - only with --stock
        from rasa.model_training import train_nlu  # noqa: PLC0415 - only with --stock

        examples: dict[str, list[str]] = {}
        for row in train:
            examples.setdefault(row["intent"].replace("/", SLASH), []).append(
                " ".join(row["text"].split())
            )
        data = {
            "version": "3.1",
            "nlu": [
                {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts if text)}
                for intent, texts in examples.items()
            ],
        }
        config = {
            "recipe": "default.v1",
            "language": "nb",
            "assistant_id": "stock",
            "pipeline": pipeline,
        }
        with tempfile.TemporaryDirectory() as folder, _quiet():
            home = Path(folder)
            (home / "nlu.yml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
            (home / "config.yml").write_text(yaml.safe_dump(config), "utf-8")
            model = train_nlu(str(home / "config.yml"), str(home / "nlu.yml"), str(home))
            agent = Agent.load(model)
        loop = asyncio.new_event_loop()

        def reader(text: str) -> str:
            parsed = loop.run_until_complete(agent.parse_message(text))
            return str(parsed["intent"]["name"]).replace(SLASH, "/")

        return reader

    return trainer


@contextmanager
def _quiet() -> Iterator[None]:
    """Rasa talks on stdout and through structlog; only our JSON belongs on stdout."""
    import structlog  # noqa: PLC0415 - only with --stock

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with redirect_stdout(sys.stderr):
        yield


if __name__ == "__main__":
    main()
