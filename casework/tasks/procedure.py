"""Checklist of a danger task: its steps, and who ticked each off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from casework.caseworker import Caseworker
from casework.models import Act, CaseworkEvent
from casework.unit_of_work import acting
from core.clock import Clock
from core.database import Database

PROCEDURES: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    Path(__file__).with_name("procedures.yml").read_text("utf-8")
)
"""The steps by the reason of a task: name and words."""


class NoSuchStep(LookupError):
    """The procedure has no step with this name."""


@dataclass(frozen=True)
class Step:
    """A step as it stands; `name` and `at` are whose tick it is, and when, or None."""

    id: str
    words: str
    name: str | None = None
    at: datetime | None = None


def steps_of(reason: str, task_id: int, events: Sequence[CaseworkEvent]) -> list[Step]:
    """The procedure for a task with the ticks that it has; empty where there is none."""
    ticked = {
        str(each.details.get("step")): each
        for each in events
        if each.what is Act.TICKED and each.details.get("task") == task_id
    }
    return [
        Step(id_, words, ticked[id_].name, ticked[id_].at) if id_ in ticked else Step(id_, words)
        for id_, words in PROCEDURES.get(reason, {}).items()
    ]


class Procedures:
    """Ticks steps off.

    Args:
        database: where.
        clock: the time of the domain.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def tick(self, me: Caseworker, conversation_id: str, task_id: int, step: str) -> None:
        """Tick a step off, once, whoever has the task: in danger many hands help.

        Raises:
            NotHere: no such conversation in this municipality.
            NoSuchStep: no unfinished task of it has this step.
        """
        with acting(self._database, self._clock, me, conversation_id) as act:
            task = next((each for each in act.unfinished() if each.id == task_id), None)
            if task is None or step not in PROCEDURES.get(task.reason, {}):
                raise NoSuchStep(step)
            key = f"{task_id}:{step}"
            if not act.was_done(Act.TICKED, key):
                act.write_down(Act.TICKED, key, task=task_id, step=step)
