"""Whether a clause asks for something, or is background: judged with its neighbours in mind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.nlu.features import stems
from assistant.nlu.listening.clauses import Clause
from assistant.nlu.wording.normalise import normalise

LIKELIEST = 4
"""So many of a clause's likeliest intents are looked at."""

Seen = dict[str, float]


class Reader:
    """Tells how likely each clause of a message is to be an act, and not background."""

    def __init__(self, intents: Sequence[str]) -> None:
        self._intents = list(intents)
        self._seen = DictVectorizer()
        self._act = LogisticRegression(C=0.3, max_iter=500, solver="liblinear")

    def fit(self, clauses: Iterable[Seen], is_act: Iterable[bool]) -> Reader:
        """Learn from clauses as `see` gives them, and whether each is an act."""
        self._act.fit(self._seen.fit_transform(list(clauses)), list(is_act))
        return self

    def likely(self, clauses: Sequence[Seen]) -> np.ndarray:
        """How likely each clause of a message is to be an act."""
        return self._act.predict_proba(self._seen.transform(clauses))[:, 1]

    def see(self, clauses: Sequence[Clause], chances: np.ndarray) -> list[Seen]:
        """What the reader looks at in each clause of a message.

        Args:
            clauses: all of the message, in order.
            chances: a row a clause, a column an intent: how likely the clause by itself means it.
        """
        best = chances.max(axis=1)
        return [self._one(clauses, chances, best, at) for at in range(len(clauses))]

    def _one(
        self, clauses: Sequence[Clause], chances: np.ndarray, best: np.ndarray, at: int
    ) -> Seen:
        said, row, many = stems(normalise(clauses[at].text)), chances[at], len(clauses)
        words = [each for each in said if "_" not in each and " " not in each]
        seen: Seen = {f"said {each}": 1.0 for each in said if "_" not in each}
        if words:
            seen[f"first {words[0]}"] = 1.0
            seen[f"firsts {' '.join(words[:2])}"] = 1.0
        seen["asks"] = float("?" in clauses[at].text)
        seen["place 0"], seen["place 1"] = float(at == 0), float(at == 1)
        seen["last"], seen["place"], seen["many"] = float(at == many - 1), at / many, many / 10
        seen["words"], seen["short"] = min(len(words), 20) / 10, float(len(words) < 3)
        likeliest = np.argsort(-row)[:LIKELIEST]
        seen["sure"] = 3 * float(best[at])
        seen["ahead"] = 3 * float(row[likeliest[0]] - row[likeliest[1]])
        seen["spread"] = float(-(row * np.log(row + 1e-9)).sum())
        for column in likeliest:
            seen[f"means {self._intents[column]}"] = 2 * float(row[column])
        seen["before"] = float(best[at - 1]) if at else 0.0
        seen["after"] = float(best[at + 1]) if at + 1 < many else 0.0
        seen["surer"] = float((best > best[at]).mean())
        return seen
