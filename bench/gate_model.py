"""Train the gate's model of answers, and tell what it adds to the words alone.

The answers of one author are taken out, the model is trained on what the others wrote and asked
about that author's; so for each author in turn. How sure the model must be is set by those figures
(`assistant.gate.verdict`). Authors who are kept back are never trained on. Runs
in the engine's environment, which has scikit-learn.

    assistant/engine/.venv/bin/python -m bench.gate_model [--kept-back 12,13,14] [--show]
"""

import argparse
import gzip
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.gate.answer import Answer, Answered, Verdict
from assistant.gate.clean import Clean
from assistant.gate.learned.features import features
from assistant.gate.learned.model import FILE
from assistant.gate.verdict import by_words, read, weighed
from bench.judged import ANSWERS, as_answer

SURE = 10.0
"""The inverse of the regularisation: our choice among 1, 3, 10 and 30, by the authors left out."""
KEPT = 8_000
"""Features that are kept: those that weigh most."""


@dataclass(frozen=True)
class Example:
    """An answer, who wrote it, what a careful reader takes it for, and what the words come to."""

    author: str
    label: str
    answer: Answer
    said: Clean
    found: Verdict


def examples(kept_back: frozenset[str]) -> list[Example]:
    """The answers of every author but those who are kept back.

    Args:
        kept_back: names of files without their ending.
    """
    found = []
    for file in sorted(ANSWERS.glob("*.jsonl")):
        if file.stem in kept_back:
            continue
        for line in map(json.loads, file.read_text("utf-8").splitlines()):
            answer = as_answer(line)
            said = read(answer)
            by = by_words(answer, said)
            found.append(Example(file.stem, line["label"], answer, said, by))
    return found


def _elements(counts: Counter[str]) -> list[str]:
    return list(counts.elements())


def learn(known: list[Counter[str]], labels: list[str]) -> tuple[TfidfVectorizer, Any]:
    """The numbers of a model of some answers."""
    vectorizer = TfidfVectorizer(analyzer=_elements, sublinear_tf=True, min_df=2)
    rows = vectorizer.fit_transform(known)
    return vectorizer, LogisticRegression(C=SURE, max_iter=500).fit(rows, labels)


def left_out(known: list[Example]) -> np.ndarray:
    """What models that did not read an author make of that author's answers: a row an answer."""
    seen = [features(each.answer, each.said, each.found) for each in known]
    rows = np.zeros((len(known), len(Answered)))
    for author in dict.fromkeys(each.author for each in known):
        others = [at for at, each in enumerate(known) if each.author != author]
        own = [at for at, each in enumerate(known) if each.author == author]
        vectorizer, machine = learn([seen[at] for at in others], [known[at].label for at in others])
        rows[own] = machine.predict_proba(vectorizer.transform([seen[at] for at in own]))
    return rows


def main() -> None:
    """Print what each author left out is judged as, and write the model of all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kept-back", default="12,13,14")
    parser.add_argument("--show", action="store_true", help="print every false yes")
    wanted = parser.parse_args()
    known = examples(frozenset(f"author_{each}" for each in wanted.kept_back.split(",")))
    labels = sorted(each.value for each in Answered)
    rows = left_out(known)
    counted: dict[str, Counter[str]] = {}
    for each, row in zip(known, rows, strict=True):
        likely = dict(zip(map(Answered, labels), map(float, row), strict=True))
        for name, verdict in (
            ("words", each.found),
            ("with the model", weighed(each.answer, each.said, each.found, likely)),
        ):
            pair = f"{each.label} -> {verdict.answered.value}"
            for author in (each.author, "all"):
                counted.setdefault(f"{author}, {name}", Counter())[pair] += 1
            if wanted.show and verdict.answered is Answered.YES and each.label != "yes":
                print(f"FALSE YES ({name}) {each.author}: {each.answer.text!r}")
    print(
        json.dumps({name: dict(sorted(pairs.items())) for name, pairs in counted.items()}, indent=1)
    )
    _write(FILE, known)


def _write(path: Path, known: list[Example]) -> None:
    vectorizer, machine = learn(
        [features(each.answer, each.said, each.found) for each in known],
        [each.label for each in known],
    )
    names, rarity = vectorizer.get_feature_names_out(), vectorizer.idf_
    weighs = (np.abs(machine.coef_).max(axis=0) * rarity).argsort()[::-1][:KEPT]
    parts = {
        "labels": list(machine.classes_),
        "questions": sorted({each.answer.question for each in known}),
        "bias": [round(float(each), 4) for each in machine.intercept_],
        "rarity": {names[at]: round(float(rarity[at]), 3) for at in sorted(weighs)},
        "weights": {
            names[at]: [round(float(each), 3) for each in machine.coef_[:, at]]
            for at in sorted(weighs)
        },
    }
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
