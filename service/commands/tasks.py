"""Commands for tasks: list, show, mark as done."""

import json
from collections.abc import Sequence
from datetime import datetime
from textwrap import wrap

import phonenumbers
from babel.dates import format_datetime, format_timedelta
from sqlalchemy import select

from assistant.texts.values import say_phone
from casework.tasks.call_log import MadeCall, calls_of
from casework.tasks.queue import ordered
from casework.tasks.task_resolution import NoSuchTask
from casework.tasks.task_resolution import resolve as resolve_task
from choice_register.audit import record_about
from conversations.models import Task, TaskState
from core.channel import Channel
from core.clock import OSLO
from core.database import as_data
from core.settings import Settings
from service.commands.command_session import Records, Refused, opened
from web.console.tasks.task_words import (
    CALLS,
    CHANNELS,
    STATES,
    WHO,
    reason_in_words,
    summary_in_words,
)

WIDTH = 96
LABEL = 11


def show(settings: Settings, *, as_json: bool, every: bool) -> str:
    """The tasks, urgent ones first, then the oldest first. That they were seen is audited.

    Args:
        as_json: an object a line, with every field as it is stored.
        every: the ones that are done too.

    Raises:
        Refused: there is nothing to look in.
    """
    with opened(settings) as records:
        tasks = _tasks(records, every)
        if as_json:
            return "\n".join(json.dumps(as_data(task), ensure_ascii=False) for task in tasks)
        if not tasks:
            return "Ingen oppgaver." if every else "Ingen oppgaver venter."
        with records.database.read() as session:
            calls = calls_of(session, tasks)
        return "\n\n".join(_in_words(task, records, calls.get(task.id, ())) for task in tasks)


def resolve(settings: Settings, number: int) -> str:
    """Mark a task as done, with an audit line; doing it again changes nothing.

    Raises:
        Refused: there is no task with this number.
    """
    with opened(settings) as records:
        try:
            with records.database.write() as session:
                task, now_done = resolve_task(session, number, records.clock.now())
                if now_done:
                    record_about(
                        session,
                        records.clock.now(),
                        records.actor,
                        "task_resolved",
                        municipality=task.municipality,
                        person_id=task.person_id,
                        task=task.id,
                        reason=task.reason,
                    )
        except NoSuchTask as missing:
            raise Refused(
                f"Ingen oppgave har nummer {number}. Se dem med: brukervalg tasks"
            ) from missing
    done = "er nå løst" if now_done else "var løst fra før. Ingenting er endret"
    return f"Oppgave {number} ({reason_in_words(task.reason)}) {done}."


def _tasks(records: Records, every: bool) -> list[Task]:
    chosen = ordered(select(Task))
    if not every:
        chosen = chosen.where(Task.state != TaskState.DONE)
    # A transcript tells of somebody's help, so looking at it is written down as looking at a
    # decision is.
    with records.database.write() as session:
        tasks = list(session.scalars(chosen))
        for task in tasks:
            record_about(
                session,
                records.clock.now(),
                records.actor,
                "task_seen",
                municipality=task.municipality,
                person_id=task.person_id,
                task=task.id,
            )
    return tasks


def _in_words(task: Task, records: Records, calls: Sequence[MadeCall]) -> str:
    age = format_timedelta(task.created_at - records.clock.now(), add_direction=True, locale="nb")
    head = f"Oppgave {task.id}{'  HASTER' if task.urgent else ''}  ({_at(task.created_at)}, {age})"
    names = {each.id: each.name for each in records.catalogue.municipalities()}
    lines = [
        head,
        *_field("Kommune", names.get(task.municipality, task.municipality)),
        *_field("Kanal", CHANNELS.get(task.channel, task.channel)),
        *_field("Grunn", reason_in_words(task.reason)),
        *_field("Ring", _number(task.call_back_number)),
        *_field("Person", f"nummer {task.person_id}" if task.person_id else "ikke bevist hvem"),
    ]
    if task.promised_at:
        lines += _field("Lovet", f"oppringing innen {_at(task.promised_at)}")
    if task.state is not TaskState.OPEN:
        lines += _field("Status", STATES[task.state.value])
    for call in calls:
        lines += _field("Ringt", _call(call))
    for known in summary_in_words(task.summary, records.catalogue):
        lines += _field("Vi vet", known)
    lines.append(f"  {'Samtalen':{LABEL}}{'' if task.transcript else 'ordene er slettet'}".rstrip())
    for line in task.transcript:
        said_at = datetime.fromisoformat(line["at"]).astimezone(OSLO)
        who = WHO.get(line["who"], line["who"])
        lines += _wrapped(f"    {said_at:%H.%M} {who:14}", line["text"])
    return "\n".join(lines)


def _call(call: MadeCall) -> str:
    """When, by whom, what came of it, and what comes next."""
    told = f"{_at(call.at)}, {call.who}: {CALLS[call.outcome]}"
    if call.left_to:
        told += f" ({call.left_to})"
    if call.again_at:
        told += f". Prøver igjen {_at(call.again_at)}"
    return f"{told}. {call.note}".rstrip()


def _field(label: str, value: str) -> list[str]:
    return _wrapped(f"  {label:{LABEL}}", value)


def _wrapped(start: str, text: str) -> list[str]:
    """A text after its start, its further lines under the first."""
    lines = [line for part in text.splitlines() for line in wrap(part, WIDTH - len(start)) or [""]]
    first, *more = lines or [""]
    return [f"{start}{first}".rstrip(), *(f"{'':{len(start)}}{line}" for line in more)]


def _number(number: str | None) -> str:
    try:
        return say_phone(number, Channel.WEB) if number else "nummeret er ikke kjent"
    except phonenumbers.NumberParseException:
        return "nummeret er skjult"


def _at(when: datetime) -> str:
    return format_datetime(when, "d. MMMM y 'kl.' HH.mm", tzinfo=OSLO, locale="nb")
