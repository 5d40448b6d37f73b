"""The intent classifier: a linear machine whose scores are made honest probabilities."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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
OLDER_WEIGHT = 0.4
"""Of messages by those who built the assistant; see `IntentModel.learn`."""


class IntentModel:
    """Learns intents from labelled texts, and ranks them with calibrated confidence.

    One temperature for all intents is fitted on scores that the model gave to authors whom it had
    not read: of the messages said to be 80 % sure, about 80 % are right.
    """

    def __init__(self, views: tuple[View, ...] = DOMAIN) -> None:
        self.views = views
        self.features = Features(views)
        self.machine = _machine()
        self.temperature = 1.0
        self._apart: LinearSVC | None = None

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
            whole = pool.submit(self._learn, rows, labels, groups)
            without = pool.submit(_without, rows, labels, groups, apart)
            self.temperature = _temperature(rows, labels, groups, pool)
            self._apart = without.result()
            return whole.result()

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
        return self._learn(self.features.fit(messages), np.asarray(intents), groups)

    def _learn(
        self, rows: sp.csr_matrix, labels: np.ndarray, groups: Sequence[str | None] | None
    ) -> IntentModel:
        self.machine.fit(rows, labels, sample_weight=_weights(groups))
        # A message has few of the many features: gathering their rows is faster than a product.
        self._weights = np.ascontiguousarray(self.machine.coef_.T, dtype=np.float32)
        return self

    @property
    def intents(self) -> list[str]:
        """The names of the intents, in the order of `probabilities`."""
        return [str(name) for name in self.machine.classes_]

    def probabilities(self, messages: list[Normalised]) -> np.ndarray:
        """A row a message, a column an intent; each row sums to 1."""
        return softmax_at(self.scores(messages), self.temperature)

    def scores(self, messages: list[Normalised]) -> np.ndarray:
        """As `probabilities`, before they are made such: how far from each intent's border."""
        return _scores(self.machine, self.features.rows(messages))

    def scores_apart(self, messages: list[Normalised]) -> np.ndarray:
        """As `scores`, by a machine that has not read the group that was kept apart in `fit`."""
        assert self._apart is not None  # noqa: S101 - asked for while training only
        known = _scores(self._apart, self.features.rows(messages))
        scores = np.full((len(messages), len(self.machine.classes_)), -2.0)
        scores[:, np.searchsorted(self.machine.classes_, self._apart.classes_)] = known
        return scores

    def scores_quickly(self, messages: list[Normalised]) -> np.ndarray:
        """As `scores`, quicker for a handful of messages."""
        rows = [self.features.row(message) for message in messages]
        return _two_sided(
            np.array(
                [
                    weights.astype(np.float32) @ self._weights[columns] + self.machine.intercept_
                    for columns, weights in rows
                ]
            )
        )

    def ranking(self, message: Normalised, length: int) -> list[tuple[str, float]]:
        """The likeliest intents with their confidence, likeliest first."""
        columns, weights = self.features.row(message)
        scores = weights.astype(np.float32) @ self._weights[columns] + self.machine.intercept_
        row = softmax(_two_sided(scores[np.newaxis]) / self.temperature, axis=1)[0]
        best = np.argsort(-row)[:length]
        return [(str(self.machine.classes_[at]), float(row[at])) for at in best]

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
) -> LinearSVC | None:
    """A machine that has not read a group; None where none is to be kept apart."""
    if apart is None or groups is None:
        return None
    others = np.array([group != apart for group in groups])
    weights = _weights([group for group in groups if group != apart])
    return _machine().fit(rows[others], labels[others], sample_weight=weights)


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
        weights = _weights(None if groups is None else [groups[at] for at in train])
        machine = _machine().fit(rows[train], labels[train], sample_weight=weights)
        columns = np.searchsorted(names, machine.classes_)
        scores[np.ix_(test, columns)] = _scores(machine, rows[test])
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


def _machine() -> LinearSVC:
    # Balanced: an intent with few examples is not less likely to be meant. A finer tolerance was
    # measured: it costs time and makes nothing better.
    return LinearSVC(C=REGULARISATION, tol=0.1, class_weight="balanced", random_state=SEED)


def _scores(machine: LinearSVC, rows: sp.csr_matrix) -> np.ndarray:
    scores = machine.decision_function(rows)
    return _two_sided(scores if scores.ndim > 1 else scores[:, np.newaxis])


def _two_sided(scores: np.ndarray) -> np.ndarray:
    """With two intents the machine gives one column: how much it is the second."""
    return np.hstack([-scores, scores]) if scores.shape[1] == 1 else scores
