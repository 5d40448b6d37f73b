"""Linear judges of looks, each with what it learns from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.nlu.listening.frames.frame_features import FeatureRow

Example = tuple[FeatureRow, Any, float]
"""A look, the truth, and how much it weighs."""


class Judge:
    """A linear judge of looks."""

    def __init__(self, weight: float) -> None:
        self._seen = DictVectorizer()
        self._judge = LogisticRegression(C=weight, max_iter=400)

    def fit(self, examples: Sequence[Example]) -> Judge:
        """Learn from looks whose truth is known."""
        rows = self._seen.fit_transform([look for look, _, _ in examples])
        weights = [weight for _, _, weight in examples]
        self._judge.fit(rows, [truth for _, truth, _ in examples], sample_weight=weights)
        return self

    def likely(self, looks: Sequence[FeatureRow]) -> list[dict[Any, float]]:
        """How likely each truth is, for each look."""
        if not looks:
            return []
        rows = self._judge.predict_proba(self._seen.transform(looks))
        return [dict(zip(self._judge.classes_, map(float, row), strict=True)) for row in rows]

    def yes(self, look: FeatureRow) -> float:
        """How likely it is so."""
        return self.likely([look])[0].get(True, 0.0)
