"""The weights by which it is judged whether a message asks, fitted on strangers' messages.

Of messages that were understood as a wish, an event, the own case or a word of steering: strangers'
questions (`python -m bench.questions bench/asked/stranger_*.jsonl --json`), and the messages of
the training data's authors as read by a model that had not read their author
(`assistant/engine/.venv/bin/python -m assistant.nlu.judging.left_out`, some ten minutes). Prints,
for weights that were not fitted on the author, how many questions and how many others are held to
ask; then the weights for `assistant/actions/facts/asks.py`. JSON.

    .venv/bin/python -m bench.asks_judge QUESTIONS LEFT_OUT
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.actions.facts.asked import apart
from assistant.actions.facts.asks import BEGUN, evidence, is_question_intent
from assistant.nlu.naming.names import Names
from assistant.nlu.wording.normalise import normalise
from bench.facts_judge import CATALOGUE, HERE
from provider_catalog.facts.answering import asked_about
from provider_catalog.facts.body import Facts

FROM = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
WEIGHT = 4.0
"""What a stranger's question counts: they are few, and what is to be learnt."""
NEITHER = frozenset({"out_of_scope", "emergency"})
"""What is no question of ours and nothing to begin."""


@dataclass(frozen=True)
class Judged:
    """A message with what speaks for it that it asks.

    Attributes:
        question: whether it is one of the strangers' questions, and no message of the training.
    """

    author: str
    numbers: dict[str, float]
    asks: bool
    question: bool


class Reader:
    """Makes of a message what speaks for it that it asks."""

    def __init__(self) -> None:
        self._facts, self._names = Facts.load(), Names.load(CATALOGUE)
        self._here = self._facts.places.place(HERE)

    def numbers(self, text: str, intent: str, heard: dict[str, float]) -> dict[str, float]:
        """What speaks for it, each by its name."""
        mentions = asked_about(text, self._facts.places.find(text))
        named = self._names.find(normalise(text))
        firms = apart([(m.start, m.end) for m in named if m.kind == "provider"], mentions)
        found = self._facts.find(text, mentions, self._here, heard=heard, firms=firms)
        return evidence(text, intent, heard, found, firm=bool(firms))


def main() -> None:
    """Fit, and tell how right it is."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("questions", type=Path)
    options.add_argument("left_out", type=Path)
    given = options.parse_args()
    reader = Reader()
    judged = [*_questions(reader, given.questions), *_left_out(reader, given.left_out)]
    likely = np.zeros(len(judged))
    for held in sorted({each.author for each in judged}):
        machine, scale = _fitted([each for each in judged if each.author != held])
        at = [i for i, each in enumerate(judged) if each.author == held]
        rows = np.array([list(judged[i].numbers.values()) for i in at])
        likely[at] = machine.predict_proba(rows / scale)[:, 1]
    print(json.dumps(_told(judged, likely), indent=2))


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("{"):  # The engine shares the standard output.
            yield json.loads(line)


def _questions(reader: Reader, file: Path) -> Iterator[Judged]:
    for told in _lines(file):
        answers = told["answers"]
        if told["intent"] not in BEGUN or set(answers) == {"elsewhere"}:
            continue
        known = (each for each in answers if not each.startswith("do:") and each != "elsewhere")
        asks = not answers or any(known)
        numbers = reader.numbers(told["question"], told["intent"], told["heard"])
        yield Judged(told["author"], numbers, asks, question=True)


def _left_out(reader: Reader, file: Path) -> Iterator[Judged]:
    for told in _lines(file):
        heard = dict(told["ranking"])
        read, also = told["ranking"][0][0], str(told["also"] or "").split()
        if read not in BEGUN or told["intent"] in NEITHER or any(map(is_question_intent, also)):
            continue
        numbers = reader.numbers(told["text"], read, heard)
        yield Judged(told["author"], numbers, is_question_intent(told["intent"]), question=False)


def _fitted(judged: list[Judged]) -> tuple[Any, Any]:
    numbers = np.array([list(each.numbers.values()) for each in judged])
    scale = numbers.std(axis=0) + 1e-9
    weights = [WEIGHT if each.question else 1.0 for each in judged]
    machine = LogisticRegression(C=1.0, max_iter=5000)
    return machine.fit(numbers / scale, [each.asks for each in judged], weights), scale


def _told(judged: list[Judged], likely: Any) -> dict[str, Any]:
    machine, scale = _fitted(judged)
    kinds = {
        "strangers_questions": [each.question and each.asks for each in judged],
        "questions_of_the_training": [not each.question and each.asks for each in judged],
        "others": [not each.asks for each in judged],
    }
    held = {
        name: {"of": sum(chosen)}
        | {str(least): int(((likely >= least) & np.array(chosen)).sum()) for least in FROM}
        for name, chosen in kinds.items()
    }
    weights = zip(judged[0].numbers, machine.coef_[0] / scale, strict=True)
    return {
        "held_to_ask": held,
        "offset": round(float(machine.intercept_[0]), 2),
        "weights": {name: round(float(weight), 2) for name, weight in weights},
    }


if __name__ == "__main__":
    main()
