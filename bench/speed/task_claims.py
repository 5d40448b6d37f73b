"""Twenty caseworkers at one queue of a thousand: how long a claim takes, and who wins.

Each thread looks at the queue as its page does, takes one of the first ten that it sees, and goes
on until nothing is left: two often want the same one at the same moment. Prints JSON. On PostgreSQL
where `--database` names one, otherwise on SQLite in a folder of its own.

    .venv/bin/python -m bench.speed.task_claims
"""

import argparse
import json
import random
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from statistics import median

from sqlalchemy import select

from casework.caseworker import Caseworker, CaseworkRefused
from casework.service import CaseworkService
from conversations.models import Task
from conversations.tasks import NewTask, add_task
from conversations.threads import Opening, find_or_open
from core.clock import Clock
from core.database import Database
from migrations import upgrade

MUNICIPALITY, NUMBER = "0301", "+4740000301"
PAGE = 10
"""How far down everybody looks."""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--caseworkers", type=int, default=20)
    options.add_argument("--tasks", type=int, default=1000)
    options.add_argument("--database", help="an empty PostgreSQL database; SQLite when not given")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/desk.sqlite"
        upgrade(url)
        database = Database(url)
        fill(database, given.tasks)
        print(json.dumps(rush(database, given.caseworkers), indent=2))
        database.close()


def fill(database: Database, count: int) -> None:
    """Let so many people wait, each in a conversation of their own."""
    now = datetime.now(UTC)
    for start in range(0, count, 100):
        with database.write() as session:
            for number in range(start, min(start + 100, count)):
                peer = f"+4799{number:06}"
                conversation = find_or_open(
                    session, Opening(MUNICIPALITY, "sms", peer, NUMBER), now
                )
                # A task that silences nobody: what is measured is who wins, not a text message.
                add_task(session, conversation, NewTask(f"bench:{number}", "new_letter"), now)


def rush(database: Database, caseworkers: int) -> dict[str, object]:
    """Let everybody take what is first in the queue until it is empty."""
    desk = CaseworkService(database=database, clock=Clock(), renderers={}, names={})
    took: list[float] = []
    lost: list[float] = []
    looked: list[float] = []
    wins: Counter[str] = Counter()
    by: Counter[str] = Counter()
    begin = threading.Barrier(caseworkers)

    def work(me: Caseworker) -> None:
        begin.wait()
        while True:
            at = time.perf_counter()
            waiting = desk.queue.open(MUNICIPALITY, most=PAGE)
            looked.append(time.perf_counter() - at)
            if not waiting:
                return
            first = random.choice(waiting).conversation_id  # noqa: S311 - no secret
            at = time.perf_counter()
            try:
                desk.claim(me, first)
            except CaseworkRefused:
                lost.append(time.perf_counter() - at)
            else:
                took.append(time.perf_counter() - at)
                wins[first] += 1
                by[me.id] += 1

    people = [Caseworker(f"c{n}", f"Saksbehandler {n}", MUNICIPALITY) for n in range(caseworkers)]
    threads = [threading.Thread(target=work, args=(each,)) for each in people]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    with database.read() as session:
        assignees = Counter(session.scalars(select(Task.assignee)))
    return {
        "database": "sqlite" if database.is_sqlite else "postgresql",
        "caseworkers": caseworkers,
        "tasks": sum(wins.values()),
        "won_twice": sum(count - 1 for count in wins.values()),
        "those_who_won_have_them": dict(assignees) == dict(by),
        "came_too_late": len(lost),
        "claim_won_ms": _spread(took),
        "claim_lost_ms": _spread(lost),
        "look_at_the_queue_ms": _spread(looked),
        "seconds_in_all": round(seconds, 1),
    }


def _spread(found: list[float]) -> dict[str, float]:
    ordered = sorted(each * 1000 for each in found) or [0.0]
    return {
        "median": round(median(ordered), 1),
        "p95": round(ordered[int(len(ordered) * 0.95)], 1),
        "max": round(ordered[-1], 1),
    }


if __name__ == "__main__":
    main()
