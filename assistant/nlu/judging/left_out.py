"""How well strangers are understood: `python -m assistant.nlu.judging.left_out --help`.

The messages of one author are taken out, the classifier is trained on what everybody else wrote,
and is asked about the author's messages; so for each author in turn. The project's own older
messages are always trained on and never asked about. Grammar and the patterns of danger have their
say, as in the pipeline; the conversation has none, for no question waits.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.nlu.classifier import IntentModel, fitted_temperature, softmax_at
from assistant.nlu.danger import training as danger_training
from assistant.nlu.danger.patterns import overruled
from assistant.nlu.features import with_kinds
from assistant.nlu.grammar import NOT_A_PERSON, read
from assistant.nlu.naming.catalogue import CATALOGUE, names_in
from assistant.nlu.wording.normalise import Normalised, normalise

ROOT = Path(__file__).resolve().parents[3]
NLU = ROOT / "assistant/data/nlu"
DOUBLES = ROOT / "bench/understanding/strangers_doubles.jsonl"
PROJECT = "project"
"""Whoever wrote the older messages: never left out, for they are the ones who built this."""
MARKS = re.compile(r"\[([^\]]+)\](\([^)]*\)|\{[^}]*\})")
RANKED = 5
CURVE = (0, 2, 4, 8, 16)
"""How many other authors are trained on along the learning curve, beside the project's messages."""
CURVE_AUTHORS = 4
A_DAY = date(2026, 11, 28)


@dataclass(frozen=True)
class Line:
    """One message of an author, what it means, and the message as the classifier sees it."""

    author: str
    text: str
    intent: str
    meta: dict[str, Any]
    double: bool
    said: Normalised
    seen: Normalised


def main() -> None:
    """Measure, print a line of JSON a message; progress goes to stderr."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--authors", nargs="*", help="only these are left out in turn")
    asked.add_argument("--curve", action="store_true", help="what each further author adds")
    options = asked.parse_args()
    lines = list(_lines())
    authors = list(dict.fromkeys(line.author for line in lines if line.author != PROJECT))
    chosen = options.authors or authors
    if options.curve:
        for point in curve(lines, authors):
            print(json.dumps(point))
        return
    for answer in judged(lines, chosen):
        print(json.dumps(answer, ensure_ascii=False))


def judged(lines: Sequence[Line], authors: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Leave each author out in turn. One temperature is fitted on all the left-out scores."""
    found: list[tuple[list[Line], np.ndarray]] = []
    intents = sorted({line.intent for line in lines})
    for author in authors:
        test = [line for line in lines if line.author == author]
        found.append((test, _scores(_others(lines, author), test, intents)))
        print(f"{author}: {len(test)} messages", file=sys.stderr, flush=True)
    scores = np.concatenate([each for _, each in found])
    tested = [line for test, _ in found for line in test]
    truth = np.array([intents.index(line.intent) for line in tested])
    temperature = fitted_temperature(scores, truth)
    print(f"temperature {temperature:.3f}", file=sys.stderr)
    dangers = {
        (each["author"], each["text"]): each
        for each in danger_training.judged(danger_training.corpus())
    }
    for line, row in zip(tested, softmax_at(scores, temperature), strict=True):
        best = np.argsort(-row)[:10]
        ranking = [(intents[at], float(row[at])) for at in best]
        read_as = _through_the_pipeline(line, ranking, dangers.get((line.author, line.text)))
        yield {
            "author": line.author,
            "text": line.text,
            "intent": line.intent,
            **{name: line.meta.get(name) for name in ("also", "style", "variety", "danger")},
            "borderline": bool(line.meta.get("borderline")),
            "ranking": [(name, round(sure, 4)) for name, sure in read_as[:RANKED]],
        }


def curve(lines: Sequence[Line], authors: Sequence[str]) -> Iterator[dict[str, Any]]:
    """How right a few authors are read, by how many others were trained on.

    The others are taken in an order that begins elsewhere for each author, so that what is measured
    is how many there are and not which.
    """
    every = [each for each in authors if each not in ("e_danger", "long", "long_acts")]
    for at in range(0, len(every), max(1, len(every) // CURVE_AUTHORS)):
        author, others = every[at], every[at + 1 :] + every[:at]
        test = [line for line in lines if line.author == author]
        intents = sorted({line.intent for line in lines})
        for number in CURVE:
            kept = {PROJECT, *others[:number]}
            train = [line for line in lines if line.author in kept]
            best = _scores(train, test, intents).argmax(axis=1)
            right = sum(intents[b] == line.intent for b, line in zip(best, test, strict=True))
            yield {"author": author, "others": number, "right": right, "of": len(test)}
            print(f"{author} with {number} others: {right / len(test):.3f}", file=sys.stderr)


def _others(lines: Iterable[Line], author: str) -> list[Line]:
    # The acts that the long messages were cut into say what the long messages say.
    kin = {author, "long", "long_acts"} if author.startswith("long") else {author}
    return [line for line in lines if line.author not in kin]


def _scores(train: list[Line], test: list[Line], intents: list[str]) -> np.ndarray:
    model = IntentModel().learn(
        [line.seen for line in train],
        [line.intent for line in train],
        [None if line.author == PROJECT else line.author for line in train],
    )
    scores = np.full((len(test), len(intents)), -2.0)
    columns = [intents.index(name) for name in model.intents]
    scores[:, columns] = model.scores([line.seen for line in test])
    return scores


def _through_the_pipeline(
    line: Line, ranking: list[tuple[str, float]], danger: dict[str, Any] | None
) -> list[tuple[str, float]]:
    """What grammar and danger make of a ranking (see `components`)."""
    decided = read(line.said, A_DAY).intent
    if decided:
        ranking = [(decided, 1.0), *((name, 0.0) for name, _ in ranking if name != decided)]
    if decided in NOT_A_PERSON or danger is None:
        return ranking
    return overruled(ranking, danger["judged"], danger["likelihood"])


def _lines() -> Iterator[Line]:
    """Every message of the training data, and those that another author wrote word for word too."""
    names = names_in(CATALOGUE)

    def line(text: str, intent: str, meta: dict[str, Any], *, double: bool = False) -> Line:
        said = normalise(text)
        author = str(meta.get("author") or PROJECT)
        return Line(author, text, intent, meta, double, said, with_kinds(said, names.find(said)))

    for path in sorted(NLU.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8")).get("nlu", []):
            for example in block.get("examples", "").splitlines() if "intent" in block else ():
                text = MARKS.sub(r"\1", example.removeprefix("- "))
                yield line(text, block["intent"], block.get("metadata") or {})
    for double in DOUBLES.read_text("utf-8").splitlines():
        told = json.loads(double)
        yield line(told.pop("text"), told.pop("intent"), told, double=True)


if __name__ == "__main__":
    main()
