"""Judge how strangers are understood, and the model on the evaluation messages; write the page.

docs/understanding.md leads with strangers: one author after another is left out of the training
and asked about (`bench.evaluation.strangers`). The model in use is asked through
`brukervalg parse`, as anybody outside asks it. Messages that it misread are listed in
var/evaluate/misses.txt, which is not committed: nobody tunes the model to them.
"""

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from bench.evaluation.apart import chapter, two_wishes
from bench.evaluation.drawing import draw_calibration, draw_confusion
from bench.evaluation.page import Made, page
from bench.evaluation.scores import KINDS, Judged, Scores
from bench.evaluation.strangers import Strangers, learning_curve, left_out
from bench.evaluation.strangers import chapter as of_strangers
from bench.speed.peers import texts
from bench.speed.processes import ROOT, say

FIRST = ROOT / "bench/understanding"
SECOND = FIRST / "second"
APART = ("two_wishes", "swedish_and_danish", "signs")
"""Files of the second set that are judged apart from the others."""
DOCS = ROOT / "docs"
MISSES = ROOT / "var/evaluate/misses.txt"
BRUKERVALG = ROOT / ".venv/bin/brukervalg"
MODEL = re.compile(r"brukervalg-([0-9a-f]{16})\.tar\.gz")


class NotEvaluated(RuntimeError):
    """The model could not be asked; the message says why."""


@dataclass(frozen=True)
class Answers:
    """What the model made of the messages, in their order, and the model's fingerprint."""

    lines: list[dict[str, Any]]
    fingerprint: str


def main() -> None:
    """Ask, judge, draw and write."""
    files = [*sorted(FIRST.glob("*.jsonl")), *sorted(SECOND.glob("*.jsonl"))]
    labelled = {file: [json.loads(line) for line in _lines(file)] for file in files}
    asked = [each for labels in labelled.values() for each in labels]
    say(f"asking the model about {len(asked)} messages ...")
    answers = ask(asked)
    left = iter(answers.lines)
    answered = {file: list(islice(left, len(labels))) for file, labels in labelled.items()}
    read = {
        file: [judged(a, b) for a, b in zip(labels, answered[file], strict=True)]
        for file, labels in labelled.items()
    }
    sets = {
        name: [each for file in files if _set(file) == name for each in read[file]]
        for name in ("first", "second")
    }
    messages = [*sets["first"], *sets["second"]]
    scores = Scores(messages, *thresholds())
    unseen = Scores(unlike_training(messages), *thresholds())
    wishes, neighbours, signs = (SECOND / f"{name}.jsonl" for name in APART)
    apart = chapter(two_wishes(labelled[wishes], answered[wishes]), read[neighbours], read[signs])
    made = Made(datetime.now(UTC), answers.fingerprint)
    (DOCS / "images").mkdir(parents=True, exist_ok=True)
    draw_confusion(scores, DOCS / "images/confusion.png")
    draw_calibration(scores, DOCS / "images/calibration.png")
    strangers = Strangers(left_out(answers.fingerprint), *thresholds())
    leading = of_strangers(strangers, learning_curve(answers.fingerprint))
    written = page((leading, apart), scores, unseen, sets, made)
    (DOCS / "understanding.md").write_text(written, "utf-8")
    MISSES.parent.mkdir(parents=True, exist_ok=True)
    MISSES.write_text("".join(misses(scores)), "utf-8")
    say(f"{scores.right} of {len(messages)} right; docs/understanding.md is written")


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def _set(file: Path) -> str:
    """The set that a file belongs to; nothing where it is judged apart."""
    if file.stem in APART:
        return ""
    return "second" if file.parent == SECOND else "first"


def ask(asked: Iterable[dict[str, Any]]) -> Answers:
    """Have `brukervalg parse` understand messages; it trains the model first where data changed.

    Raises:
        NotEvaluated: it failed, refused a text, or did not say which model answered.
    """
    given = ({key: each[key] for key in ("text", "pending") if key in each} for each in asked)
    lines = "".join(json.dumps(each) + "\n" for each in given)
    done = subprocess.run(
        [BRUKERVALG, "parse"], input=lines, capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode:
        raise NotEvaluated(done.stderr[-2000:])
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if refused := [each for each in answers if "error" in each]:
        raise NotEvaluated(f"{len(refused)} texts were refused, the first: {refused[0]}")
    names = MODEL.findall(done.stderr)
    if not names:
        raise NotEvaluated("the model did not say its name: " + done.stderr[-2000:])
    return Answers(answers, names[-1])


def judged(label: dict[str, Any], answer: dict[str, Any]) -> Judged:
    """A labelled message with the model's answer beside it."""
    named = label.get("entities")
    return Judged(
        text=label["text"],
        variety=label["variety"],
        intent=label["intent"],
        also=frozenset(label.get("also", ())),
        misspelt=label.get("misspelt", False),
        named=None if named is None else _values(named),
        read=answer["intent"],
        confidence=answer["confidence"],
        found=_values(answer["entities"]),
    )


def _values(entities: Iterable[dict[str, Any]]) -> frozenset[tuple[str, str]]:
    kinds = ((each["entity"], str(each["value"])) for each in entities)
    return frozenset(each for each in kinds if each[0] in KINDS)


def thresholds() -> tuple[float, float]:
    """The least confidence on which the dialogue acts. What was judged an alarm is one."""
    config = yaml.safe_load((ROOT / "assistant/config.yml").read_text("utf-8"))
    doubt = next(part for part in config["pipeline"] if part["name"].endswith(".Doubt"))
    return float(doubt["threshold"]), 0.0


def unlike_training(messages: Iterable[Judged]) -> list[Judged]:
    """The messages that do not stand in the training data, capitals and signs aside."""
    trained = {_bare(text) for text in texts()}
    return [each for each in messages if _bare(each.text) not in trained]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def misses(scores: Scores) -> Iterable[str]:
    """A line for each message that was misread, and for each whose entities were."""
    for each in sorted(scores.messages, key=lambda each: (each.intent, each.read)):
        sure = " " if scores.acted_on(each) else "?"
        if not each.right:
            confidence = f"{each.confidence:.2f}{sure}"
            yield f"{each.intent} -> {each.read} {confidence} [{each.variety}] {each.text}\n"
        if each.named is not None and each.named != each.found:
            yield (
                f"entities: not found {sorted(each.named - each.found)}, "
                f"too many {sorted(each.found - each.named)} [{each.variety}] {each.text}\n"
            )


if __name__ == "__main__":
    main()
