"""Train the model of danger: `python -m assistant.nlu.danger.training --help`.

A linear model scores whole messages. A second, of a few numbers, weighs that score, the scores of
the clauses, the length and what the patterns found; it is fitted on scores of authors who were left
out, and the two thresholds are set on those.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.nlu.danger import model as danger_model
from assistant.nlu.danger.clauses import clauses
from assistant.nlu.danger.examples import (
    ALONE,
    COMPOSED,
    OURS,
    PROJECT,
    READ_BACK,
    Example,
    examples,
    fingerprint,
)
from assistant.nlu.danger.model import FILE, KINDS, VIEWS, signs, summary, views
from assistant.nlu.danger.patterns import DangerWatch
from assistant.nlu.wording.normalise import normalise

REGULARISATION = 20.0
OLDER_WEIGHT = 0.4
"""Of messages by those who built the assistant (see `classifier`), but for their dangers, and of
answers to a read-back: many, and alike."""
OF_DANGER_WEIGHT = 4.0
"""Of authors who wrote of danger: they are few, and theirs are what must be told apart."""
COMPOSED_WEIGHT = 0.8
"""Of what was put together: many, and alike."""
ALONE_WEIGHT = 4.0
CHECK = 0.35
"""How much of an alarm a check is; the rest of it is none. At a half, mild complaints alarmed."""
FOLDS = 3
"""Groups of the other authors; an author who wrote of danger is a group alone."""
OF_DANGER = 100
"""An author with so many dangers wrote of danger."""
KEPT = 40_000
"""Features that are kept: those that weigh most."""
NEAR, EVERYDAY, FALSE = 0.05, 0.04, 0.01
"""The share of near misses that may alarm, of everyday messages that may alarm or be asked about,
and of everyday messages that may alarm."""


@dataclass(frozen=True)
class Corpus:
    """All examples as rows of numbers.

    Attributes:
        examples: as they are.
        rows: a row a message.
        parts: a row a clause; `first` tells where each message's clauses begin.
        words: how many words each message has.
        signs: a row a message, see `model.SIGNS`.
        vectorizers: which made the rows.
    """

    examples: Sequence[Example]
    rows: sp.csr_matrix
    parts: sp.csr_matrix
    first: np.ndarray
    words: np.ndarray
    signs: np.ndarray
    vectorizers: Sequence[TfidfVectorizer]

    @property
    def authors(self) -> np.ndarray:
        """Who wrote each."""
        return np.array([each.author for each in self.examples])

    @property
    def levels(self) -> np.ndarray:
        """What each is."""
        return np.array([each.level for each in self.examples])

    @property
    def of_danger(self) -> list[str]:
        """The authors who wrote of danger."""
        found = Counter(e.author for e in self.examples if e.level == "alarm")
        return [name for name, number in found.items() if number >= OF_DANGER and name not in OURS]


def corpus() -> Corpus:
    """Read all examples."""
    watch, every = DangerWatch(), list(examples())
    said = [normalise(each.text) for each in every]
    cut = [
        [normalise(part) for part in clauses(each.text)] or [said[at]]
        for at, each in enumerate(every)
    ]
    seen = [views(message) for message in said]
    seen_parts = [
        seen[at] if len(each) == 1 and each[0].text == said[at].text else views(part)
        for at, each in enumerate(cut)
        for part in each
    ]
    vectorizers = [
        TfidfVectorizer(analyzer=partial(_of_view, at), sublinear_tf=True, min_df=2)
        for at in range(len(VIEWS))
    ]
    rows = sp.hstack([v.fit_transform(seen) for v in vectorizers], format="csr")
    parts = sp.hstack([v.transform(seen_parts) for v in vectorizers], format="csr")
    found = [list(signs(watch.signs(message)).values()) for message in said]
    return Corpus(
        every,
        rows,
        parts,
        np.concatenate([[0], np.cumsum([len(each) for each in cut])[:-1]]),
        np.array([len(message.words) for message in said]),
        np.array(found),
        vectorizers,
    )


def _of_view(at: int, seen: Sequence[Counter[str]]) -> list[str]:
    return list(seen[at].elements())


def learn(
    known: Corpus, chosen: np.ndarray, columns: np.ndarray | None = None
) -> LogisticRegression:
    """The linear model of some of the examples. A check counts partly as an alarm: see CHECK."""
    levels, authors = known.levels[chosen], known.authors[chosen]
    older = np.where(levels == "none", OLDER_WEIGHT, 1.0)
    weights = np.where(authors == PROJECT, older, 1.0)
    weights[authors == READ_BACK] = OLDER_WEIGHT
    weights[authors == COMPOSED] = COMPOSED_WEIGHT
    weights[authors == ALONE] = ALONE_WEIGHT
    weights[np.isin(authors, known.of_danger)] = OF_DANGER_WEIGHT
    checks = np.flatnonzero(levels == "check")
    against = weights[checks] * (1 - CHECK)
    weights[checks] *= CHECK
    rows = known.rows[chosen] if columns is None else known.rows[chosen][:, columns]
    return LogisticRegression(C=REGULARISATION, solver="liblinear", tol=0.01, random_state=0).fit(
        sp.vstack([rows, rows[checks]], format="csr"),
        np.concatenate([levels != "none", np.zeros(len(checks), dtype=bool)]),
        sample_weight=np.concatenate([weights * (1 + (levels == "alarm")), against]),
    )


def summaries(known: Corpus, machine: LogisticRegression, asked: np.ndarray) -> np.ndarray:
    """What the last step weighs, of some of the examples."""
    whole = machine.decision_function(known.rows[asked])
    ends = np.append(known.first[1:], known.parts.shape[0])
    rows = []
    spans = [np.arange(known.first[at], ends[at]) for at in asked]
    parts = machine.decision_function(known.parts[np.concatenate(spans)])
    begun = 0
    for score, span, at in zip(whole, spans, asked, strict=True):
        found = dict(zip(danger_model.SIGNS, known.signs[at], strict=True))
        rows.append(
            summary(score, parts[begun : begun + len(span)].tolist(), int(known.words[at]), found)
        )
        begun += len(span)
    return np.array(rows)


def groups(known: Corpus, but: Sequence[str] = ()) -> Iterator[list[str]]:
    """Authors who are left out together; those of the long messages are kin."""
    others = [a for a in dict.fromkeys(known.authors) if a not in OURS and a not in but]
    of_danger = [name for name in known.of_danger if name in others]
    yield from ([name] for name in of_danger)
    rest = [name for name in others if name not in of_danger and not name.startswith("long")]
    for at in range(FOLDS):
        kin = [name for name in others if name.startswith("long")] if at == 0 else []
        if group := [*rest[at::FOLDS], *kin]:
            yield group


def left_out(known: Corpus, but: Sequence[str] = ()) -> tuple[np.ndarray, np.ndarray]:
    """Every author's messages as seen by models that did not read that author: which, and rows."""
    asked, rows = [], []
    for group in groups(known, but):
        test = np.flatnonzero(np.isin(known.authors, group))
        train = np.flatnonzero(~np.isin(known.authors, [*group, *but]))
        asked.append(test)
        rows.append(summaries(known, learn(known, train), test))
        print(f"left out: {', '.join(group)}", file=sys.stderr, flush=True)
    return np.concatenate(asked), np.concatenate(rows)


