"""Nå: who waits and how long, who has what, who is at work, and which promises are broken.

For whoever leads the work. Counts and colleagues' names, and nothing of any citizen; the half who
have been answered are not told of without those who still wait.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from conversations.models import Task, TaskState
from core.clock import OSLO
from web.auth import Role, watching
from web.console.dependencies import Dependencies
from web.console.request import live_updates
from web.console.request.current_user import here
from web.console.section import Section

AGES = {
    "Under 10 min": timedelta(minutes=10),
    "10 til 30 min": timedelta(minutes=30),
    "30 min til 2 timer": timedelta(hours=2),
    "Over 2 timer": timedelta.max,
}
"""How long somebody has waited, and where each band ends."""


@dataclass(frozen=True)
class Overview:
    """How the work stands.

    Attributes:
        waiting: tasks in which somebody waits for a caseworker's word, taken or not.
        oldest: since when whoever has waited longest waits.
        not_taken, urgent: how many of the unfinished tasks nobody has taken, and how many haste.
        late: promised times that have passed, with the earliest of them.
        broken: how many times that were promised for today have not been kept, done since or not.
        by_age: how many of those who wait have waited how long, the longest last.
        by_reason: unfinished tasks by reason, the most first.
        by_holder: unfinished tasks by the id of whoever has them, the most first.
    """

    waiting: int
    oldest: datetime | None
    not_taken: int
    urgent: int
    late: list[datetime]
    broken: int
    by_age: list[tuple[str, int]]
    by_reason: list[tuple[str, int]]
    by_holder: list[tuple[str, int]]


def overview(deps: Dependencies, municipality: str) -> Overview:
    """How the work stands in a municipality now."""
    now = deps.clock.now()
    where = Task.municipality == municipality
    unfinished = select(Task).where(where, Task.state != TaskState.DONE)
    morning = datetime.combine(deps.clock.today(), time(0), OSLO)
    promised = select(Task).where(where, Task.promised_at.between(morning, now))
    with deps.database.read() as session:
        tasks = list(session.scalars(unfinished))
        broken = sum(_was_broken(each) for each in session.scalars(promised))
    since = [each.waiting_since for each in tasks if each.waiting_since]
    return Overview(
        waiting=len(since),
        oldest=min(since, default=None),
        not_taken=sum(each.state is TaskState.OPEN for each in tasks),
        urgent=sum(each.urgent for each in tasks),
        late=sorted(
            each.promised_at for each in tasks if each.promised_at and each.promised_at < now
        ),
        broken=broken,
        by_age=_by_age(since, now),
        by_reason=Counter(each.reason for each in tasks).most_common(),
        by_holder=Counter(each.assignee for each in tasks if each.assignee).most_common(),
    )


def _was_broken(task: Task) -> bool:
    """Whether nobody had answered when the promised time came."""
    answered = task.first_reply_at or task.resolved_at
    return task.promised_at is not None and (answered is None or answered > task.promised_at)


def _by_age(since: Sequence[datetime], now: datetime) -> list[tuple[str, int]]:
    ages = [now - each for each in since]
    counts, shorter = [], timedelta()
    for name, longest in AGES.items():
        counts.append((name, sum(shorter <= age < longest for age in ages)))
        shorter = longest
    return counts


def blueprint(deps: Dependencies) -> Blueprint:
    """The page of the work as it stands."""
    pages = Blueprint("now", __name__)

    def shown() -> str:
        municipality = here().municipality
        return render_template(
            "casework/tasks/overview_rows.html",
            it=overview(deps, municipality),
            names=deps.casework.colleagues.names(municipality),
            present=deps.casework.colleagues.present(municipality),
            seen=live_updates.SEEN,
        )

    @pages.get("/now")
    def index() -> ResponseReturnValue:
        return render_template(
            "casework/tasks/overview.html", rows=live_updates.with_version(shown())
        )

    @pages.get("/now/rows")
    @watching
    def rows() -> ResponseReturnValue:
        return live_updates.part(shown())

    return pages


SECTION = Section("Nå", "now.index", (Role.CASEWORKER, Role.APPROVER, Role.READER), blueprint)
