"""How danger is judged in messages by authors who were left out: `python -m bench.danger`.

Authors who wrote of danger are left out one by one, the others in three groups; what judges an
author has not read that author. It takes a minute.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

from bench.evaluation.page import high, low, table
from bench.speed.processes import ENGINE_PYTHON, ENVIRONMENT, ROOT

COMMAND = [str(ENGINE_PYTHON), "-m", "assistant.nlu.danger.training", "--judge"]
HEAD = ("author", "dangers", "alarm or check", "alarm", "not danger", "alarm", "alarm or check")
AIMS = (
    "Aims: alarm or check ≥ 98 % of dangers, alarm ≥ 90 %; alarm on near misses ≤ 5 %; "
    "alarm or check on everyday messages ≤ 3 %."
)
SHOWN = (high, high, low, low)
Line = dict[str, Any]


def main() -> None:
    """Measure, and print the table."""
    done = subprocess.run(
        COMMAND, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=ENVIRONMENT
    )
    print(page([json.loads(line) for line in done.stdout.splitlines()]))


def page(lines: Sequence[Line]) -> str:
    """The figures as tables.

    Args:
        lines: of `danger_training.judged`.
    """
    of_danger = _by_author([line for line in lines if line["of_danger"]])
    others = _by_author([line for line in lines if not line["of_danger"]])
    rows = [_row(name, of) for name, of in (of_danger | others).items()]
    means = [
        _mean("mean of those who wrote of danger", of_danger),
        _mean("mean of the others", others),
    ]
    return "\n".join([AIMS, "", table(HEAD, [*means, *rows])])


def _by_author(lines: Sequence[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line["author"], []).append(line)
    return found


def _shares(lines: Sequence[Line]) -> Iterator[float | None]:
    """Of dangers: alarm or check, alarm. Of what is none: alarm, alarm or check."""
    dangers = [line["judged"] for line in lines if line["level"] == "alarm"]
    others = [line["judged"] for line in lines if line["level"] == "none"]
    yield fmean(map(bool, dangers)) if dangers else None
    yield fmean(each == "alarm" for each in dangers) if dangers else None
    yield fmean(each == "alarm" for each in others) if others else None
    yield fmean(map(bool, others)) if others else None


def _row(name: str, lines: Sequence[Line]) -> tuple[str, ...]:
    dangers = sum(line["level"] == "alarm" for line in lines)
    others = sum(line["level"] == "none" for line in lines)
    return _cells(name, str(dangers), str(others), list(_shares(lines)))


def _mean(name: str, authors: dict[str, list[Line]]) -> tuple[str, ...]:
    shares = [list(_shares(lines)) for lines in authors.values()]
    means = [fmean(x for x in column if x is not None) for column in zip(*shares, strict=True)]
    return _cells(name, "", "", means)


def _cells(name: str, dangers: str, others: str, shares: Sequence[float | None]) -> tuple[str, ...]:
    told = ["" if share is None else show(share) for share, show in zip(shares, SHOWN, strict=True)]
    return (name, dangers, *told[:2], others, *told[2:])


if __name__ == "__main__":
    main()
