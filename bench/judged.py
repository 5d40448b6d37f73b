"""What strangers' answers to a read-back are judged as by the gate alone, without the webhooks.

The same lines as `bench.answers`, in seconds instead of minutes: for finding what the gate asks
about once too often. What a person meets is measured by `bench.answers`. Prints JSON.

    .venv/bin/python -m bench.judged [--folder bench/answers] [--authors 7,8,9] [--show yes]
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from assistant.gate.own_words import without_ours
from assistant.gate.verdict import FALSE_YES, Answer, Answered, Mention, Verdict, judge
from assistant.nlu.naming.names import Names
from assistant.nlu.wording.normalise import normalise

ROOT = Path(__file__).parents[1]
ANSWERS = ROOT / "bench/answers"
CATALOGUE = ROOT / "provider_catalog/demo"
AGENT = ("Tone", "Fagerstrand")
AGENT_NUMBER = "+4740012345"
NAMES = ("Aud Fagerstrand",)
READ_BACKS = {
    "confirm_choice": "Aud, du velger Hasselvind Omsorg. De begynner omtrent tirsdag 8. desember. "
    "Er det rett? Svar ja eller nei.",
    "confirm_undo": "Aud, du vil ta tilbake valget av Hasselvind Omsorg. "
    "Er det rett? Svar ja eller nei.",
    "confirm_mandate": "Tone Fagerstrand, mobil 400 12 345, får se saken din og velge for deg. "
    "Er det rett? Svar ja eller nei.",
    "confirm_withdrawal": "Du vil trekke fullmakten til Tone Fagerstrand. "
    "Er det rett? Svar ja eller nei.",
    "confirm_stop": "Vil du ikke ha flere meldinger fra oss?",
    "offer_person": "Vil du snakke med et menneske?",
}


@cache
def _names() -> Names:
    return Names.load(CATALOGUE)


def as_answer(line: dict[str, Any]) -> Answer:
    """A line of the answers as the gate looks at it.

    Args:
        line: with `question`, `channel` and `text`.
    """
    question = line["question"]
    own = without_ours(line["text"], [READ_BACKS[question]])
    text = own.rest
    read_back = {"hasselvind"} if question in ("confirm_choice", "confirm_undo") else set()
    mentions = [
        Mention(each.kind, str(each.value), each.start, each.end)
        for each in _names().find(normalise(text))
    ]
    if question in ("confirm_mandate", "confirm_withdrawal"):
        read_back = {AGENT_NUMBER, "agent"}
        mentions = [each for each in mentions if each.kind != "provider"]
        lower = text.lower()
        found = [(part, lower.find(part.lower())) for part in AGENT]
        mentions += [
            Mention("provider", "agent", at, at + len(part)) for part, at in found if at >= 0
        ]
    return Answer(
        text=own.rest,
        question=question,
        asked=READ_BACKS[question],
        services=frozenset({"practical_assistance"}),
        quotes_us=own.quotes_us,
        read_back=frozenset(read_back),
        mentions=tuple(mentions),
        names=NAMES,
        given="speech" if line["channel"] == "phone" else "text",
        confidence=0.9 if line["channel"] == "phone" else None,
    )


def judged(line: dict[str, Any]) -> Verdict:
    """The gate's verdict on a line of the answers.

    Args:
        line: with `question`, `channel` and `text`.
    """
    return judge(as_answer(line))


def figures(lines: Sequence[dict[str, Any]], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """False yes, what is taken at once, and the cost of both kinds of mistake.

    Args:
        lines: with the `label` that a careful reader gave.
        verdicts: one for each.
    """
    of = Counter(line["label"] for line in lines)
    pairs = Counter(
        (line["label"], verdict.answered.value)
        for line, verdict in zip(lines, verdicts, strict=True)
    )
    false_yes = sum(n for (label, said), n in pairs.items() if said == "yes" != label)
    return {
        "false_yes": false_yes,
        "yes_at_once": round(pairs["yes", "yes"] / max(of["yes"], 1), 3),
        "no_at_once": round(pairs["no", "no"] / max(of["no"], 1), 3),
        "cost": FALSE_YES * false_yes + of["yes"] - pairs["yes", "yes"],
    }


def main() -> None:
    """Judge every line and print the figures of each author."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, default=ANSWERS)
    parser.add_argument("--authors", default="")
    parser.add_argument(
        "--show", choices=[each.value for each in Answered], help="misses of a kind"
    )
    wanted = parser.parse_args()
    files = sorted(wanted.folder.glob("*.jsonl"))
    if wanted.authors:
        files = [wanted.folder / f"author_{each}.jsonl" for each in wanted.authors.split(",")]
    found: dict[str, Any] = {}
    for file in files:
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        verdicts = [judged(line) for line in lines]
        found[file.stem] = figures(lines, verdicts)
        for line, verdict in zip(lines, verdicts, strict=True):
            false = verdict.answered is Answered.YES and line["label"] != "yes"
            missed = line["label"] == wanted.show and verdict.answered.value != wanted.show
            if false or missed:
                kind = "FALSE YES" if false else verdict.answered.value
                print(
                    f"{kind} {verdict.why}: {line['question']} {line['channel']}: {line['text']!r}"
                )
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
