"""How frames of choices are read: `assistant/engine/.venv/bin/python -m bench.frames --help`.

Runs with the engine's Python, for it trains. Each author in assistant/data/choice/strangers is
judged by what has not read that author, the long messages by five-fold. Files given with `--unseen`
are judged by what has learnt from everything. Prints a table.

*Wrong and sure* is what could end in a wrong registration: somebody would be read back who is not
wished for, or for other help. *Asked* is where the dialogue would ask who or which help. Help that
nobody named and all of the help are taken for one another: both are asked about.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.nlu.judging.left_out import _lines
from assistant.nlu.linear_intents import LONG_AUTHOR, LONG_MESSAGES, frame_examples
from assistant.nlu.listening.frames.examples import FrameExample, of_strangers
from assistant.nlu.listening.frames.frame import Frame, same_help
from assistant.nlu.listening.frames.frame_model import FrameModel, Reading
from assistant.nlu.listening.long_messages import LongMessage, read_long_messages
from assistant.nlu.naming.catalogue import CATALOGUE, CHOICE_DATA, ROOT, names_of_choosing

FOLDS = 5
SEED = 1
PARTS = ("want", "keep", "reject", "condition", "negated")
NOTHING = Frame()


@dataclass
class Figures:
    """What is counted of some messages."""

    name: str
    read: list[tuple[FrameExample, Reading]] = field(default_factory=list)

    def rows(self) -> Iterable[tuple[str, str]]:
        """The figures, each with its name."""
        pairs = [(example.frame, reading.frame) for example, reading in self.read]
        framed = [(truth, found) for truth, found in pairs if truth is not None]
        without = [found for truth, found in pairs if truth is None]
        yield "messages", str(len(pairs))
        yield "right in every part, or rightly none", _share(right(t, f) for t, f in pairs)
        yield "rightly none", f"{_share(f is None for f in without)} of {len(without)}"
        yield "right in every part", f"{_share(right(t, f) for t, f in framed)} of {len(framed)}"
        for part in PARTS:
            yield f"… {part}", _share(same(part, t, f) for t, f in framed)
        told = Counter(outcome(t, f) for t, f in pairs)
        for name in ("right", "asked", "wrong and sure"):
            yield f"read back: {name}", f"{100 * told[name] / max(len(pairs), 1):.1f} %"
        yield "wish, question or statement", _share(e.kind == r.kind for e, r in self.read)
        spoken = [(e.speaker, r.speaker) for e, r in self.read if e.speaker]
        yield "who speaks", _share(truth == found for truth, found in spoken)


def right(truth: Frame | None, found: Frame | None) -> bool:
    """Whether every part of a frame is right."""
    return all(same(part, truth, found) for part in PARTS)


def same(part: str, truth: Frame | None, found: Frame | None) -> bool:
    """Whether a part of a frame is right."""
    meant, read = getattr(truth or NOTHING, part), getattr(found or NOTHING, part)
    if part == "condition":  # where it ends is a matter of taste; whether there is one is not
        if meant is None or read is None:
            return meant is read
        words = set(meant.lower().split())
        return 2 * len(words & set(read.lower().split())) >= len(words)
    if part in ("want", "keep"):
        return same_help(meant) == same_help(read)
    return set(meant) == set(read) if isinstance(meant, tuple) else bool(meant == read)


def outcome(truth: Frame | None, found: Frame | None) -> str:
    """What the dialogue would do by a frame: right, asked, or wrong and sure."""
    meant, read = same_help((truth or NOTHING).want), same_help((found or NOTHING).want)
    wished: dict[str, set[str | None]] = {}
    for service, provider in read:
        if provider:
            wished.setdefault(provider, set()).add(service)
    if read == meant:
        return "right"
    if not wished:
        return "asked" if any(provider for _, provider in meant) else "right"
    kinds = list(wished.values())
    if len(wished) > 1 and (any(None in each for each in kinds) or set.intersection(*kinds)):
        # Two for the same help: which one is asked.
        return "asked" if not meant or wished.keys() & {p for _, p in meant} else "wrong and sure"
    asked = bool({provider for _, provider in meant if provider} - wished.keys())
    for provider, services in wished.items():
        true = {service for service, other in meant if other == provider}
        if not true or any(each is not None and each not in true for each in services):
            return "wrong and sure"
        asked |= services != true
    return "asked" if asked else "right"


def main() -> None:
    """Train, judge, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--unseen", nargs="*", type=Path, default=[], help="further messages")
    asked.add_argument("--show", action="store_true", help="print what is read otherwise")
    options = asked.parse_args()
    long = list(read_long_messages(ROOT / LONG_MESSAGES))
    said = [
        (line.text, line.intent)
        for line in _lines()
        if not line.double and not line.author.startswith(LONG_AUTHOR)
    ]
    figures = [_folds(long, said)]
    for path in sorted((ROOT / CHOICE_DATA / "strangers").glob("*.jsonl")):
        model = FrameModel().fit(frame_examples(long, said, CATALOGUE, without=path.stem))
        figures.append(_judged(path, model))
    if options.unseen:
        model = FrameModel().fit(frame_examples(long, said, CATALOGUE))
        figures += [_judged(path, model) for path in options.unseen]
    for each in figures if options.show else ():
        _show(each)
    _print(figures)


def _folds(long: Sequence[LongMessage], said: Sequence[tuple[str, str]]) -> Figures:
    order = list(range(len(long)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - which fold, and nothing secret
    figures = Figures("long, five-fold")
    every = frame_examples(long, said, CATALOGUE)
    for fold in range(FOLDS):
        asked_of = set(order[fold::FOLDS])
        # The long messages come first among the examples, in order.
        model = FrameModel().fit([e for at, e in enumerate(every) if at not in asked_of])
        figures.read += [
            (every[at], model.read(every[at].text, every[at].found)) for at in sorted(asked_of)
        ]
    return figures


def _judged(path: Path, model: FrameModel) -> Figures:
    find, ids = names_of_choosing(CATALOGUE)
    figures = Figures(path.stem)
    for example in of_strangers([path], find, ids):
        figures.read.append((example, model.read(example.text, example.found)))
    return figures


def _share(each: Iterable[bool]) -> str:
    every = list(each)
    return f"{100 * sum(every) / len(every):.1f} %" if every else "–"


def _show(figures: Figures) -> None:
    for example, reading in figures.read:
        truth, found = example.frame or NOTHING, reading.frame or NOTHING
        wrong = [part for part in PARTS if not same(part, truth, found)]
        if wrong or example.kind != reading.kind:
            print(f"{figures.name}: {outcome(truth, found)}: {example.text}")
            print(f"    kind {example.kind}, read {reading.kind}")
        for part in wrong:
            print(f"    {part}: {getattr(truth, part)}, read {getattr(found, part)}")


def _print(figures: Sequence[Figures]) -> None:
    rows = [list(each.rows()) for each in figures]
    print("| | " + " | ".join(each.name for each in figures) + " |")
    print("| --- |" + " --: |" * len(figures))
    for at, (name, _) in enumerate(rows[0]):
        print(f"| {name} | " + " | ".join(row[at][1] for row in rows) + " |")


if __name__ == "__main__":
    main()
