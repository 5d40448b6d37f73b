"""What strangers' answers to a read-back lead to, judged through the real webhooks.

Each line of bench/answers/*.jsonl is an answer by somebody who had seen neither the gate nor the
others' lines: the question, the channel, the words, and what a careful adviser would take them for.
The question is put in a real conversation, the answer is posted as Twilio or a browser posts it,
and the database tells what happened. Who is asked once more says «ja» or «nei» then, or keys it.
A false yes counts a hundred times a needless question (`assistant.gate.verdict.FALSE_YES`).
Prints JSON.

    .venv/bin/python -m bench.answers [--folder bench/answers] [--authors 7,8,9] [--show]
"""

import argparse
import json
import logging
import os
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from assistant.gate.verdict import FALSE_YES
from bench.judged import ANSWERS
from bench.open_conversations import CLEARLY, OpenConversations
from bench.running_service import running_service
from bench.speed.processes import say
from channels.webchat import limits
from conversations.turns import danger
from devtools.demo.people import read_people
from service.logs import set_up

WHO = "Aud"
AT_A_TIME = 60
"""Lines between two words of how far it has come."""


def main() -> None:
    """Judge every line and print what came of it."""
    # The engine inherits standard output and talks there; only the result belongs on it.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    set_up(logging.ERROR, readable=True)
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, default=ANSWERS)
    parser.add_argument("--authors", default="")
    parser.add_argument("--show", action="store_true", help="what was missed, and our answers")
    wanted = parser.parse_args()
    files = sorted(wanted.folder.glob("*.jsonl"))
    if wanted.authors:
        files = [wanted.folder / f"author_{each}.jsonl" for each in wanted.authors.split(",")]
    person = next(each for each in read_people() if each.name.startswith(WHO))
    found: dict[str, Any] = {}
    # One browser writes here what some hundred people would.
    for kind in list(danger.AFTER):
        danger.AFTER[kind] = timedelta(minutes=5)  # On a busy machine the app would answer first.
    limits.CHAT = limits.ADDRESS = limits.TRIES = "1000 per second"
    began = time.monotonic()
    # Each line is a message by itself: none waits for the next.
    with running_service(gather_seconds=0) as running:
        conversations = OpenConversations(running, person)
        for file in files:
            say(f"{file.stem} ...")
            lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
            outcomes = []
            for number, line in enumerate(lines, 1):
                outcomes.append(outcome := conversations.outcome(line))
                if wanted.show and (told := _missed(line["label"], outcome)) is not None:
                    say(f"  {told}: {line['question']} {line['channel']}: {line['text']}")
                    say("".join(f"    > {each}\n" for each in conversations.said))
                if number % AT_A_TIME == 0:
                    say(f"  {number} of {len(lines)}, {time.monotonic() - began:.0f} s")
            found[file.stem] = _summary(lines, outcomes)
            say(json.dumps(found[file.stem], ensure_ascii=False))
    print(json.dumps(found, indent=2, ensure_ascii=False), file=out, flush=True)


def _summary(lines: list[dict[str, Any]], outcomes: list[str]) -> dict[str, Any]:
    labels = [line["label"] for line in lines]
    counted = Counter(zip(labels, outcomes, strict=True))
    of = Counter(labels)
    false_yes = sum(n for (label, outcome), n in counted.items() if outcome == "yes" != label)
    alarms = sum(n for (_, outcome), n in counted.items() if outcome.startswith("alarm"))
    needless = of["yes"] - counted["yes", "yes"]
    found: dict[str, Any] = {
        "false_yes": false_yes,
        "not_yes": sum(of.values()) - of["yes"],
        "alarms": alarms,
    }
    for label in CLEARLY:
        in_two = sum(n for pair, n in counted.items() if pair in _in_two(label))
        found[f"{label}_at_once"] = round(counted[label, label] / max(of[label], 1), 3)
        found[f"{label}_understood"] = round(
            (counted[label, label] + in_two) / max(of[label], 1), 3
        )
    found["cost"] = FALSE_YES * false_yes + needless
    pairs = {f"{label} -> {outcome}": n for (label, outcome), n in sorted(counted.items())}
    return found | {"outcomes": pairs}


def _missed(label: str, outcome: str) -> str | None:
    """What went wrong with an answer, in words; None where it was understood, in one or in two."""
    if outcome == "yes" != label:
        return f"FALSE YES ({label})"
    if outcome.startswith("alarm"):
        return f"ALARM ({label})"
    if label not in CLEARLY or outcome == label or (label, outcome) in _in_two(label):
        return None
    return f"{label} was taken for: {outcome}"


def _in_two(label: str) -> set[tuple[str, str]]:
    return {(label, f"{first}, then {label}") for first in ("asked", "other")}


if __name__ == "__main__":
    main()
