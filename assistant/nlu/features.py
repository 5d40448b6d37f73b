"""What the classifier sees of a message: words, letters as spelt, and letters of the sound.

Three views of one message, each weighed by tf-idf on its own so that none drowns another:
words and pairs of words in common form, runs of letters as spelt, and runs of letters of the
skeleton (what is left when æøå, double letters and silent letters are gone).
"""

from __future__ import annotations

from collections.abc import Iterable

import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.nlu.normalise import Normalised, normalise, shortened, skeleton

LONGEST_RUN = 5


def words(message: Normalised) -> list[str]:
    """Words and pairs of words in common form, with the message's edges and question mark."""
    forms = [_number_shape(word.text) for word in shortened(message.words)]
    edged = ["<", *forms, ">"]
    pairs = [f"{first} {second}" for first, second in zip(edged, edged[1:])]
    return [*forms, *pairs, "?"] if message.question else [*forms, *pairs]


def spelt_letters(message: Normalised) -> list[str]:
    """Runs of 1-5 letters within words as spelt, edges marked with a space."""
    return _runs(_number_shape(word.spelt) for word in shortened(message.spelt))


def sound_letters(message: Normalised) -> list[str]:
    """Runs of 1-5 letters within the skeletons of words in common form."""
    return _runs(skeleton(_number_shape(word.text)) for word in shortened(message.words))


class Features:
    """Turns messages into one row of weights each; learns its vocabulary in `fit`."""

    VIEWS = (words, spelt_letters, sound_letters)

    def __init__(self) -> None:
        self.vectorizers = [
            TfidfVectorizer(analyzer=view, sublinear_tf=True, min_df=1) for view in self.VIEWS
        ]

    def fit(self, messages: list[Normalised]) -> sp.csr_matrix:
        """Learn vocabularies and weights; gives the rows of the same messages."""
        return sp.hstack([v.fit_transform(messages) for v in self.vectorizers], format="csr")

    def rows(self, messages: list[Normalised]) -> sp.csr_matrix:
        """The rows of new messages, one each."""
        return sp.hstack([v.transform(messages) for v in self.vectorizers], format="csr")


def normalised(texts: Iterable[str]) -> list[Normalised]:
    """Normalise many texts."""
    return [normalise(text) for text in texts]


def _number_shape(word: str) -> str:
    """Numbers differ in nothing but their length: «17» is «00»."""
    return "0" * min(len(word), 9) if word.isdigit() else word


def _runs(spellings: Iterable[str]) -> list[str]:
    runs: list[str] = []
    for spelling in spellings:
        padded = f" {spelling} "
        length = len(padded)
        for size in range(1, LONGEST_RUN + 1):
            if size > length:
                break
            runs.extend(padded[at : at + size] for at in range(length - size + 1))
    return runs
