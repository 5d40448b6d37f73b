"""Messages that say what is danger, what may be and what only looks like it.

Every message of the training data counts: `emergency` is an alarm, what its author held to be
borderline a check, everything else none. Authors who wrote of danger alone, and gave no intents,
lie in assistant/data/danger; there, too, lie dangers and what stands around them (composed.yml),
put together here.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
NLU = ROOT / "assistant/data/nlu"
DANGER = ROOT / "assistant/data/danger"
CHOOSING = ROOT / "assistant/data/choice/strangers"
"""What strangers wrote of who shall come: none of it is danger, much of it sounds of illness."""
ANSWERS = ROOT / "bench/answers"
"""What strangers answered to a read-back: none of it is danger. Later authors are for judging."""
LEARNT_FROM = tuple(f"author_{number}" for number in (*range(1, 10), 11))
MARKS = re.compile(r"\[([^\]]+)\](\([^)]*\)|\{[^}]*\})")
INTENT = "emergency"
PROJECT, COMPOSED, ALONE, LEARNERS = "project", "composed", "alone", "learners"
EVERYDAY, READ_BACK = "everyday", "answers"
OURS = frozenset({PROJECT, COMPOSED, ALONE, LEARNERS, EVERYDAY, READ_BACK})
"""Authors who built this, and the answers: always trained on, and never judged on."""
FRAMES = {"alarm": 6, "none": 4, "check": 1}
"""In how many frames each danger is put."""
SEED = 2026
MADE_WITH = (
    "danger/patterns.yml danger/words.yml danger/words.py danger/clauses.py danger/training.py "
    "views.py wording/normalise.py wording/concepts.yml wording/word_forms.yml"
).split()
"""What the model is made with, beside the examples."""
GROUPS = {
    "fire": r"fire|smoke|gas\b|fire_smoke_gas|electric|carbon monoxide|chimney|explosion",
    "violence": r"violence|threat|break.?in|intru|weapon|knife|sexual|assault|rape|robb|burglar|"
    r"abuse|stalk|held|locked_up|violence_threat",
    "suicide": r"suicid|self.?harm|overdose on purpose|wants? to die",
}
"""Which kinds of danger, as authors named them, have a first word of their own."""


@dataclass(frozen=True)
class Example:
    """A message, who wrote it, and what a careful reader would do.

    `level` is alarm, check or none; `group` one of GROUPS, `medical`, or None where it is not told.
    """

    author: str
    text: str
    level: str
    group: str | None
    kind: str | None


def examples() -> Iterator[Example]:
    """All of them, in a fixed order."""
    for path in sorted(NLU.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8")).get("nlu", []):
            meta = block.get("metadata") or {}
            for line in block.get("examples", "").splitlines() if "intent" in block else ():
                yield _of_intent(MARKS.sub(r"\1", line.removeprefix("- ")), block["intent"], meta)
    for path in sorted(DANGER.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            told = json.loads(line)
            kind = told.get("kind")
            yield Example(path.stem, told["text"], told["danger"], _group(kind), kind)
    for path in sorted(CHOOSING.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield Example(path.stem, json.loads(line)["text"], "none", None, None)
    for name in (ALONE, LEARNERS, EVERYDAY):
        for level, texts in _read(name).items():
            yield from (Example(name, text, level, None, None) for text in texts)
    for name in LEARNT_FROM:
        for line in (ANSWERS / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield Example(READ_BACK, json.loads(line)["text"], "none", None, None)
    yield from _composed(_read("composed"))


def _read(name: str) -> Any:
    return yaml.safe_load((DANGER / f"{name}.yml").read_text("utf-8"))


def _composed(parts: dict[str, Any]) -> Iterator[Example]:
    chance, who = random.Random(SEED), parts["who"]  # noqa: S311 - no secret
    for group, dangers in parts["dangers"].items():
        for danger in dangers:
            for level, times in FRAMES.items():
                frames = parts["frames"][level]
                for frame in chance.sample(frames, min(times, len(frames))):
                    text = frame.replace("{e}", danger).replace("{w}", chance.choice(who))
                    yield Example(COMPOSED, text, level, group, group)


def fingerprint() -> str:
    """16 hexadecimal digits that change with anything that the model of danger is made from."""
    found = hashlib.sha256()
    for each in examples():
        found.update(repr(each).encode())
    here = Path(__file__).parents[1]
    for name in MADE_WITH:
        found.update((here / name).read_bytes())
    return found.hexdigest()[:16]


def _of_intent(text: str, intent: str, meta: dict[str, Any]) -> Example:
    level = "check" if meta.get("borderline") else "alarm" if intent == INTENT else "none"
    kind = meta.get("danger")
    return Example(str(meta.get("author") or PROJECT), text, level, _group(kind), kind)


def _group(kind: str | None) -> str | None:
    if kind is None:
        return None
    found = (name for name, told in GROUPS.items() if re.search(told, kind, re.IGNORECASE))
    return next(found, "medical")