def weigh(known: Corpus, asked: np.ndarray, rows: np.ndarray) -> LogisticRegression:
    """The last step: how likely it is that a message with these scores is a danger."""
    levels, authors = known.levels[asked], known.authors[asked]
    weights = np.where(np.isin(authors, known.of_danger), OF_DANGER_WEIGHT, 1.0)
    checks = np.flatnonzero(levels == "check")
    against = weights[checks] * (1 - CHECK)
    weights[checks] *= CHECK
    return LogisticRegression(C=1.0, max_iter=2000).fit(
        np.vstack([rows, rows[checks]]),
        np.concatenate([levels != "none", np.zeros(len(checks), dtype=bool)]),
        sample_weight=np.concatenate([weights, against]),
    )


def thresholds(known: Corpus, asked: np.ndarray, likely: np.ndarray) -> tuple[float, float]:
    """From where to alarm and from where to ask, on messages of authors who were left out."""
    levels, near = known.levels[asked], np.isin(known.authors[asked], known.of_danger)
    everyday = likely[(levels == "none") & ~near]
    alarm = max(
        np.quantile(likely[(levels == "none") & near], 1 - NEAR),
        np.quantile(everyday, 1 - FALSE),
    )
    return float(alarm), float(min(alarm, np.quantile(everyday, 1 - EVERYDAY)))


