"""Fullmakter: those that deserve a look, a paper that was seen, and the end of one."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from choice_register.mandates.mandates import MOST_DAYS
from choice_register.mandates.types import (
    ListedMandate,
    MandateRefusal,
    MandateRefused,
    Paper,
    PaperMandate,
    Scope,
)
from choice_register.queries.case_file import NoSuchCase
from web.auth import Role, must_have
from web.console.days_and_hours import read_day
from web.console.dependencies import Dependencies
from web.console.request import access_reason
from web.console.request.current_user import actor, here
from web.console.request.tokens import fresh_key, given_key
from web.console.section import Section

GROUP = 3
LONGEST_WHY = 200
PAPERS = {
    Paper.SIGNED.value: "Fullmakt som personen har skrevet under",
    Paper.GUARDIAN.value: "Vergefullmakt fra Statsforvalteren som dekker dette",
    Paper.ATTORNEY.value: "Fremtidsfullmakt som er trådt i kraft",
}
NO_NEXT_OF_KIN = (
    "Legalfullmakt gjelder daglig økonomi, ikke kommunen. Den kan ikke brukes her. Personen kan "
    "gi en fullmakt selv."
)
"""Told beside the papers, and not offered among them: it would be refused each time."""
SCOPES = {
    Scope.SEE.value: "Se vedtaket, leverandøren og valgene",
    Scope.CHOOSE.value: "Se, og også velge, bytte og angre",
}
CHECKS = {
    "ends_soon": "Utløper snart. Spør om papiret fortsatt gjelder.",
    "code_unused": "Koden er ikke brukt. Den kan være sendt til feil nummer.",
    "code_locked": "For mange feil koder. Spør fullmektigen hva som skjedde.",
}
REFUSED = {
    MandateRefusal.NO_NAME: ("agent_name", "Skriv navnet til fullmektigen."),
    MandateRefusal.BAD_PHONE: ("agent_phone", "Skriv et mobilnummer, eller la feltet stå tomt."),
    MandateRefusal.BAD_DAYS: (
        "valid_to",
        f"Siste dag må være etter den første, og høyst {MOST_DAYS} dager fram.",
    ),
    MandateRefusal.TOO_MANY: ("paper", "Personen har for mange fullmakter. Trekk en først."),
    MandateRefusal.NEXT_OF_KIN: ("paper", NO_NEXT_OF_KIN),
    MandateRefusal.NO_PAPER: ("reference", "Skriv hvilket papir du så, og en dag som har vært."),
    MandateRefusal.OF_ONESELF: ("agent_national_id", "Dette er personens eget fødselsnummer."),
    MandateRefusal.NOT_HERE: ("paper", "Personen hører ikke til denne kommunen."),
}
"""A field, and what helps: https://www.aldringoghelse.no/tema/lover-og-forskrifter/fullmakt-og-vergemal/"""


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of mandates."""
    pages = Blueprint("mandates", __name__)

    @pages.get("/mandates")
    def index() -> ResponseReturnValue:
        municipality = here().municipality
        every = request.args.get("all") == "1"
        if every:
            listed = deps.register.list_mandates(actor(), municipality)
        else:
            listed = deps.register.mandates_to_check(actor(), municipality)
        return render_template(
            "casework/cases/mandates.html", listed=listed, every=every, checks=CHECKS
        )

    @pages.get("/mandates/<int:mandate_id>")
    def show(mandate_id: int) -> ResponseReturnValue:
        return _shown(deps, mandate_id)

    @pages.post("/mandates/<int:mandate_id>/withdraw")
    def withdraw(mandate_id: int) -> ResponseReturnValue:
        me = must_have(Role.CASEWORKER, municipality=here().municipality)
        _one(deps, mandate_id)
        why = " ".join(request.form.get("why", "").split())
        if not why:
            return _shown(deps, mandate_id, {"why": "Skriv hvorfor fullmakten er slutt."}), 422
        if len(why) > LONGEST_WHY:
            says = f"Skriv kortere. Det er plass til {LONGEST_WHY} tegn."
            return _shown(deps, mandate_id, {"why": says}), 422
        deps.register.withdraw_mandate_by_caseworker(me.municipality, mandate_id, actor(), why)
        flash("Fullmakten er trukket. Koden virker ikke lenger.", "success")
        return redirect(url_for(".show", mandate_id=mandate_id), 303)

    @pages.get("/people/<int:person_id>/mandate")
    def new(person_id: int) -> ResponseReturnValue:
        why = access_reason.reason()
        return (
            _form(deps, person_id, why) if why else access_reason.ask("Ny fullmakt for en person")
        )

    @pages.post("/people/<int:person_id>/mandate")
    def register(person_id: int) -> ResponseReturnValue:
        must_have(Role.CASEWORKER, municipality=here().municipality)
        typed, wrong = _read(person_id, here().municipality)
        if typed is None:
            return _form(deps, person_id, "mandate", wrong), 422
        try:
            given = deps.register.register_mandate_by_caseworker(typed, actor())
        except MandateRefused as refused:
            if refused.reason is MandateRefusal.NOT_HERE:
                abort(404)
            field, says = REFUSED[refused.reason]
            return _form(deps, person_id, "mandate", {field: says}), 422
        except NoResultFound:
            abort(404)
        except ValueError:
            says = "Dette er ikke et fødselsnummer."
            return _form(deps, person_id, "mandate", {"agent_national_id": says}), 422
        code = " ".join(given.code[at : at + GROUP] for at in range(0, len(given.code), GROUP))
        return render_template(
            "casework/cases/mandate_given.html", mandate=given.mandate, code=code
        )

    return pages


def _one(deps: Dependencies, mandate_id: int) -> ListedMandate:
    found = deps.register.mandate(here().municipality, mandate_id, actor())
    if found is None:
        abort(404)
    return found


def _shown(deps: Dependencies, mandate_id: int, wrong: dict[str, str] | None = None) -> str:
    return render_template(
        "casework/cases/mandate.html",
        listed=_one(deps, mandate_id),
        checks=CHECKS,
        wrong=wrong or {},
        typed=request.form.get("why", ""),
        longest=LONGEST_WHY,
    )


def _form(deps: Dependencies, person_id: int, why: str, wrong: dict[str, str] | None = None) -> str:
    try:
        found = deps.register.open_person(actor(), here().municipality, person_id, why)
    except NoSuchCase:
        abort(404)
    today = deps.clock.today()
    typed: dict[str, Any] = {"seen_on": today, "valid_to": today + timedelta(days=MOST_DAYS)}
    return render_template(
        "casework/cases/mandate_new.html",
        person=found.person,
        papers=PAPERS,
        no_next_of_kin=NO_NEXT_OF_KIN,
        scopes=SCOPES,
        typed=typed | request.form.to_dict(),
        wrong=wrong or {},
        key=given_key() or fresh_key(),
    )


def _read(person_id: int, municipality: str) -> tuple[PaperMandate | None, dict[str, str]]:
    """The form as it was sent; or what is wrong with it."""
    form, wrong = request.form, dict[str, str]()
    paper, scope = form.get("paper", ""), form.get("scope", "")
    if paper not in PAPERS:
        wrong["paper"] = "Velg hvilket papir du har sett."
    if scope not in SCOPES:
        wrong["scope"] = "Velg hva fullmektigen får gjøre."
    days: dict[str, date] = {}
    for field in ("seen_on", "valid_to"):
        day = read_day(form.get(field, ""))
        if day is None:
            wrong[field] = "Skriv datoen slik: 01.12.2026."
        else:
            days[field] = day
    key = given_key()
    if wrong or key is None:
        return None, wrong
    national_id = "".join(form.get("agent_national_id", "").split())
    return (
        PaperMandate(
            municipality=municipality,
            person_id=person_id,
            paper=Paper(paper),
            reference=form.get("reference", ""),
            seen_on=days["seen_on"],
            agent_name=form.get("agent_name", ""),
            scope=Scope(scope),
            valid_to=days["valid_to"],
            key=key,
            agent_phone=form.get("agent_phone", "").strip() or None,
            agent_national_id=national_id or None,
        ),
        wrong,
    )


SECTION = Section("Fullmakter", "mandates.index", (Role.CASEWORKER,), blueprint)
