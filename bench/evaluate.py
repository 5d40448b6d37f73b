"""Judge the trained model on the evaluation messages, and write docs/understanding.md.

The model is asked through `brukervalg parse`, as anybody outside asks it. Messages that it misread
are listed in var/evaluate/misses.txt, which is not committed: nobody tunes the model to them.
"""

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml

from bench.drawing import draw_calibration, draw_confusion
from bench.page import Made, page
from bench.peers import texts
from bench.processes import ROOT, say
from bench.scores import KINDS, Judged, Scores

MESSAGES = ROOT / "bench/understanding"
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
    labelled = [
        json.loads(line)
        for file in sorted(MESSAGES.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    say(f"asking the model about {len(labelled)} messages ...")
    answers = ask(each["text"] for each in labelled)
    messages = [judged(a, b) for a, b in zip(labelled, answers.lines, strict=True)]
    scores = Scores(messages, threshold())
    unseen = Scores(unlike_training(messages), scores.threshold)
    made = Made(datetime.now(UTC), answers.fingerprint)
    (DOCS / "images").mkdir(parents=True, exist_ok=True)
    draw_confusion(scores, DOCS / "images/confusion.png")
    draw_calibration(scores, DOCS / "images/calibration.png")
    (DOCS / "understanding.md").write_text(page(scores, unseen, made), "utf-8")
    MISSES.parent.mkdir(parents=True, exist_ok=True)
    MISSES.write_text("".join(misses(scores)), "utf-8")
    say(f"{scores.right} of {len(messages)} right; docs/understanding.md is written")


def ask(asked: Iterable[str]) -> Answers:
    """Have `brukervalg parse` understand texts; it trains the model first where data changed.

    Raises:
        NotEvaluated: it failed, refused a text, or did not say which model answered.
    """
    lines = "".join(json.dumps({"text": text}) + "\n" for text in asked)
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


def threshold() -> float:
    """The least confidence on which the dialogue acts, from the model's configuration."""
    config = yaml.safe_load((ROOT / "assistant/config.yml").read_text("utf-8"))
    doubt = next(part for part in config["pipeline"] if part["name"].endswith(".Doubt"))
    return float(doubt["threshold"])


def unlike_training(messages: Iterable[Judged]) -> list[Judged]:
    """The messages that do not stand in the training data, capitals and signs aside."""
    trained = {_bare(text) for text in texts()}
    return [each for each in messages if _bare(each.text) not in trained]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def misses(scores: Scores) -> Iterable[str]:
    """A line for each message that was misread, and for each whose entities were."""
    for each in sorted(scores.messages, key=lambda each: (each.intent, each.read)):
        sure = "?" if each.confidence < scores.threshold else " "
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