def judged(known: Corpus) -> Iterator[dict[str, Any]]:
    """Every author as judged by what did not read that author: a line a message.

    The last step and the thresholds, a dozen numbers, are fitted on the other authors alone.
    """
    asked, rows = left_out(known)
    wrote = known.authors[asked]
    for group in groups(known):
        test, rest = np.flatnonzero(np.isin(wrote, group)), np.flatnonzero(~np.isin(wrote, group))
        last = weigh(known, asked[rest], rows[rest])
        alarm, check = thresholds(known, asked[rest], last.predict_proba(rows[rest])[:, 1])
        for at, sure in zip(asked[test], last.predict_proba(rows[test])[:, 1], strict=True):
            each = known.examples[at]
            yield {
                "author": each.author,
                "text": each.text,
                "level": each.level,
                "kind": each.kind,
                "judged": "alarm" if sure >= alarm else "check" if sure >= check else None,
                "likelihood": round(float(sure), 4),
                "of_danger": each.author in known.of_danger,
            }


def train(known: Corpus) -> dict[str, Any]:
    """All parts of the model's file."""
    asked, rows = left_out(known)
    last = weigh(known, asked, rows)
    alarm, check = thresholds(known, asked, last.predict_proba(rows)[:, 1])
    everything = np.arange(len(known.examples))
    full = learn(known, everything)
    columns = np.sort(np.argsort(-np.abs(full.coef_[0]))[:KEPT])
    names = np.concatenate([v.get_feature_names_out() for v in known.vectorizers])
    rarity = np.concatenate([v.idf_ for v in known.vectorizers])
    view_of = np.repeat(np.arange(len(VIEWS)), [len(v.idf_) for v in known.vectorizers])
    machines = [full, *(_of_kind(known, kind) for kind in KINDS)]
    weights = np.stack([machine.coef_[0] for machine in machines])
    return {
        "fingerprint": fingerprint(),
        "rarity": [
            {str(names[c]): round(float(rarity[c]), 3) for c in columns if view_of[c] == view}
            for view in range(len(VIEWS))
        ],
        "weights": [
            {
                str(names[c]): [round(float(w), 3) for w in weights[:, c]]
                for c in columns
                if view_of[c] == view
            }
            for view in range(len(VIEWS))
        ],
        "bias": [round(float(machine.intercept_[0]), 4) for machine in machines],
        "last": [round(float(w), 5) for w in last.coef_[0]],
        "last_bias": round(float(last.intercept_[0]), 5),
        "alarm": round(alarm, 4),
        "check": round(check, 4),
    }


def _of_kind(known: Corpus, kind: str) -> LogisticRegression:
    """Tells a kind of danger from the others, among dangers whose kind is told."""
    told = [at for at, e in enumerate(known.examples) if e.group and e.level != "none"]
    return LogisticRegression(
        C=REGULARISATION, solver="liblinear", tol=0.01, class_weight="balanced", random_state=0
    ).fit(known.rows[told], [known.examples[at].group == kind for at in told])


def main() -> None:
    """Train and write the model, or judge how left-out authors fare."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--judge", action="store_true", help="print left-out messages as JSON lines")
    options = asked.parse_args()
    began = time.monotonic()
    known = corpus()
    print(f"read in {time.monotonic() - began:.0f} s", file=sys.stderr)
    if options.judge:
        for line in judged(known):
            print(json.dumps(line, ensure_ascii=False))
        return
    danger_model.write(FILE, **train(known))
    print(f"{FILE.name} is ready ({time.monotonic() - began:.0f} s)", file=sys.stderr)


if __name__ == "__main__":
    main()
