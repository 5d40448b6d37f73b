"""The intent classifier: a linear machine whose scores are made honest probabilities."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import joblib
import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp, softmax
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.svm import LinearSVC

from assistant.nlu.features import DOMAIN, Features, View
from assistant.nlu.wording.normalise import Normalised

SEED = 2026
FOLDS = 3
REGULARISATION = 1.0
TWO = 2
"""Intents: liblinear tells two apart with one border."""
OLDER_WEIGHT = 0.4
"""Of messages by those who built the assistant; see `IntentModel.learn`."""


Row = tuple[np.ndarray, np.ndarray]
"""A message's columns and their weights, as `Features.row` gives them."""


@dataclass(frozen=True)
class Machine:
    """What a linear machine has learnt.

    Attributes:
        intents: their names, in order.
        weights: a row a feature, a column an intent. A message has few of the many features:
            gathering their rows is faster than a product, and half the digits are enough.
        bias: one an intent.
    """

    intents: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    @classmethod
    def learnt(
        cls, rows: sp.csr_matrix, labels: np.ndarray, groups: Sequence[str | None] | None
    ) -> Machine:
        """Learn from rows of features. Messages of no group weigh less (see `learn`)."""
        # Balanced: an intent with few examples is not less likely to be meant. A finer tolerance
        # was measured: it costs time and makes nothing better.
        machine = LinearSVC(
            C=REGULARISATION, tol=0.1, class_weight="balanced", random_state=SEED
        ).fit(rows, labels, sample_weight=_weights(groups))
        weights, bias = machine.coef_.T, machine.intercept_
        if len(machine.classes_) == TWO:  # one column then: how much it is the second
            weights, bias = np.hstack([-weights, weights]), np.concatenate([-bias, bias])
        return cls(machine.classes_, np.ascontiguousarray(weights, dtype=np.float32), bias)

    def scores(self, rows: sp.csr_matrix) -> np.ndarray:
        """How far each row is from each intent's border."""
        return np.asarray(rows.astype(np.float32) @ self.weights) + self.bias

    def scores_one_by_one(self, rows: Sequence[Row]) -> np.ndarray:
        """As `scores`, quicker for a handful of messages."""
        return np.array(
            [
                weights.astype(np.float32) @ self.weights[columns] + self.bias
                for columns, weights in rows
            ]
        )


class IntentModel:
    """Learns intents from labelled texts, and ranks them with calibrated confidence.

    One temperature for all intents is fitted on scores that the model gave to authors whom it had
    not read: of the messages said to be 80 % sure, about 80 % are right.
    """

    def __init__(self, views: tuple[View, ...] = DOMAIN) -> None:
        self.views = views
        self.features = Features(views)
        self.temperature = 1.0
        self._machine: Machine | None = None
        self._apart: Machine | None = None

    def fit(
        self,
        messages: list[Normalised],
        intents: list[str],
        groups: Sequence[str | None] | None = None,
        apart: str | None = None,
    ) -> IntentModel:
        """Train, and fit the temperature.

        Args:
            messages: what was said.
            intents: what each means.
            groups: who wrote each message, or what else keeps messages together: a group is never
                trained on and asked about at once. None in it is always trained on (see `learn`).
            apart: a group whose messages `scores_apart` is to give scores as if never read.
        """
        rows, labels = self.features.fit(messages), np.asarray(intents)
        # liblinear lets go of Python's lock while it trains, so that the machines share the cores.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            whole = pool.submit(Machine.learnt, rows, labels, groups)
            without = pool.submit(_without, rows, labels, groups, apart)
            self.temperature = _temperature(rows, labels, groups, pool)
            self._machine, self._apart = whole.result(), without.result()
        return self

    def learn(
        self,
        messages: list[Normalised],
        intents: list[str],
        groups: Sequence[str | None] | None = None,
    ) -> IntentModel:
        """Train, and leave the temperature as it is.

        Messages of no group are those of who built the assistant: thousands by few hands. They
        weigh less than those of the others, so that their manner of writing does not decide.
        """
        self._machine = Machine.learnt(self.features.fit(messages), np.asarray(intents), groups)
        return self

    @property
    def machine(self) -> Machine:
        """What was learnt."""
        assert self._machine is not None  # noqa: S101 - nothing is asked of an untrained model
        return self._machine

    @property
    def intents(self) -> list[str]:
        """The names of the intents, in the order of `probabilities`."""
        return [str(name) for name in self.machine.intents]

    def probabilities(self, messages: list[Normalised]) -> np.ndarray:
        """A row a message, a column an intent; each row sums to 1."""
        return softmax_at(self.scores(messages), self.temperature)

    def scores(self, messages: list[Normalised]) -> np.ndarray:
        """As `probabilities`, before they are made such: how far from each intent's border."""
        return self.machine.scores(self.features.rows(messages))

    def scores_apart(self, messages: list[Normalised]) -> np.ndarray:
        """As `scores`, by a machine that has not read the group that was kept apart in `fit`."""
        assert self._apart is not None  # noqa: S101 - asked for while training only
        known = self._apart.scores_one_by_one([self.features.row(each) for each in messages])
        scores = np.full((len(messages), len(self.machine.intents)), -2.0)
        scores[:, np.searchsorted(self.machine.intents, self._apart.intents)] = known
        return scores

    def scores_quickly(self, messages: list[Normalised]) -> np.ndarray:
        """As `scores`, quicker for a handful of messages."""
        return self.machine.scores_one_by_one([self.features.row(each) for each in messages])

    def ranking(self, message: Normalised, length: int) -> list[tuple[str, float]]:
        """The likeliest intents with their confidence, likeliest first."""
        row = softmax(self.scores_quickly([message])[0] / self.temperature)
        best = np.argsort(-row)[:length]
        return [(str(self.machine.intents[at]), float(row[at])) for at in best]

    def save(self, path: Path) -> None:
        """Write the trained model to a file of our own making."""
        self._apart = None
        joblib.dump(self, path)

    @staticmethod
    def load(path: Path) -> IntentModel:
        """Read a model that `save` wrote. Raises OSError where there is none."""
        model = joblib.load(path)
        if not isinstance(model, IntentModel):
            raise TypeError(f"{path} holds no intent model")
        return model


