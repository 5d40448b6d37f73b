"""Ønsker og klager: wishes within a decision, problems with the help, and drafts of complaints."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_date
from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from casework.looks import note_task
from casework.room import Room
from casework.section import Section
from casework.task_words import reason_in_words
from casework.tokens import fresh_key, given_key
from casework.who import actor, at_desk, here
from channels.desk.caseworker import DeskRefused, NotHere
from channels.desk.drafts import Draft
from channels.models import Task, TaskState
from choice_register.states import DecisionView, PersonView
from provider_catalog.vocabulary import Period
from sign_in import Caseworker, Role

COMPLAINT = "complaint"
REASONS = (COMPLAINT, "change_content", "problem", "unhappy")
LONGEST = 20_000
BLANK = "________________"
"""Where nobody has said what should stand there. Nothing is made up."""


@dataclass(frozen=True)
class Basis:
    """What a draft is made of: what is known, and nothing else."""

    municipality: str
    person: PersonView | None
    decision: DecisionView | None
    said: Sequence[str]


def blueprint(room: Room) -> Blueprint:
    """The pages of wishes and complaints."""
    pages = Blueprint("wishes", __name__)

    def task_of(task_id: int) -> Task:
        with room.database.read() as session:
            task = session.get(Task, task_id)
        if task is None or task.municipality != here().municipality or task.reason not in REASONS:
            abort(404)
        return task

    def shown(task: Task, text: str | None = None) -> str:
        note_task(room, task)
        basis = _basis(room, task)
        draft = room.desk.drafts.of(task.municipality, task.id)
        return render_template(
            "casework/wish.html",
            task=task,
            reason=reason_in_words(task.reason),
            basis=basis,
            decision=basis.decision,
            draft=draft,
            text=text if text is not None else _text(draft, basis),
            is_complaint=task.reason == COMPLAINT,
            done=task.state is TaskState.DONE,
            rules=_rules(room),
            key=fresh_key(),
        )

    @pages.get("/wishes")
    def index() -> ResponseReturnValue:
        found = _waiting(room, here().municipality)
        for task in found:
            note_task(room, task)
        return render_template(
            "casework/wishes.html",
            complaints=[each for each in found if each.reason == COMPLAINT],
            wishes=[each for each in found if each.reason == "change_content"],
            problems=[each for each in found if each.reason in ("problem", "unhappy")],
            said=said_by_person,
            reason_of=reason_in_words,
        )

    @pages.get("/wishes/<int:task_id>")
    def show(task_id: int) -> ResponseReturnValue:
        return shown(task_of(task_id))

    @pages.post("/wishes/<int:task_id>/draft")
    def save(task_id: int) -> ResponseReturnValue:
        task, key = task_of(task_id), given_key()
        text = request.form.get("text", "").replace("\r\n", "\n")
        if task.reason != COMPLAINT or key is None or len(text) > LONGEST:
            abort(400)
        seen = request.form.get("seen", "")
        try:
            version = int(seen) if seen.isdecimal() else None
            room.desk.drafts.save(at_desk(), task_id, text, version, key)
        except DeskRefused as refused:
            flash(
                f"{refused.who or 'En kollega'} har lagret et nyere utkast. Ditt er ikke lagret. "
                "Kopier det du skrev, og last siden på nytt.",
                "danger",
            )
            return shown(task, text), 409
        except NotHere:
            abort(404)
        flash("Utkastet er lagret.", "success")
        return redirect(url_for(".show", task_id=task_id), 303)

    @pages.get("/wishes/<int:task_id>/draft.txt")
    def download(task_id: int) -> ResponseReturnValue:
        task = task_of(task_id)
        if task.reason != COMPLAINT:
            abort(404)
        note_task(room, task)
        draft = room.desk.drafts.of(task.municipality, task.id)
        response = make_response(_text(draft, _basis(room, task)) + "\n")
        response.mimetype = "text/plain"
        response.headers["Content-Disposition"] = f"attachment; filename=klage-{task.id}.txt"
        return response

    return pages


def said_by_person(task: Task) -> list[str]:
    """What the person said until the task was made, without short answers and codes."""
    lines = [line["text"] for line in task.transcript if line["who"] == "person"]
    return [text for text in lines if any(map(str.isalpha, text)) and len(text.split()) > 1]


def draft_text(basis: Basis) -> str:
    """A first draft of a complaint: the person's own words, and blanks for what nobody has said.

    Written and signed, to the office that made the decision, which looks at it again and sends it
    on: https://www.helsetilsynet.no/rettigheter-klagemuligheter/helse--og-omsorgstjenester/
    kan-jeg-klage-og-hvordan/hvordan-fremmer-jeg-en-klage/
    """
    person, decision = basis.person, basis.decision
    made = (
        f"{decision.reference}, gjort {format_date(decision.decided_on, 'd. MMMM y', locale='nb')}"
        if decision
        else BLANK
    )
    said = "\n".join(f"«{each}»" for each in basis.said) or BLANK
    born = format_date(person.birth_date, "d. MMMM y", locale="nb") if person else BLANK
    return "\n".join(
        [
            f"Til {basis.municipality} kommune",
            "",
            "Klage på vedtak",
            "",
            f"Navn: {person.name if person else BLANK}",
            f"Født: {born}",
            f"Vedtaket: {made}",
            "",
            "Dette har jeg sagt om det jeg klager på:",
            said,
            "",
            f"Dette er jeg uenig i: {BLANK}",
            f"Dette ønsker jeg i stedet: {BLANK}",
            "",
            f"Sted og dato: {BLANK}",
            f"Underskrift: {BLANK}",
        ]
    )


def _text(draft: Draft | None, basis: Basis) -> str:
    return draft.text if draft else draft_text(basis)


def _basis(room: Room, task: Task) -> Basis:
    person = room.register.person(int(task.person_id)) if task.person_id else None
    if person is not None and person.municipality != task.municipality:
        person = None
    decision = None
    if person is not None:
        me = actor(task.conversation_id)
        decision = room.register.decision(person.id, task.conversation_id, me.channel, me.who)
    name = room.catalogue.municipality(task.municipality).name
    return Basis(name, person, decision, said_by_person(task))


def _rules(room: Room) -> dict[str, object]:
    """What the law says of complaints, each with its source and the date it was checked."""
    law = room.catalogue.national_rule
    deadline = law("complaint_deadline_health_and_care")
    weeks = deadline.value.weeks if isinstance(deadline.value, Period) else None
    return {"weeks": weeks, "deadline": deadline, "path": law("complaint_path")}


def _waiting(room: Room, municipality: str) -> list[Task]:
    query = (
        select(Task)
        .where(Task.municipality == municipality, Task.state != TaskState.DONE)
        .where(Task.reason.in_(REASONS))
        .order_by(Task.created_at, Task.id)
    )
    with room.database.read() as session:
        return list(session.scalars(query))


def _count(room: Room, caseworker: Caseworker) -> int:
    return len(_waiting(room, caseworker.municipality))


SECTION = Section("Ønsker og klager", "wishes.index", (Role.CASEWORKER,), blueprint, _count)
