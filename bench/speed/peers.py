"""Whom we are measured against: stock Rasa with its default pipeline, on our training data."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import yaml

from bench.speed.processes import ENGINE_PYTHON, ENVIRONMENT, ROOT, Server, free_port, say, serving

NLU = ROOT / "assistant/data/nlu"
MODELS = ROOT / "var/models"
FULL_EPOCHS = 100
"""Of DIET, as in the configuration that `rasa init` writes."""

# The pipeline that `rasa init` of Rasa 3.6.21 writes (and suggests when none is given).
PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]


def stock_project(folder: Path, *, epochs: int = FULL_EPOCHS, nlu: Path = NLU) -> Path:
    """Write a stock Rasa project with two rules and the given training data.

    Args:
        folder: where; made if missing.
        epochs: of DIET.
        nlu: the training data, a file or a folder.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    if nlu.is_dir():
        shutil.copytree(nlu, folder / "data/nlu")
    else:
        shutil.copy(nlu, folder / "data/nlu.yml")
    intents, entities = _labels(folder / "data")
    pipeline = [
        {**part, "epochs": epochs} if part["name"] == "DIETClassifier" else part
        for part in PIPELINE
    ]
    rules = [
        {"rule": "Greet", "steps": [{"intent": "greet"}, {"action": "utter_greet"}]},
        {"rule": "Doubt", "steps": [{"intent": "nlu_fallback"}, {"action": "utter_doubt"}]},
    ]
    files = {
        "config.yml": {
            "recipe": "default.v1",
            "assistant_id": "stock",
            "language": "nb",
            "pipeline": pipeline,
            "policies": [{"name": "RulePolicy"}],
        },
        "domain.yml": {
            "version": "3.1",
            "intents": sorted({*intents, "greet"}),
            "entities": sorted(entities),
            "responses": {
                "utter_greet": [{"text": "Hei!"}],
                "utter_doubt": [{"text": "Det forsto jeg ikke."}],
                "utter_default": [{"text": "Det kan jeg ikke svare på."}],
            },
        },
        "data/rules.yml": {"version": "3.1", "rules": rules},
        "credentials.yml": {"rest": None},
        "endpoints.yml": {},
    }
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    return folder


@dataclass
class Training:
    """A training that was watched: `seconds` in all, and those of each epoch after the first."""

    seconds: float
    epochs: list[float]


def train_stock(project: Path) -> Training:
    """Train a stock project from nothing, and watch its progress bar for the time of an epoch.

    Raises:
        RuntimeError: it failed; with its last lines.
    """
    shutil.rmtree(project / ".rasa", ignore_errors=True)
    began = time.monotonic()
    shown, ends = b"", {}
    with subprocess.Popen(
        [*_rasa("train"), "--force"], cwd=project, env=ENVIRONMENT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        while new := os.read(process.stdout.fileno(), 65536):
            shown = (shown + new)[-4000:]
            for done in re.findall(rb"Epochs:[^\r]*?(\d+)/\d+ \[", shown):
                ends.setdefault(int(done), time.monotonic())
    if process.returncode:
        raise RuntimeError(shown.decode(errors="replace")[-2000:])
    marks = [ends[number] for number in sorted(ends) if number]
    return Training(time.monotonic() - began, [b - a for a, b in pairwise(marks)])


def stock_rasa(folder: Path, *, epochs: int = 1) -> AbstractContextManager[Server]:
    """Stock Rasa on the two-rule bot: trained if this folder holds no model yet, then served.

    Args:
        folder: the project's; kept, so that it is trained once.
        epochs: of DIET. How long an answer takes does not depend on it; what is answered does.
    """
    if not list(folder.glob("models/*.tar.gz")):
        stock_project(folder, epochs=epochs)
        say(f"training stock Rasa, DIET with {epochs} epoch(s) ...")
        train_stock(folder)
    return serve_stock(folder, next(folder.glob("models/*.tar.gz")))


def serve_stock(folder: Path, model: Path) -> AbstractContextManager[Server]:
    """`rasa run` of a model, with the REST channel and the endpoints that lie in `folder`."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"

    def answer(http: httpx.Client, conversation: str, text: str) -> Any:
        sent = {"sender": conversation, "message": text}
        return http.post(address, json=sent).raise_for_status().json()

    options = ["--enable-api", "--interface", "127.0.0.1", "--port", str(port)]
    files = ["--credentials", str(folder / "credentials.yml")]
    files += ["--endpoints", str(folder / "endpoints.yml"), "--model", str(model)]
    # Run from the repository's root, where models with our own components find them.
    return serving("stock Rasa", [*_rasa("run"), "--quiet", *options, *files], port, answer)


def our_engine(actions_url: str, model: Path = MODELS) -> AbstractContextManager[Server]:
    """Our engine with the present model; it keeps no state, so the caller's slots go along."""
    port = free_port()
    slots: dict[str, Any] = {}
    context = {"key": "bench", "channel": "sms", "municipality": "4204", "input": "text"}

    def answer(http: httpx.Client, conversation: str, text: str) -> Any:
        body = {
            "conversation": conversation,
            "text": text,
            "slots": slots.get(conversation, {}),
            "context": context,
        }
        reply = http.post(f"http://127.0.0.1:{port}/turn", json=body).raise_for_status().json()
        slots[conversation] = reply["slots"]
        return reply["messages"]

    command = [str(ENGINE_PYTHON), "-m", "assistant.engine", "--port", str(port)]
    command += ["--model", str(model), "--actions-url", actions_url]
    return serving("our engine", command, port, answer)


def texts(nlu: Path = NLU) -> Iterator[str]:
    """The training messages, without their marks of entities."""
    for path in sorted(nlu.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text()).get("nlu", []):
            if "intent" in block:
                for line in block["examples"].splitlines():
                    yield re.sub(r"\[([^\]]+)\](\([^)]*\)|\{[^}]*\})", r"\1", line[2:])


def _rasa(command: str) -> list[str]:
    return [str(ENGINE_PYTHON), "-m", "rasa", command]


def _labels(data: Path) -> tuple[set[str], set[str]]:
    intents: set[str] = set()
    entities: set[str] = set()
    for path in data.rglob("*.yml"):
        text = path.read_text()
        for pair in re.findall(r"\]\((\w+)\)|\]\{\"entity\": ?\"(\w+)\"", text):
            entities.update(name for name in pair if name)
        blocks = yaml.safe_load(text).get("nlu", [])
        intents.update(block["intent"] for block in blocks if "intent" in block)
    return intents, entities
