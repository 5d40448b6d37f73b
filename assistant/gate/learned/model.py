"""How likely it is that a careful adviser takes an answer for yes, no, changed or unclear.

A linear model of the answers in bench/answers, trained by `bench.gate_model`; it lies beside this
file as plain numbers, and nothing but the standard library reads it.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.gate.answer import Answer, Answered, Verdict
from assistant.gate.clean import Clean
from assistant.gate.learned.features import features

FILE = Path(__file__).with_name("model.json.gz")


class AnswerModel:
    """A trained model. Made once; safe to use for every answer.

    Args:
        path: the file that `bench.gate_model` wrote.

    Raises:
        OSError: there is none.
    """

    def __init__(self, path: Path = FILE) -> None:
        read = json.loads(gzip.decompress(path.read_bytes()))
        self._rarity: dict[str, float] = read["rarity"]
        self._weights: dict[str, list[float]] = read["weights"]
        self._bias: list[float] = read["bias"]
        self._questions = frozenset(read["questions"])
        self._labels = [Answered(label) for label in read["labels"]]

    def knows(self, question: str) -> bool:
        """Whether it was trained on answers to a question."""
        return question in self._questions

    def likelihoods(self, answer: Answer, said: Clean, found: Verdict) -> Mapping[Answered, float]:
        """How likely each is; together 1.

        Args:
            answer: the message, with what was asked.
            said: its words without courtesy.
            found: what the words alone come to.
        """
        norm, sums = 0.0, [0.0] * len(self._labels)
        for feature, times in features(answer, said, found).items():
            rare = self._rarity.get(feature)
            if rare is None:
                continue
            value = (1.0 + math.log(times)) * rare
            norm += value * value
            for at, weight in enumerate(self._weights[feature]):
                sums[at] += value * weight
        length = math.sqrt(norm) or 1.0
        scores = [bias + each / length for bias, each in zip(self._bias, sums, strict=True)]
        highest = max(scores)
        parts = [math.exp(score - highest) for score in scores]
        return {label: part / sum(parts) for label, part in zip(self._labels, parts, strict=True)}


@cache
def model() -> AnswerModel:
    """The model that lies beside this file, read once a process."""
    return AnswerModel()
