"""Why a case is looked at: no page with a person on it opens without a reason, which is logged.

Access to health and care information is logged so that somebody can read the log and ask
(https://ehelse.no/normen/normen-dokumenter/logging-og-innsyn-i-logg-faktaark-15); a log without the
reason tells little.
"""

from datetime import date, datetime

from flask import Response, make_response, render_template, request

from casework.room import Room
from casework.who import actor
from channels.models import Task
from choice_register.audit import record_about

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
_FORMS = {6: "%d%m%y", 8: "%d%m%Y"}
"""Days in digits only, by how many there are."""
_FORMS_WITH_SIGNS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")


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


def note_task(room: Room, task: Task) -> None:
    """Note that a task was seen: it tells of somebody's help, and is its own reason."""
    with room.database.write() as session:
        record_about(
            session,
            room.clock.now(),
            actor(task.conversation_id),
            "task_seen",
            municipality=task.municipality,
            person_id=int(task.person_id) if task.person_id else None,
            task=task.id,
        )


def read_day(typed: str) -> date | None:
    """A day as people write it, 14.03.1941 or 140341, or as a browser does; None for no day.

    Two digits for the year are taken as one in the past.
    """
    cleaned = typed.strip().replace("/", ".").replace(" ", ".")
    form = _FORMS.get(len(cleaned) if cleaned.isdecimal() else -1)
    for each in (form,) if form else _FORMS_WITH_SIGNS:
        try:
            found = datetime.strptime(cleaned, each).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        today = date.today()  # noqa: DTZ011 - only to tell which century two digits mean
        return found.replace(year=found.year - 100) if found > today and "%y" in each else found
    return None
