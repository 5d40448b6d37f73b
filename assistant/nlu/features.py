"""Turns messages into rows of weights: several views (views.py), each weighed by tf-idf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

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
    """Turns messages into rows of weights; learns vocabularies and weights in `fit`.

    Features that weigh the same in every training message, as most runs of letters of a rare word
    do, share a column: a linear model weighs them alike, and more than half of all are such. Their
    share is the root of how many they are, which keeps every product of two rows what it was.
    """

    def __init__(self, views: tuple[View, ...]) -> None:
        self.vectorizers = [TfidfVectorizer(analyzer=view, sublinear_tf=True) for view in views]

    def fit(self, messages: list[Normalised]) -> sp.csr_matrix:
        """Learn vocabularies and weights; gives the rows of the same messages."""
        rows = sp.hstack([v.fit_transform(messages) for v in self.vectorizers], format="csr")
        # scikit-learn works this out anew each time that it is asked.
        self._rarity = [vectorizer.idf_ for vectorizer in self.vectorizers]
        self._column = _shared_columns(rows.tocsc())
        self._share = 1.0 / np.sqrt(np.bincount(self._column))
        return self._with_shared(rows)

    def rows(self, messages: list[Normalised]) -> sp.csr_matrix:
        """The rows of new messages, one each."""
        return self._with_shared(
            sp.hstack([v.transform(messages) for v in self.vectorizers], format="csr")
        )

    def row(self, message: Normalised) -> tuple[np.ndarray, np.ndarray]:
        """The row of one message as columns and their weights: as `rows`, many times faster.

        A column that several features share may be there several times.
        """
        places: list[np.ndarray] = []
        weights: list[np.ndarray] = []
        offset = 0
        for vectorizer, rarity in zip(self.vectorizers, self._rarity, strict=True):
            vocabulary = vectorizer.vocabulary_
            counts = Counter(vectorizer.analyzer(message))
            known = [(vocabulary[s], n) for s, n in counts.items() if s in vocabulary]
            if known:
                at, times = np.array(known).T
                weight = (1.0 + np.log(times)) * rarity[at]
                places.append(at + offset)
                weights.append(weight / np.linalg.norm(weight))
            offset += len(vocabulary)
        if not places:
            return np.empty(0, dtype=int), np.empty(0)
        columns = self._column[np.concatenate(places)]
        return columns, np.concatenate(weights) * self._share[columns]

    def _with_shared(self, rows: sp.csr_matrix) -> sp.csr_matrix:
        shares = self._share[self._column]
        places = (np.arange(len(self._column)), self._column)
        shared = rows @ sp.csr_matrix((shares, places), shape=(len(shares), len(self._share)))
        shared.sort_indices()
        return shared


def _shared_columns(rows: sp.csc_matrix) -> np.ndarray:
    """A column for each feature, the same for those that are equal; the most frequent come first.

    What is used most lies together in memory, and training is quicker for it.
    """
    seen: dict[bytes, int] = {}
    first: list[int] = []
    column = np.empty(rows.shape[1], dtype=np.int32)
    for at, (begun, end) in enumerate(pairwise(rows.indptr.tolist())):
        equal = rows.indices[begun:end].tobytes() + rows.data[begun:end].tobytes()
        column[at] = seen.setdefault(equal, len(seen))
        if column[at] == len(first):
            first.append(at)
    order = np.argsort(-np.diff(rows.indptr)[first], kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place[column].astype(np.int32)


def normalised(texts: Iterable[str]) -> list[Normalised]:
    """Normalise many texts."""
    return [normalise(text) for text in texts]
