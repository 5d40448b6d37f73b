"""How fast the console's numbers are: `python -m bench.speed.numbers [--rows N] [--database URL]`.

Fills an empty database with invented choices, conversations, tasks and marks of one municipality,
and a tenth as many of another, counts every figure and draws every plot, and prints the times.
"""

import argparse
import json
import os
import platform
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert

from choice_register.models import Choice, Decision, GrantedService, Person
from choice_register.register import Register
from conversations.models import Conversation, InboundMessage, Task
from conversations.notifications.models import Notice
from core.clock import Clock
from core.database import Base, Database
from core.year import Year
from migrations import upgrade
from provider_catalog.catalogue import Catalogue
from web.console.numbers.counting import Figures
from web.console.numbers.plots import svg

OSLO, KRISTIANSAND = "0301", "4204"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
AT_A_TIME = 5000
TRIES = 5
STATES = ("received", "approved", "withdrawn", "rejected", "in_effect", "ended")
REASONS = ("asked", "callback", "complaint", "not_understood", "change_content", "problem")


def main() -> None:
    """Fill, count, draw, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--database", help="an empty database; SQLite in a new file without it")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.database or f"sqlite:///{folder}/numbers.sqlite"
        print(json.dumps(measure(url, chosen.rows), indent=1))


def measure(url: str, rows: int) -> dict[str, Any]:
    """Fill a database and measure on it."""
    upgrade(url)
    database, catalogue = Database(url), Catalogue.load()
    fill(database, catalogue, OSLO, rows)
    fill(database, catalogue, KRISTIANSAND, rows // 10)
    register = Register(database, catalogue, Clock(NOW))
    figures = Figures(database, register, catalogue)
    counted = figures.of(OSLO, Year(2026), 11)
    svg(counted[0])  # loads the library
    times = {
        "every figure": _best(lambda: figures.of(OSLO, Year(2026), 11)),
        "every plot": _best(lambda: [svg(each) for each in counted]),
    }
    for name in ("choices", "deliveries"):
        arguments = (OSLO, Year(2026)) if name == "choices" else (OSLO,)
        times[name] = _best(lambda n=name, a=arguments: getattr(register, f"count_{n}")(*a))
    for name in ("conversations", "tasks", "waits", "marks"):
        front = getattr(figures._channels, name)
        times[name] = _best(lambda f=front: f(OSLO, Year(2026)))
    database.close()
    return {
        "rows of each kind": rows,
        "database": url.split(":", maxsplit=1)[0],
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        f"milliseconds, the best of {TRIES}": {name: round(it, 1) for name, it in times.items()},
    }


def fill(database: Database, catalogue: Catalogue, where: str, rows: int) -> None:
    """Invented rows, spread over two years; the same at every run."""
    chance = random.Random(where)  # noqa: S311 - not for secrets
    districts = [each.id for each in catalogue.districts(where)] or [None]
    today = NOW.date()
    providers = [
        each.id for each in catalogue.providers(where, districts[0], "practical_assistance", today)
    ]
    base = 0 if where == OSLO else 10_000_000

    def at() -> datetime:
        return FIRST + timedelta(minutes=chance.randrange(60 * 24 * 690))

    def person(number: int) -> Iterator[tuple[type[Base], dict[str, Any]]]:
        yield (
            Person,
            {
                "id": number,
                "national_id": f"x{number}",
                "name": "N N",
                "birth_date": date(1941, 3, 14),
                "municipality": where,
                "district": chance.choice(districts),
                "standard": "nb",
            },
        )

    def rest(number: int) -> Iterator[tuple[type[Base], dict[str, Any]]]:
        when, handed = at(), chance.random() < 0.3
        yield (
            Decision,
            {
                "id": number,
                "person_id": number,
                "reference": "r",
                "decided_on": date(2025, 1, 1),
                "valid_from": date(2025, 1, 1),
                "valid_to": chance.choice([None, date(2026, 6, 1)]),
            },
        )
        yield (
            Choice,
            {
                "person_id": number,
                "municipality": where,
                "case_number": f"{number}",
                "service": "practical_assistance",
                "provider_id": chance.choice(providers),
                "contract_id": "x",
                "state": chance.choice(STATES),
                "received_at": when,
                "channel": chance.choice(["sms", "phone", "web", "paper"]),
                "authority": "self",
                "key": f"{number}",
            },
        )
        yield (
            Conversation,
            {
                "id": f"c{number}",
                "municipality": where,
                "channel": chance.choice(["sms", "phone", "web"]),
                "peer": "",
                "our_number": "",
                "standard": "nb",
                "pace": {},
                "slots": {},
                "introduced": False,
                "status": "closed",
                "opened_at": when,
                "last_activity": when,
            },
        )
        yield (
            Notice,
            {
                "key": f"n{number}",
                "kind": "satisfied",
                "municipality": where,
                "person_id": number,
                "details": {},
                "due_at": when,
                "state": "placed",
                "answer": chance.choice("12345"),
                "answered_at": when,
                "created_at": when,
            },
        )
        yield (
            GrantedService,
            {"decision_id": number, "service": "practical_assistance", "tasks": []},
        )
        yield (
            InboundMessage,
            {
                "provider_id": f"SM{number}",
                "conversation_id": f"c{number}",
                "position": 1,
                "text": "",
                "media_count": 0,
                "input": "text",
                "understood": {},
                "received_at": when,
                "state": "done",
                "attempts": 0,
                "next_try_at": when,
                "key": f"k{number}",
            },
        )
        if handed:
            answered = when + timedelta(minutes=chance.randrange(1, 6000))
            yield (
                Task,
                {
                    "key": f"t{number}",
                    "conversation_id": f"c{number}",
                    "municipality": where,
                    "reason": chance.choice(REASONS),
                    "urgent": False,
                    "channel": "sms",
                    "peer": "",
                    "person_id": chance.choice([None, number]),
                    "summary": {},
                    "transcript": [],
                    "created_at": when,
                    "state": "done",
                    "first_reply_at": answered,
                    "resolved_at": answered,
                },
            )

    every = iter(range(base + 1, base + rows + 1))
    while numbers := tuple(islice(every, AT_A_TIME)):
        for kind in (person, rest):
            _insert(database, (row for number in numbers for row in kind(number)))


def _insert(database: Database, rows: Iterator[tuple[type[Base], dict[str, Any]]]) -> None:
    by_table: dict[type[Base], list[dict[str, Any]]] = {}
    for table, values in rows:
        by_table.setdefault(table, []).append(values)
    with database.write() as session:
        for table, values in by_table.items():
            session.execute(insert(table), values)


def _best(act: Callable[[], object]) -> float:
    times = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return min(times)


if __name__ == "__main__":
    main()
