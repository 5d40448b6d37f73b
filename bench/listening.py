"""How long messages are heard: `assistant/engine/.venv/bin/python -m bench.listening --help`.

Runs with the engine's Python, for it trains. The messages of assistant/data/nlu/strangers/
long_messages.jsonl are judged by five-fold: cutter, reader and ranking are learnt from four fifths,
and the classifier has read neither these messages nor the acts that they consist of. Files given
with `--unseen`, of the same form and by authors who are in no training data, are judged with the
newest model in var/models. Prints a table; takes a few minutes. Frames: `bench.frames`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tarfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.nlu.classifier import IntentModel
from assistant.nlu.features import with_kinds
from assistant.nlu.judging.left_out import PROJECT, _lines
from assistant.nlu.linear_intents import LONG_AUTHOR, LONG_MESSAGES
from assistant.nlu.listening.acts import LONG, ActModel, Heard
from assistant.nlu.listening.long_messages import LongMessage, read_long_messages
from assistant.nlu.naming.catalogue import CATALOGUE, ROOT, names_in
from assistant.nlu.wording.normalise import Normalised, normalise

FOLDS = 5
SEED = 1
SERVED = 3
RANKED = 10
CHOOSING = frozenset({"choose_provider", "switch_provider", "keep_municipal"})
"""Served by the same dialogue, whichever of them is heard: the frame tells them apart."""

Scores = Callable[[list[Normalised]], np.ndarray]


@dataclass
class Figures:
    """What is counted of some messages."""

    name: str
    messages: list[tuple[LongMessage, Heard | None]] = field(default_factory=list)

    def rows(self) -> Iterable[tuple[str, str]]:
        """The figures, each with its name."""
        long = [(m, h) for m, h in self.messages if m.words > LONG and h is not None]
        served = [[act.intent for act in h.acts[:SERVED]] for _, h in long]
        yield "messages of 21 and more words", str(len(long))
        yield (
            "the main act is among the three served",
            _share(
                message.main[0] in three for (message, _), three in zip(long, served, strict=True)
            ),
        )
        yield (
            "… with choosing, switching and keeping as one",
            _share(
                bool(_kin(message.main[0]) & set(three))
                for (message, _), three in zip(long, served, strict=True)
            ),
        )
        yield (
            "something that must be served is served",
            _share(
                bool(set(message.main) & set(three))
                for (message, _), three in zip(long, served, strict=True)
            ),
        )
        yield (
            "everything that must be served is served",
            _share(
                set(message.main) <= set(three)
                for (message, _), three in zip(long, served, strict=True)
            ),
        )
        yield (
            "the first that is served must be served",
            _share(
                three[0] in message.main for (message, _), three in zip(long, served, strict=True)
            ),
        )
        number = sum(len(three) for three in served) / max(len(long), 1)
        yield "acts served a message", f"{number:.2f}"


def main() -> None:
    """Train, judge, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--unseen", nargs="*", type=Path, default=[], help="further long messages")
    options = asked.parse_args()
    names = names_in(CATALOGUE)
    model = _strange()
    long = list(read_long_messages(ROOT / LONG_MESSAGES))
    found = [names.find(normalise(message.text)) for message in long]
    figures = [Figures("five-fold")]
    order = list(range(len(long)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - which fold, and nothing secret
    for fold in range(FOLDS):
        asked_of = order[fold::FOLDS]
        rest = [at for at in order if at not in set(asked_of)]
        acts = ActModel(model.intents, model.temperature).fit(
            [long[at] for at in rest], [found[at] for at in rest], model.scores
        )
        for at in asked_of:
            heard = _hear(acts, model, model.scores, long[at], found[at])
            figures[0].messages.append((long[at], heard))
        print(f"fold {fold + 1} of {FOLDS}", file=sys.stderr, flush=True)
    for path in options.unseen:
        model, acts = _in_use()
        judged = Figures(path.stem)
        for message in read_long_messages(path):
            there = names.find(normalise(message.text))
            judged.messages.append((message, _hear(acts, model, model.scores, message, there)))
        figures.append(judged)
    _print(figures)


def _strange() -> IntentModel:
    """A classifier that has not read the long messages, with the temperature of the one in use."""
    lines = [
        line for line in _lines() if not line.double and not line.author.startswith(LONG_AUTHOR)
    ]
    model = IntentModel().learn(
        [line.seen for line in lines],
        [line.intent for line in lines],
        [None if line.author == PROJECT else line.author for line in lines],
    )
    model.temperature = _in_use()[0].temperature
    return model


@lru_cache(maxsize=1)
def _in_use() -> tuple[IntentModel, ActModel]:
    """The newest trained model in var/models."""
    newest = max((ROOT / "var/models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    with TemporaryDirectory() as folder:
        with tarfile.open(newest) as archive:
            archive.extractall(folder, filter="data")
        intents = next(Path(folder).rglob("intents.joblib"))
        return IntentModel.load(intents), ActModel.load(intents.with_name("acts.joblib"))


def _hear(
    acts: ActModel, model: IntentModel, scores: Scores, message: LongMessage, found: Sequence
) -> Heard | None:
    seen = with_kinds(normalise(message.text), found)
    row = scores([seen])[0] / model.temperature
    chances = np.exp(row - row.max())
    chances /= chances.sum()
    best = np.argsort(-chances)[:RANKED]
    ranking = [(model.intents[at], float(chances[at])) for at in best]
    return acts.hear(message.text, found, scores, ranking)


def _kin(intent: str) -> frozenset[str]:
    return CHOOSING if intent in CHOOSING else frozenset({intent})


def _share(each: Iterable[bool]) -> str:
    every = list(each)
    return f"{100 * sum(every) / len(every):.1f} %" if every else "–"


def _print(figures: Sequence[Figures]) -> None:
    rows = [list(each.rows()) for each in figures]
    print("| | " + " | ".join(each.name for each in figures) + " |")
    print("| --- |" + " --: |" * len(figures))
    for at, (name, _) in enumerate(rows[0]):
        print(f"| {name} | " + " | ".join(row[at][1] for row in rows) + " |")


if __name__ == "__main__":
    main()
