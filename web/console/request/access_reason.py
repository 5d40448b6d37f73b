"""Why a case is looked at: no page with a person on it opens without a reason, which is logged.

Access to health and care information is logged so that somebody can read the log and ask
(https://ehelse.no/normen/normen-dokumenter/logging-og-innsyn-i-logg-faktaark-15); a log without the
reason tells little.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flask import Response, make_response, render_template, request

from casework.tasks.queue import Waiting
from choice_register.audit import record_about
from conversations.models import Task
from web.console.dependencies import Dependencies
from web.console.request.current_user import actor, here

PARAMETER = "grunn"
REASONS = {
    "treat": "Jeg behandler et valg",
    "contact": "Personen eller en fullmektig har tatt kontakt",
    "mandate": "Jeg behandler en fullmakt",
    "complaint": "Jeg svarer på en klage eller et ønske",
    "mistake": "Jeg retter en feil",
    "control": "Kontroll",
}
"""What a caseworker picks from, by the word that stands in the log."""
AGAIN_AFTER = timedelta(hours=1)
"""So long after it was noted, the same conversation in the same list is noted once more."""


def reason() -> str | None:
    """The reason that was given with this request, or None."""
    given = request.values.get(PARAMETER, "")
    return given if given in REASONS else None


def ask(what: str) -> Response:
    """A page that asks why, and leads on to the page that was asked for.

    Args:
        what: what is to be seen, in Norwegian, without a person's name.
    """
    page = render_template("casework/why.html", what=what, reasons=REASONS, address=request.path)
    return make_response(page)


def note_task(deps: Dependencies, task: Task) -> None:
    """Note that a task was seen: it tells of somebody's help, and is its own reason."""
    with deps.database.write() as session:
        record_about(
            session,
            deps.clock.now(),
            actor(task.conversation_id),
            "task_seen",
            municipality=task.municipality,
            person_id=task.person_id,
            task=task.id,
        )


class _Listed:
    """What each caseworker was shown lately in lists, so that a list that lives writes no line
    every few seconds. Of one process: another writes its own line, and none is left out."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str, str], datetime] = {}

    def new(self, subject: str, what: str, ids: Iterable[str], now: datetime) -> list[str]:
        """Those of the ids that the caseworker was not shown within the hour."""
        self._shown = {key: at for key, at in self._shown.items() if now - at < AGAIN_AFTER}
        found = [each for each in ids if (subject, what, each) not in self._shown]
        self._shown |= {(subject, what, each): now for each in found}
        return found


_LISTED = _Listed()


def note_listed(deps: Dependencies, what: str, listed: Sequence[Waiting]) -> None:
    """Note that conversations were shown in a list with a name or with words.

    A line for each, with its task as the reason; once an hour for each caseworker.
    """
    me, by_id = here(), {each.conversation_id: each for each in listed}
    new = _LISTED.new(f"{id(deps.database)} {me.subject}", what, by_id, deps.clock.now())
    if not new:
        return
    with deps.database.write() as session:
        for each in (by_id[conversation] for conversation in new):
            record_about(
                session,
                deps.clock.now(),
                actor(each.conversation_id),
                what,
                municipality=me.municipality,
                person_id=each.person_id,
                reason=each.reasons[0],
            )


def note_tasks(deps: Dependencies, what: str, tasks: Sequence[Task]) -> None:
    """Note that tasks were shown in a list with a number or with words: a line for each."""
    with deps.database.write() as session:
        for task in tasks:
            record_about(
                session,
                deps.clock.now(),
                actor(task.conversation_id),
                what,
                municipality=task.municipality,
                person_id=task.person_id,
                task=task.id,
                reason=task.reason,
            )


def note_tasks_listed(deps: Dependencies, what: str, tasks: Sequence[Task]) -> None:
    """The same for a list that lives: once an hour for each caseworker and task."""
    by_id = {str(each.id): each for each in tasks}
    me = f"{id(deps.database)} {here().subject}"
    if new := _LISTED.new(me, what, by_id, deps.clock.now()):
        note_tasks(deps, what, [by_id[each] for each in new])


def note_messages(deps: Dependencies, what: str, messages: Sequence[int], reason: str) -> None:
    """Note that messages were read outside their conversations: one line, with their numbers."""
    if messages:
        with deps.database.write() as session:
            record_about(
                session,
                deps.clock.now(),
                actor(),
                what,
                municipality=here().municipality,
                person_id=None,
                messages=list(messages),
                reason=reason,
            )
