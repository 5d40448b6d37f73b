"""Turns messages into rows of weights: several views (views.py), each weighed by tf-idf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.nlu.views import (
    DOMAIN,
    GENERAL,
    View,
    concept_order,
    sound_letters,
    stems,
    with_kinds,
)
from assistant.nlu.wording.normalise import Normalised, normalise

__all__ = [
    "DOMAIN",
    "GENERAL",
    "Features",
    "View",
    "concept_order",
    "normalised",
    "sound_letters",
    "stems",
    "with_kinds",
]


class Features:
    """Turns messages into rows of weights; learns vocabularies and weights in `fit`."""

    def __init__(self, views: tuple[View, ...]) -> None:
        self.vectorizers = [TfidfVectorizer(analyzer=view, sublinear_tf=True) for view in views]

    def fit(self, messages: list[Normalised]) -> sp.csr_matrix:
        """Learn vocabularies and weights; gives the rows of the same messages."""
        rows = sp.hstack([v.fit_transform(messages) for v in self.vectorizers], format="csr")
        # scikit-learn works this out anew each time that it is asked.
        self._rarity = [vectorizer.idf_ for vectorizer in self.vectorizers]
        return rows

    def rows(self, messages: list[Normalised]) -> sp.csr_matrix:
        """The rows of new messages, one each."""
        return sp.hstack([v.transform(messages) for v in self.vectorizers], format="csr")

    def row(self, message: Normalised) -> tuple[np.ndarray, np.ndarray]:
        """The row of one message as columns and their weights: as `rows`, many times faster."""
        columns: list[np.ndarray] = []
        weights: list[np.ndarray] = []
        offset = 0
        for vectorizer, rarity in zip(self.vectorizers, self._rarity, strict=True):
            vocabulary = vectorizer.vocabulary_
            counts = Counter(vectorizer.analyzer(message))
            known = [(vocabulary[s], n) for s, n in counts.items() if s in vocabulary]
            if known:
                at, times = np.array(known).T
                weight = (1.0 + np.log(times)) * rarity[at]
                columns.append(at + offset)
                weights.append(weight / np.linalg.norm(weight))
            offset += len(vocabulary)
        if not columns:
            return np.empty(0, dtype=int), np.empty(0)
        return np.concatenate(columns), np.concatenate(weights)


def normalised(texts: Iterable[str]) -> list[Normalised]:
    """Normalise many texts."""
    return [normalise(text) for text in texts]
