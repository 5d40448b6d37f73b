"""What a long message wants: the whole and its clauses weighed together, intent by intent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.nlu.listening.scoring import Scored

OF_THE_WHOLE, OF_PARTS, OF_CLAUSES = 10, 10, 6
"""How many of the likeliest of each are weighed."""
FIRST_WEIGHS = 2.0
"""What must be served first counts twice when learning."""
CHOOSING = ("choose_provider", "switch_provider", "keep_municipal")
ABOUT_PROVIDERS = frozenset(
    (*CHOOSING, "undo_choice", "compare_providers", "provider_details", "list_providers", "deny",
     "correct_that")
)  # fmt: skip
MUNICIPAL = "municipal"

Seen = dict[str, float]


class Ranking:
    """Weighs each likely intent of a long message: how likely it is that it must be served."""

    def __init__(self, intents: Sequence[str]) -> None:
        self._intents = list(intents)
        self._columns = {name: at for at, name in enumerate(self._intents)}
        self._seen = DictVectorizer(sparse=False)
        self._weigh = LogisticRegression(C=0.1, max_iter=1000)

    def fit(
        self, messages: Iterable[tuple[Scored, np.ndarray]], mains: Iterable[Sequence[str]]
    ) -> Ranking:
        """Learn from scored messages with how likely each clause is an act, and what is wanted."""
        seen, wanted, weights = [], [], []
        for (message, acts), main in zip(messages, mains, strict=True):
            for column, each in self._candidates(message, acts):
                name = self._intents[column]
                seen.append(each)
                wanted.append(name in main)
                weights.append(FIRST_WEIGHS if name == main[0] else 1.0)
        rows = self._seen.fit_transform(seen)
        named = np.array([" " in name for name in self._seen.feature_names_])
        self._mean = np.where(named, 0.0, rows.mean(axis=0))
        self._spread = np.where(named, 1.0, rows.std(axis=0) + 1e-6)
        self._weigh.fit((rows - self._mean) / self._spread, wanted, sample_weight=weights)
        return self

    def rank(self, message: Scored, acts: np.ndarray) -> list[tuple[str, float, int]]:
        """The intents, likeliest first: name, how likely it is wanted, and in which clause.

        Args:
            message: the message scored.
            acts: how likely each clause is an act.
        """
        candidates = self._candidates(message, acts)
        rows = self._seen.transform([each for _, each in candidates])
        likely = self._weigh.predict_proba((rows - self._mean) / self._spread)[:, 1]
        single = message.single * acts[:, None]
        ranked = [
            (self._intents[column], float(chance), int(single[:, column].argmax()))
            for (column, _), chance in zip(candidates, likely, strict=True)
        ]
        return sorted(ranked, key=lambda each: -each[1])

    def _candidates(self, message: Scored, acts: np.ndarray) -> list[tuple[int, Seen]]:
        single, parts, whole = message.single, message.chances, message.whole
        many = len(message.clauses)
        act = np.array([1 - np.prod(1 - acts[a:b]) for a, b in message.parts])
        weighed = parts * act[:, None]
        best, in_single = weighed.max(axis=0), weighed[:many]
        orders = (whole, best, single.max(axis=0))
        counts = (OF_THE_WHOLE, OF_PARTS, OF_CLAUSES)
        chosen = {
            int(column)
            for order, count in zip(orders, counts, strict=True)
            for column in np.argsort(-order)[:count]
        }
        rank_whole, rank_best = (np.argsort(np.argsort(-each)) for each in (whole, best))
        lengths = np.array([b - a for a, b in message.parts])
        winners = single.argmax(axis=1)
        seen: list[tuple[int, Seen]] = []
        for column in sorted(chosen):
            at = int(in_single[:, column].argmax())
            name = self._intents[column]
            each: Seen = {
                "whole": whole[column],
                "whole_log": _log(whole[column]),
                "whole_rank": np.log1p(rank_whole[column]),
                "best": best[column],
                "best_log": _log(best[column]),
                "best_rank": np.log1p(rank_best[column]),
                "single": in_single[:, column].max(),
                "single_log": _log(in_single[:, column].max()),
                "raw": single[:, column].max(),
                "raw_log": _log(parts[:, column].max()),
                "sum": in_single[:, column].sum(),
                "any": 1 - np.prod(1 - in_single[:, column]),
                "place": at / many,
                "first": float(at == 0),
                "last": float(at == many - 1),
                "asks": float("?" in message.clauses[at].text),
                "act": acts[at],
                "wins": float(winners[at] == column),
                "wins_all": float((winners == column).mean()),
                "score": message.scores[:, column].max(),
                "whole_score": message.whole_scores[column],
                "many": many / 10,
                f"is {name}": 1.0,
                f"whole {name}": whole[column],
                f"best {name}": best[column],
            }
            for length in (2, 3):
                of_length = weighed[lengths == length, column]
                each[f"of_{length}"] = of_length.max() if of_length.size else 0.0
            if name in ABOUT_PROVIDERS:
                each |= _named(message, name)
            if name in CHOOSING:
                kin = [self._columns[k] for k in CHOOSING if k != name and k in self._columns]
                each["kin"] = max((single[:, k].max() for k in kin), default=0.0)
                each["kin_whole"] = max((whole[k] for k in kin), default=0.0)
            seen.append((column, {key: float(value) for key, value in each.items()}))
        return seen


def _log(chance: float) -> float:
    return float(np.log(chance + 1e-4))


def _named(message: Scored, name: str) -> Seen:
    """Which names stand in the message, beside an intent that is about them."""
    providers = {one.value for one in message.found if one.kind == "provider"}
    services = {one.value for one in message.found if one.kind == "service"}
    private, own = min(len(providers - {MUNICIPAL}), 3), int(MUNICIPAL in providers)
    return {
        f"private {name} {private}": 1.0,
        f"own {name} {own}": 1.0,
        f"services {name} {min(len(services), 3)}": 1.0,
        f"both {name} {min(private, 1)}{own}": 1.0,
    }
