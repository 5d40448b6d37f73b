"""Brev: letters to write; and texts that did not arrive, why in words, and what to do."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.caseworker import CaseworkRefused, NotHere, Why
from casework.tasks.redelivery import Undelivered, is_old
from choice_register.audit import record_about
from conversations.models import TaskState
from core.phone_number import NotAllowed, PhoneNumber
from web.auth import Caseworker, Role, must_have
from web.console.dependencies import Dependencies
from web.console.request.access_reason import note_task
from web.console.request.current_user import acting_caseworker, actor, here
from web.console.request.tokens import fresh_key, given_key
from web.console.section import Section
from web.console.tasks.kinds import UNDELIVERED
from web.console.tasks.task_words import NOTICES

WHY_NOT = {
    "20003": "Twilio godtok ikke kontoen vår. Den som drifter systemet, må se på det.",
    "20429": "Twilio hadde for mye å gjøre.",
    "21211": "Dette er ikke et telefonnummer.",
    "21401": "Avsenderen vår er feil. Den som drifter systemet, må se på det.",
    "21606": "Avsenderen vår kan ikke sende SMS. Den som drifter systemet, må se på det.",
    "21610": "Personen har bedt om å ikke få SMS.",
    "21614": "Dette er ikke et mobilnummer.",
    "21635": "Nummeret er en fasttelefon, som ikke får SMS.",
    "30001": "Det var kø hos Twilio.",
    "30003": "Telefonen var av eller utenfor dekning, flere ganger.",
    "30005": "Nummeret er ikke i bruk.",
    "30006": "Nummeret er en fasttelefon, eller operatøren tar ikke imot.",
    "30007": "En operatør stoppet meldingen. Den som drifter systemet, må se på det.",
    "30008": "Ukjent feil hos operatøren.",
    "30410": "Operatøren svarte ikke i tide.",
    "30036": "Meldingen ble liggende for lenge i kø. Det den sier, kan være for sent.",
    "expired": "Meldingen ble liggende for lenge. Det den sier, kan være for sent.",
    "suppressed": "Personen har bedt om å ikke få SMS.",
    "unclear": "Twilio svarte ikke. Meldingen kan ha kommet fram.",
    "unreachable": "Vi fikk ikke kontakt med Twilio.",
    "wording": "Systemet klarte ikke å skrive varselet.",
    "held_back": "Samtalen var opptatt i flere dager.",
}
"""Twilio's codes in words (https://www.twilio.com/docs/api/errors); the classes that they belong to
are `conversations.delivery.errors`."""
WHAT_TO_DO = {
    "undeliverable_person": "Ring i stedet. Er nummeret feil, kan du rette det og sende igjen.",
    "undeliverable_opted_out": "Ring, eller skriv brev. Ikke send SMS.",
    "undeliverable_unclear": "Ring og spør om meldingen kom fram.",
    "undeliverable_notice": "Ring, eller skriv brev, og fortell det varselet skulle si.",
    "undeliverable_operator": "Si fra til den som drifter systemet. Haster det, så ring.",
}


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of what did not arrive."""
    pages = Blueprint("deliveries", __name__)

    def shown(task_id: int, wrong: dict[str, str] | None = None) -> str:
        found = _found(deps, task_id)
        note_task(deps, found.task)
        now = deps.clock.now()
        return render_template(
            "casework/tasks/delivery.html",
            found=found,
            why=in_words(found),
            what=WHAT_TO_DO.get(found.task.reason, ""),
            old=found.row is not None and is_old(found.row, now),
            done=found.task.state is TaskState.DONE,
            typed=request.form,
            wrong=wrong or {},
            key=given_key() or fresh_key(),
        )

    @pages.get("/undelivered")
    def index() -> ResponseReturnValue:
        municipality = here().municipality
        return render_template(
            "casework/tasks/deliveries.html",
            letters=[
                {"notice": each, "name": _name(deps, each.person_id)}
                for each in deps.casework.mending.letters(municipality)
            ],
            notices=NOTICES,
        )

    @pages.get("/undelivered/<int:task_id>")
    def show(task_id: int) -> ResponseReturnValue:
        return shown(task_id)

    @pages.post("/undelivered/<int:task_id>/again")
    def again(task_id: int) -> ResponseReturnValue:
        found, key = _found(deps, task_id), given_key()
        try:
            # Only ours: a slip must not text another country, at its price (SMS pumping).
            typed = request.form.get("number", "")
            number = PhoneNumber.read(typed, allow_foreign=False, allow_landline=False).e164
        except NotAllowed:
            return shown(task_id, {"number": "Skriv et norsk mobilnummer, åtte sifre."}), 422
        if key is None:
            abort(400)
        try:
            deps.casework.mending.send_again(acting_caseworker(), task_id, number, key)
        except CaseworkRefused as refused:
            flash(_refused(refused), "warning")
            return redirect(url_for(".show", task_id=task_id), 303)
        if request.form.get("keep") == "1" and found.task.person_id:
            deps.register.correct_phone(actor(), here().municipality, found.task.person_id, number)
        flash(
            "Meldingen sendes én gang til, på dagtid. Kommer den ikke fram, får du vite det.",
            "success",
        )
        return redirect(url_for("casework.queue.index", kind=UNDELIVERED), 303)

    @pages.post("/letters/<int:notice_id>")
    def letter(notice_id: int) -> ResponseReturnValue:
        me = must_have(Role.CASEWORKER, municipality=here().municipality)
        try:
            now_written = deps.casework.mending.letter_written(me.municipality, notice_id)
        except LookupError:
            abort(404)
        if now_written:
            with deps.database.write() as session:
                record_about(
                    session,
                    deps.clock.now(),
                    actor(),
                    "letter_written",
                    municipality=me.municipality,
                    person_id=None,
                    notice=notice_id,
                )
        flash("Notert: brevet er sendt.", "success")
        return redirect(url_for(".index"), 303)

    return pages


def in_words(found: Undelivered) -> str:
    """Why a text did not arrive."""
    code = (found.row.error_code if found.row else None) or found.task.summary.get("error_code")
    if found.row is None and code is None:
        code = "suppressed"
    return WHY_NOT.get(str(code), f"Meldingen kom ikke fram (feil {code} fra Twilio).")


def _found(deps: Dependencies, task_id: int) -> Undelivered:
    try:
        found = deps.casework.mending.one(here().municipality, task_id)
    except NotHere:
        abort(404)
    if not found.task.reason.startswith("undeliverable_"):
        abort(404)
    return found


def _name(deps: Dependencies, person_id: int | None) -> str:
    return deps.register.person(person_id).name if person_id else "Ukjent"


def _refused(refused: CaseworkRefused) -> str:
    who = refused.who or "En kollega"
    match refused.why:
        case Why.DONE:
            return (
                "Meldingen er sendt på nytt allerede, eller oppgaven er løst. Ingenting er sendt."
            )
        case Why.TAKEN:
            return f"{who} har tatt oppgaven. Ingenting er sendt."
        case Why.OPTED_OUT:
            return "Den som har dette nummeret, vil ikke ha SMS. Ring, eller skriv brev."
    return "Det gikk ikke. Ingenting er sendt."


def _count(deps: Dependencies, caseworker: Caseworker) -> int:
    return len(deps.casework.mending.letters(caseworker.municipality))


SECTION = Section("Brev", "deliveries.index", (Role.CASEWORKER,), blueprint, _count)
