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

from casework.caseworker import CaseworkRefused, NotHere
from casework.writing.drafts import Draft
from choice_register.types import DecisionView, PersonView
from conversations.models import Task, TaskState
from conversations.tasks import transcript
from provider_catalog.vocabulary import Period
from web.auth import Role
from web.console.dependencies import Dependencies
from web.console.request.access_reason import note_task
from web.console.request.current_user import acting_caseworker, actor, here
from web.console.request.row_ids import row_id
from web.console.request.tokens import fresh_key, given_key
from web.console.section import Section
from web.console.tasks.task_words import reason_in_words

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


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of wishes and complaints."""
    pages = Blueprint("wishes", __name__)

    def task_of(task_id: int) -> Task:
        with deps.database.read() as session:
            task = session.get(Task, task_id)
        if task is None or task.municipality != here().municipality or task.reason not in REASONS:
            abort(404)
        return task

    def shown(task: Task, text: str | None = None) -> str:
        note_task(deps, task)
        basis = _basis(deps, task)
        draft = deps.casework.drafts.of(task.municipality, task.id)
        return render_template(
            "casework/tasks/wish.html",
            task=task,
            reason=reason_in_words(task.reason),
            basis=basis,
            decision=basis.decision,
            draft=draft,
            text=text if text is not None else _text(draft, basis),
            is_complaint=task.reason == COMPLAINT,
            done=task.state is TaskState.DONE,
            rules=_rules(deps),
            key=fresh_key(),
        )

    @pages.get("/wishes")
    def index() -> ResponseReturnValue:
        return redirect(url_for("casework.queue.index", kind="wish"))

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
            deps.casework.drafts.save(acting_caseworker(), task_id, text, row_id(seen), key)
        except CaseworkRefused as refused:
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
        note_task(deps, task)
        draft = deps.casework.drafts.of(task.municipality, task.id)
        response = make_response(_text(draft, _basis(deps, task)) + "\n")
        response.mimetype = "text/plain"
        response.headers["Content-Disposition"] = f"attachment; filename=klage-{task.id}.txt"
        return response

    return pages


def said_by_person(deps: Dependencies, task: Task) -> list[str]:
    """What the person has said in the conversation, also after the task was made.

    Without short answers and codes. The assistant says «you may go on», so what comes then belongs
    to the complaint as much; once it is forgotten there, what was kept with the task is left.
    """
    with deps.database.read() as session:
        lived = transcript(session, task.conversation_id)
    spoken = [line["text"] for line in lived if line["who"] == "person" and line["text"]]
    lines = spoken or [line["text"] for line in task.transcript if line["who"] == "person"]
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


def _basis(deps: Dependencies, task: Task) -> Basis:
    person = deps.register.person(task.person_id) if task.person_id else None
    if person is not None and person.municipality != task.municipality:
        person = None
    decision = None
    if person is not None:
        me = actor(task.conversation_id)
        decision = deps.register.decision(person.id, by=me)
    name = deps.catalogue.municipality(task.municipality).name
    return Basis(name, person, decision, said_by_person(deps, task))


def _rules(deps: Dependencies) -> dict[str, object]:
    """What the law says of complaints, each with its source and the date it was checked."""
    law = deps.catalogue.national_rule
    deadline = law("complaint_deadline_health_and_care")
    weeks = deadline.value.weeks if isinstance(deadline.value, Period) else None
    return {"weeks": weeks, "deadline": deadline, "path": law("complaint_path")}


SECTION = Section("Ønsker og klager", "wishes.index", (Role.CASEWORKER,), blueprint, in_menu=False)
