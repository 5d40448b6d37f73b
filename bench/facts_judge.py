"""The weights by which it is judged whether an entry answers, fitted on strangers' questions.

Reads what `python -m bench.questions bench/asked/*.jsonl --json` printed: each question with what
it was understood as, and what answers it by somebody who had read all that can be told. Questions
about another place are left out: there the place decides. Prints, for weights that were not fitted
on the author, how many questions are answered from a likelihood on and how many of these by what a
reader named; then the weights of all authors for `provider_catalog/facts/finding/judging.py`. JSON.

    .venv/bin/python -m bench.facts_judge FILE [--show]
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.actions.facts.asked import apart
from assistant.nlu.naming.names import Names
from assistant.nlu.wording.normalise import normalise
from provider_catalog.facts.answering import asked_about, elsewhere
from provider_catalog.facts.body import Facts, Found

CATALOGUE = Path("provider_catalog/demo")
HERE = "0301"
FROM = (0.25, 0.35, 0.45, 0.6, 0.75)
"""The likelihoods from which on it is told how many are answered."""


@dataclass(frozen=True)
class Judged:
    """A question with what may answer it.

    Attributes:
        answers: the names of what does, by a reader.
    """

    author: str
    question: str
    found: list[Found]
    answers: list[str]

    def numbers(self) -> list[list[float]]:
        """What speaks for each of what was found."""
        return [list(each.evidence.numbers().values()) for each in self.found if each.evidence]

    def right(self) -> list[bool]:
        """Whether each of what was found answers."""
        return [each.name in self.answers for each in self.found]


def main() -> None:
    """Fit, and tell how right it is."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--show", action="store_true", help="what is answered by something else")
    given = options.parse_args()
    judged = list(read(given.file))
    answered: list[tuple[float, bool]] = []
    for held in sorted({each.author for each in judged}):
        weigh = fit([each for each in judged if each.author != held])
        for each in (each for each in judged if each.author == held and each.found):
            likely = weigh(each.numbers())
            first = int(likely.argmax())
            answered.append((float(likely[first]), each.right()[first]))
            if given.show and not answered[-1][1] and likely[first] >= FROM[1]:
                name = each.found[first].name
                print(f"{likely[first]:.2f} {name}: {each.question} ({each.answers})")
    print(json.dumps(_told(judged, answered), indent=2))


def read(file: Path) -> Iterator[Judged]:
    """Every question about this place, with what may answer it.

    Args:
        file: a JSON object a line: `question`, `answers`, `intent` and `author`.
    """
    facts, names = Facts.load(), Names.load(CATALOGUE)
    here = facts.places.place(HERE)
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("{"):
            continue  # The engine shares the standard output.
        asked = json.loads(line)
        text = asked["question"]
        mentions = asked_about(text, facts.places.find(text))
        if elsewhere(mentions, HERE):
            continue
        firms = [(m.start, m.end) for m in names.find(normalise(text)) if m.kind == "provider"]
        found = facts.find(text, mentions, here, heard=asked["heard"], firms=apart(firms, mentions))
        yield Judged(asked["author"], text, found, asked["answers"])


def fit(judged: list[Judged]) -> Any:
    """A function from what speaks for entries to how likely each answers."""
    machine, scale = _fitted(judged)
    return lambda numbers: machine.predict_proba(np.array(numbers) / scale)[:, 1]


def _fitted(judged: list[Judged]) -> tuple[Any, Any]:
    numbers = np.array([row for each in judged for row in each.numbers()])
    right = np.array([row for each in judged for row in each.right()])
    scale = numbers.std(axis=0) + 1e-9
    return LogisticRegression(C=1.0, max_iter=5000).fit(numbers / scale, right), scale


def _told(judged: list[Judged], answered: list[tuple[float, bool]]) -> dict[str, Any]:
    machine, scale = _fitted(judged)
    names = next(each.found[0].evidence for each in judged if each.found)
    assert names is not None
    weights = dict(zip(names.numbers(), machine.coef_[0] / scale, strict=True))
    return {
        "questions": len(judged),
        "found_first": sum(right for _, right in answered),
        "found_at_all": sum(any(each.right()) for each in judged),
        "answered": {
            str(least): {
                "said": sum(likely >= least for likely, _ in answered),
                "right": sum(right for likely, right in answered if likely >= least),
            }
            for least in FROM
        },
        "offset": round(float(machine.intercept_[0]), 2),
        "weights": {name: round(float(weight), 2) for name, weight in weights.items()},
    }


if __name__ == "__main__":
    main()
