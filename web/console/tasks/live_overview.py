"""Nå: who waits and how long, who has what, who is at work, and which promises are broken.

For whoever leads the work. Counts and colleagues' names, and nothing of any citizen; the half who
have been answered are not told of without those who still wait.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from conversations.models import Task, TaskState
from web.auth import Role, watching
from web.console.dependencies import Room
from web.console.request import live_updates
from web.console.request.current_user import here
from web.console.section import Section


@dataclass(frozen=True)
class Overview:
    """How the work stands.

    Attributes:
        waiting: tasks in which somebody waits for a caseworker's word, taken or not.
        oldest: since when whoever has waited longest waits.
        not_taken, urgent: how many of the unfinished tasks nobody has taken, and how many haste.
        late: promised times that have passed, with the earliest of them.
        by_reason: unfinished tasks by reason, the most first.
        by_holder: unfinished tasks by the id of whoever has them, the most first.
    """

    waiting: int
    oldest: datetime | None
    not_taken: int
    urgent: int
    late: list[datetime]
    by_reason: list[tuple[str, int]]
    by_holder: list[tuple[str, int]]


def overview(room: Room, municipality: str) -> Overview:
    """How the work stands in a municipality now."""
    now = room.clock.now()
    query = select(Task).where(Task.municipality == municipality, Task.state != TaskState.DONE)
    with room.database.read() as session:
        tasks = list(session.scalars(query))
    since = [each.waiting_since for each in tasks if each.waiting_since]
    return Overview(
        waiting=len(since),
        oldest=min(since, default=None),
        not_taken=sum(each.state is TaskState.OPEN for each in tasks),
        urgent=sum(each.urgent for each in tasks),
        late=sorted(
            each.promised_at for each in tasks if each.promised_at and each.promised_at < now
        ),
        by_reason=Counter(each.reason for each in tasks).most_common(),
        by_holder=Counter(each.assignee for each in tasks if each.assignee).most_common(),
    )


def blueprint(room: Room) -> Blueprint:
    """The page of the work as it stands."""
    pages = Blueprint("now", __name__)

    def shown() -> str:
        municipality = here().municipality
        return render_template(
            "casework/tasks/overview_rows.html",
            it=overview(room, municipality),
            names=room.casework.colleagues.names(municipality),
            present=room.casework.colleagues.present(municipality),
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
