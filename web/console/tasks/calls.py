"""Ringe: whom to call, by when, what to say, and what came of it."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.caseworker import CaseworkRefused, NotHere, Why
from casework.tasks.assignment import CALL as BEGUN
from casework.tasks.call_log import CallOutcome, CallToMake, NewCall
from conversations.delivery.sending_window import next_decent
from conversations.models import Task, TaskState
from core.clock import OSLO
from core.working_days import working_day
from web.auth import Role
from web.console.days_and_hours import read_clock, read_day
from web.console.dependencies import Dependencies
from web.console.request import access_reason
from web.console.request.current_user import acting_caseworker, here
from web.console.request.tokens import fresh_key, given_key
from web.console.section import Section
from web.console.tasks.kinds import CALL
from web.console.tasks.task_words import CALLS, reason_in_words, summary_in_words

OUTCOMES = {
    CallOutcome.REACHED.value: "Jeg snakket med personen",
    CallOutcome.NOT_REACHED.value: "Ingen svarte. Vi prøver igjen",
    CallOutcome.WRONG_NUMBER.value: "Feil nummer",
    CallOutcome.LEFT_TO.value: "Noen andre tar det herfra",
}
MOST_WORDS = 600
FARTHEST = timedelta(days=60)
"""How far ahead one may promise to call again; more is a slip in the year."""
ASKED_FIRST = "Snakker jeg med den som tok kontakt med oss?"


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of calls."""
    pages = Blueprint("calls", __name__)

    @pages.context_processor
    def words() -> dict[str, Any]:
        return {"told": CALLS, "reason_of": reason_in_words}

    def shown(task_id: int, wrong: dict[str, str] | None = None) -> str:
        call = _call(deps, task_id)
        access_reason.note_task(deps, call.task)
        return render_template(
            "casework/tasks/call.html",
            call=call,
            script=script(deps, call.task, acting_caseworker().first_name),
            known=summary_in_words(call.task.summary, deps.catalogue),
            done=call.task.state is TaskState.DONE,
            outcomes=OUTCOMES,
            colleagues=[
                each
                for each in deps.casework.colleagues.of(here().municipality)
                if each.caseworker != here().subject
            ],
            typed=request.form,
            wrong=wrong or {},
            later=_suggested(deps.clock.now()),
            key=given_key() or fresh_key(),
        )

    @pages.get("/calls")
    def index() -> ResponseReturnValue:
        return redirect(url_for("casework.queue.index", kind=CALL))

    @pages.get("/calls/<int:task_id>")
    def show(task_id: int) -> ResponseReturnValue:
        return shown(task_id)

    @pages.post("/calls/<int:task_id>")
    def log(task_id: int) -> ResponseReturnValue:
        _call(deps, task_id)
        call, wrong = _read(deps.clock.now())
        key = given_key()
        if call is None or key is None:
            return shown(task_id, wrong), 422
        try:
            deps.casework.calls.log(acting_caseworker(), task_id, call, key)
        except CaseworkRefused as refused:
            flash(_refused(refused), "warning")
            return redirect(url_for(".show", task_id=task_id), 303)
        flash("Samtalen er notert.", "success")
        return redirect(url_for("casework.queue.index", kind=CALL), 303)

    return pages


def script(deps: Dependencies, task: Task, first_name: str) -> list[str]:
    """What to say on the phone, in plain words; nothing private before we know who it is."""
    municipality = deps.catalogue.municipality(task.municipality).name
    lines = [
        f"Hei, jeg heter {first_name} og ringer fra {municipality} kommune.",
    ]
    # Who did not ask us to ring is not told so.
    first = "Hvem snakker jeg med?" if task.reason == BEGUN else ASKED_FIRST
    lines.append(first)
    if task.reason == "undeliverable_person":
        lines.append("Vi sendte deg en SMS, men den kom ikke fram.")
    elif task.reason == "undeliverable_opted_out":
        lines.append("Du vil ikke ha SMS fra oss. Derfor ringer jeg.")
    elif task.reason == BEGUN:
        lines.append("Passer det å snakke nå?")
    else:
        lines.append("Du ba om å bli ringt opp. Hva kan jeg hjelpe deg med?")
    lines += [
        "Før vi snakker om din egen sak, må jeg vite hvem du er. Har du koden fra brevet?",
        "Er det ikke trygt å snakke nå? Da kan jeg ringe en annen gang.",
    ]
    return lines


def _call(deps: Dependencies, task_id: int) -> CallToMake:
    try:
        return deps.casework.calls.one(here().municipality, task_id)
    except NotHere:
        abort(404)


def _read(now: datetime) -> tuple[NewCall | None, dict[str, str]]:
    """The form as it was sent; or what is wrong with it."""
    form, wrong = request.form, dict[str, str]()
    outcome, note = form.get("outcome", ""), form.get("note", "").strip()
    again_at, to = None, form.get("to", "") or None
    if outcome not in OUTCOMES:
        wrong["outcome"] = "Velg hva som kom ut av samtalen."
    if len(note) > MOST_WORDS:
        wrong["note"] = f"Skriv kortere. Det er plass til {MOST_WORDS} tegn."
    if outcome == CallOutcome.NOT_REACHED:
        again_at = _time(form.get("again_day", ""), form.get("again_time", ""))
        if again_at is None:
            wrong["again_day"] = "Skriv dag og klokkeslett, for eksempel 01.12.2026 og 10.00."
        elif again_at <= now:
            wrong["again_day"] = "Tiden er passert. Velg en senere."
        elif again_at > now + FARTHEST:
            wrong["again_day"] = "Dagen er mer enn 60 dager fram. Velg en tidligere."
    if outcome == CallOutcome.LEFT_TO and to is None and not note:
        wrong["note"] = "Skriv hvem som tar det herfra."
    if wrong:
        return None, wrong
    left = to if outcome == CallOutcome.LEFT_TO else None
    return NewCall(CallOutcome(outcome), note, again_at, left), wrong


def _time(day: str, clock: str) -> datetime | None:
    found, hour = read_day(day), read_clock(clock)
    if found is None or hour is None:
        return None
    return datetime.combine(found, time.fromisoformat(hour), OSLO)


def _suggested(now: datetime) -> datetime:
    """In two hours if somebody is at work then, else on the next working day at ten."""
    soon = now + timedelta(hours=2)
    if next_decent(soon) == soon:
        return soon.astimezone(OSLO).replace(minute=0, second=0, microsecond=0)
    return datetime.combine(working_day(now.astimezone(OSLO).date(), 1), time(10), OSLO)


def _refused(refused: CaseworkRefused) -> str:
    who = refused.who or "En kollega"
    match refused.why:
        case Why.DONE:
            return f"{who} har løst oppgaven allerede. Notatet ditt er ikke lagret."
        case Why.TAKEN:
            return f"{who} har tatt oppgaven. Notatet ditt er ikke lagret."
        case Why.NOBODY:
            return "Kollegaen jobber ikke her lenger. Velg en annen."
    return "Det gikk ikke. Ingenting er lagret."


SECTION = Section("Ringe", "calls.index", (Role.CASEWORKER,), blueprint, in_menu=False)