def fitted_temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The temperature at which the true columns are likeliest, given a row of scores a message."""

    def surprise(log_temperature: float) -> float:
        scaled = scores / np.exp(log_temperature)
        return float(np.mean(logsumexp(scaled, axis=1) - scaled[np.arange(len(truth)), truth]))

    return float(np.exp(minimize_scalar(surprise, bounds=(-5, 3), method="bounded").x))


def softmax_at(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Scores as probabilities; each row sums to 1."""
    return softmax(scores / temperature, axis=1)


def _without(
    rows: sp.csr_matrix,
    labels: np.ndarray,
    groups: Sequence[str | None] | None,
    apart: str | None,
) -> Machine | None:
    """A machine that has not read a group; None where none is to be kept apart."""
    if apart is None or groups is None:
        return None
    others = np.flatnonzero([group != apart for group in groups])
    return Machine.learnt(rows[others], labels[others], [groups[at] for at in others])


def _temperature(
    rows: sp.csr_matrix,
    labels: np.ndarray,
    groups: Sequence[str | None] | None,
    pool: ThreadPoolExecutor,
) -> float:
    """The temperature at which unseen messages' true intents are likeliest.

    The features are those of all messages: how rare a word is says nothing of what it means.
    """
    names = np.unique(labels)
    scores = np.full((len(labels), len(names)), -1.0)
    asked = np.zeros(len(labels), dtype=bool)

    def answer(fold: tuple[np.ndarray, np.ndarray]) -> None:
        train, test = fold
        known = None if groups is None else [groups[at] for at in train]
        machine = Machine.learnt(rows[train], labels[train], known)
        scores[np.ix_(test, np.searchsorted(names, machine.intents))] = machine.scores(rows[test])
        asked[test] = True

    list(pool.map(answer, _folds(labels, groups)))
    if not asked.any():
        return 1.0
    return fitted_temperature(scores[asked], np.searchsorted(names, labels[asked]))


def _folds(
    labels: np.ndarray, groups: Sequence[str | None] | None
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """What to train on and what to ask about: no group is split, and None is never asked."""
    everything = np.arange(len(labels))
    if groups is None:
        folds = min(FOLDS, int(np.unique(labels, return_counts=True)[1].min()))
        if folds > 1:  # an intent with one message cannot be tested on another
            split = StratifiedKFold(folds, shuffle=True, random_state=SEED)
            yield from split.split(everything, labels)
        return
    asked = np.array([at for at, group in enumerate(groups) if group is not None], dtype=int)
    folds = min(FOLDS, len({groups[at] for at in asked}))
    if folds > 1:
        for _, test in GroupKFold(folds).split(asked, groups=[groups[at] for at in asked]):
            yield np.setdiff1d(everything, asked[test]), asked[test]


def _weights(groups: Sequence[str | None] | None) -> np.ndarray | None:
    """What each message weighs in training, where some have a group and others none."""
    if groups is None or len({group is None for group in groups}) < 2:
        return None
    return np.array([OLDER_WEIGHT if group is None else 1.0 for group in groups])
