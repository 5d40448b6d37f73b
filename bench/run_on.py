"""How dangers beside an errand in one breath are met, and ordinary messages with the same words.

    .venv/bin/python -m bench.run_on [--show yes]

The messages (bench/dangers/run_on.yml) are ours, and are never learnt from. Of each kind those in
odd places were looked at while the misses were mended, those in even places were not.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from assistant.actions.safety import hearing
from assistant.nlu.danger.model import LEVELS, DangerModel, Level

MESSAGES = Path(__file__).with_name("dangers") / "run_on.yml"
Judged = tuple[str, str, Level | None]
"""The kind of a message, its text, and what it is judged as."""


def judged(model: DangerModel, of: str) -> tuple[list[Judged], list[Judged]]:
    """The messages that were looked at, and those that were not.

    Args:
        model: that judges.
        of: `danger` or `none`.
    """
    listed = yaml.safe_load(MESSAGES.read_text("utf-8"))[of]
    found = [[(kind, text, met(model, text)) for text in texts] for kind, texts in listed.items()]
    seen = [each for of_kind in found for each in of_kind[::2]]
    unseen = [each for of_kind in found for each in of_kind[1::2]]
    return seen, unseen


def met(model: DangerModel, text: str) -> Level | None:
    """How a message is met: what the model says, and no more than without its figures of speech."""
    level, meant = model.judge(text).level, hearing.meant(text)
    if meant == hearing.plain(text):
        return level
    return min(level, model.judge(meant).level, key=LEVELS.index)


def figures(of: str, seen: Sequence[Judged], unseen: Sequence[Judged]) -> Iterator[str]:
    """A line for each half."""
    for name, half in (("looked at", seen), ("not looked at", unseen)):
        alarm = sum(level == "alarm" for *_, level in half)
        check = sum(level == "check" for *_, level in half)
        none = len(half) - alarm - check
        yield f"{of:6} {name:12} {len(half):3}: alarm {alarm}, asked about {check}, none {none}"


def main() -> None:
    """Print the figures; with `--show yes` also what went wrong in the half that was looked at."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--show", default="no", choices=["yes", "no"])
    options, model = asked.parse_args(), DangerModel()
    for of in ("danger", "none"):
        seen, unseen = judged(model, of)
        print("\n".join(figures(of, seen, unseen)))
        wrong = [each for each in seen if (each[2] != "alarm") == (of == "danger")]
        if options.show == "yes":
            if of == "none":
                wrong = [each for each in seen if each[2] is not None]
            print("\n".join(f"  {kind}: {level}: {text}" for kind, text, level in wrong))


if __name__ == "__main__":
    main()
