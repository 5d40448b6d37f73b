"""What tells the questions of one entry from those of all others, learnt from all of them.

A linear support vector machine (scikit-learn's `LinearSVC`, one class against the rest) on the
features by which the ranking compares. It is learnt once for the same questions, in seconds, and
kept in a file (joblib's `Memory`), which every process reads as far as it needs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import structlog

log = structlog.get_logger()

KEPT = Path("var/facts")
"""Where what was learnt is kept, from the folder that the service runs in."""
MOST_KEPT = 4
"""So many are kept, the latest used: one for each set of questions that is in use here."""
LETTERS = 0.6
"""How much the letters count beside the words."""
SLACK = 1.0
"""The machine's C: how much a question on the wrong side costs."""


@dataclass(frozen=True)
class Learned:
    """The weights of every entry.

    Attributes:
        entries: by column.
        weights: features by entries, words before letters.
        offsets: by entry.
    """

    entries: Sequence[str]
    weights: Any
    offsets: Any

    def stand_out(self, words: Any, letters: Any) -> Mapping[str, float]:
        """How far each entry stands out for a text, in standard deviations from the mean.

        Args:
            words: one sparse row, as the ranking compares words.
            letters: the same of letters.
        """
        at = np.concatenate([words.indices, words.shape[1] + letters.indices])
        how_much = np.concatenate([words.data, LETTERS * letters.data])
        found = how_much @ np.asarray(self.weights[at], dtype=np.float64) + self.offsets
        found = (found - found.mean()) / (found.std() or 1.0)
        return dict(zip(self.entries, found.tolist(), strict=True))


def by_entry(words: Any, letters: Any, entries: Sequence[str]) -> Learned:
    """What tells the entries apart, learnt now or read from where it was kept.

    Args:
        words: a sparse row a question.
        letters: the same of letters.
        entries: whose question each row is.
    """
    from joblib import Memory  # noqa: PLC0415 - with scikit-learn, seconds that few commands need

    try:
        kept = Memory(KEPT, mmap_mode="r", verbose=0)
        names, weights, offsets = kept.cache(_learn)(words, letters, list(entries))
        kept.reduce_size(items_limit=MOST_KEPT)
    except (OSError, KeyError) as error:  # A full disk, or another process that tidied just now.
        log.warning("facts.not_kept", folder=str(KEPT), error=type(error).__name__)
        names, weights, offsets = _learn(words, letters, list(entries))
    return Learned(names, weights, offsets)


def _learn(words: Any, letters: Any, entries: list[str]) -> tuple[list[str], Any, Any]:
    from scipy.sparse import hstack  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    machine = LinearSVC(C=SLACK, random_state=0)
    machine.fit(hstack([words, LETTERS * letters]).tocsr(), entries)
    weights = np.ascontiguousarray(machine.coef_.T, dtype=np.float16)
    return [str(each) for each in machine.classes_], weights, machine.intercept_
