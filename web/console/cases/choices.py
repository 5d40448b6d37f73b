"""Valg: choices to approve or reject, each with its case, and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from choice_register.queries.case_file import CaseFile, NoSuchCase
from choice_register.types import (
    TAKES_A_PLACE,
    UNDER_WAY,
    ChoiceState,
    DecisionView,
    NotAllowed,
    NotGranted,
    Overtaken,
)
from web.auth import Caseworker, Role, must_have
from web.console.cases import case_words
from web.console.days_and_hours import read_day
from web.console.dependencies import Dependencies
from web.console.request import access_reason
from web.console.request.current_user import actor, here
from web.console.section import Section

MOST_WORDS = 600
FARTHEST = 2 * 365
"""Days ahead that a choice may come to apply; more is a slip in the year."""
"""Letters of a caseworker's own words: a reason, and not a letter."""

NOT_GRANTED = (
    "Ikke godkjent: ingen vedtak gir hjelpen den dagen valget skulle begynt. "
    "Avslå valget, eller legg inn det nye vedtaket først."
)


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a form: by field, what helps."""

    fields: dict[str, str]


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of choices."""
    pages = Blueprint("choices", __name__)

    @pages.app_template_filter("provider")
    def provider(provider_id: str | None) -> str:
        return deps.catalogue.provider_name(provider_id or "")

    @pages.app_template_filter("service")
    def service(service_id: str) -> str:
        return deps.catalogue.service_names(service_id).nb

    @pages.context_processor
    def words() -> dict[str, Any]:
        return {"case_words": case_words}

    def show(
        case_number: str, why: str, wrong: Wrong | None = None, status: int = 200
    ) -> ResponseReturnValue:
        case = _open(deps, case_number, why)
        decision = _decision(deps, case)
        page = render_template(
            "casework/cases/case.html",
            case=case,
            why=why,
            decision=decision,
            district=_district(deps, case),
            under_way=[each for each in case.choices if each.state in UNDER_WAY],
            in_effect=[each for each in case.choices if each.state is ChoiceState.IN_EFFECT],
            not_granted=any(not e.granted for e in case.choices if e.state in TAKES_A_PLACE),
            dated=_dated(case),
            today=deps.clock.today(),
            may_decide=here().may(Role.APPROVER),
            typed=request.form,
            wrong=wrong.fields if wrong else {},
        )
        return page, status

    @pages.get("/choices")
    def index() -> ResponseReturnValue:
        listed = deps.register.list_choices(actor(), UNDER_WAY, here().municipality)
        received = [each for each in listed if each.state is ChoiceState.RECEIVED]
        undated = [
            each
            for each in listed
            if each.state is ChoiceState.APPROVED and each.effect_date is None
        ]
        rest = [each for each in listed if each not in received and each not in undated]
        return render_template(
            "casework/cases/choices.html", received=received, undated=undated, coming=rest
        )

    @pages.get("/choices/<case_number>")
    def case(case_number: str) -> ResponseReturnValue:
        why = access_reason.reason()
        return show(case_number, why) if why else access_reason.ask(f"Sak {case_number}")

    @pages.post("/choices/<case_number>/approve")
    def approve(case_number: str) -> ResponseReturnValue:
        me = must_have(Role.APPROVER, municipality=here().municipality)
        why = access_reason.reason() or "treat"
        dated = request.form.get("dated") == "1"
        day = read_day(request.form.get("effect_date", ""))
        no_day = request.form.get("no_date") == "1"
        wrong = _wrong_day(day, no_day=no_day or dated, today=deps.clock.today())
        if wrong:
            return show(case_number, why, Wrong({"effect_date": wrong}), 422)
        return _decide(
            deps,
            case_number,
            why,
            lambda seen: deps.register.approve(
                me.municipality, case_number, actor(), day, seen=seen
            ),
            "Godkjent. Innbyggeren får vite at valget er behandlet.",
        )

    @pages.post("/choices/<case_number>/reject")
    def reject(case_number: str) -> ResponseReturnValue:
        me = must_have(Role.APPROVER, municipality=here().municipality)
        why = access_reason.reason() or "treat"
        picked = request.form.get("reason", "")
        own_words = " ".join(request.form.get("words", "").split())
        wrong = _wrong_reason(picked, own_words, case_words.REJECTIONS)
        if wrong:
            return show(case_number, why, Wrong(wrong), 422)
        told = f"{case_words.REJECTIONS[picked]}. {own_words}"
        return _decide(
            deps,
            case_number,
            why,
            lambda seen: deps.register.reject(
                me.municipality, case_number, actor(), told.strip(), seen=seen
            ),
            "Avslått. Innbyggeren får vite at valget er behandlet. "
            "Grunnen og klageadgangen må stå i brevet fra kommunen.",
        )

    @pages.post("/choices/<case_number>/end")
    def end(case_number: str) -> ResponseReturnValue:
        me = must_have(Role.APPROVER, municipality=here().municipality)
        why = access_reason.reason() or "treat"
        picked = request.form.get("reason", "")
        own_words = " ".join(request.form.get("words", "").split())
        wrong = _wrong_reason(picked, own_words, case_words.END_REASONS)
        if wrong:
            return show(case_number, why, Wrong(wrong), 422)
        told = f"{case_words.END_REASONS[picked]}. {own_words}".strip()
        return _decide(
            deps,
            case_number,
            why,
            lambda seen: deps.register.end_choice(
                me.municipality, case_number, actor(), told, seen=seen
            ),
            "Avsluttet. Plassen hos leverandøren er ledig, og kommunen gir hjelpen videre.",
        )

    return pages


def _decision(deps: Dependencies, case: CaseFile) -> DecisionView | None:
    """The person's decision; not of somebody who has moved: it is another municipality's."""
    if case.person.municipality != case.municipality:
        return None
    return deps.register.decision(case.person.id, by=actor())


def _open(deps: Dependencies, case_number: str, why: str) -> CaseFile:
    try:
        return deps.register.open_case(actor(), here().municipality, case_number, why)
    except NoSuchCase:
        abort(404)


def _district(deps: Dependencies, case: CaseFile) -> str | None:
    districts = {each.id: each.name for each in deps.catalogue.districts(case.municipality)}
    return districts.get(case.person.district or "")


def _dated(case: CaseFile) -> bool:
    """Whether every choice under way has a date already, by the municipality's rule or agreed."""
    return all(each.effect_date for each in case.choices if each.state in UNDER_WAY)


def _decide(
    deps: Dependencies, case_number: str, why: str, act: Any, said: str
) -> ResponseReturnValue:
    """Do what was decided, if the case is still as it was seen; else tell what happened."""
    back = url_for("casework.choices.case", case_number=case_number, grunn=why)
    seen = request.form.get("seen", "")
    try:
        act(seen)
    except Overtaken:
        flash(_what_happened(_open(deps, case_number, why)), "danger")
        return redirect(back, 303)
    except NotGranted:
        flash(NOT_GRANTED, "danger")
        return redirect(back, 303)
    except NotAllowed:
        # Told in no other way than a case that is not there.
        _open(deps, case_number, why)
        flash("Ingenting i saken venter på svar lenger. Ingenting er endret.", "danger")
        return redirect(back, 303)
    flash(f"Sak {case_number}: {said}", "success")
    # On to the next that waits, where there is one.
    waits = deps.register.case_that_waits_longest(here().municipality)
    if waits is None:
        return redirect(url_for("casework.choices.index"), 303)
    return redirect(url_for("casework.choices.case", case_number=waits, grunn="treat"), 303)


def _what_happened(case: CaseFile) -> str:
    changes = [event for event in case.events if event.what not in case_words.LOOKED]
    last = changes[-1]
    return (
        f"Saken er endret siden du åpnet den. {case_words.event_in_words(last)}. "
        "Svaret ditt er ikke lagret. Se på saken på nytt."
    )


def _wrong_day(day: date | None, *, no_day: bool, today: date) -> str | None:
    typed = request.form.get("effect_date", "").strip()
    if typed and day is None:
        return "Skriv datoen slik: 01.12.2026."
    if day is not None and day < today:
        return "Datoen er passert. Velg i dag eller en senere dag."
    if day is not None and day > today + timedelta(days=FARTHEST):
        return "Datoen er mer enn to år fram. Skriv året med fire sifre, og se på det en gang til."
    if day is None and not no_day:
        return (
            "Kommunen oppgir ingen dato. Skriv den som er avtalt, eller kryss av for at "
            "den ikke er avtalt ennå."
        )
    return None


def _wrong_reason(picked: str, own_words: str, reasons: Mapping[str, str]) -> dict[str, str]:
    if picked not in reasons:
        return {"reason": "Velg en grunn."}
    if picked == "other" and not own_words:
        return {"words": "Skriv hva grunnen er."}
    if len(own_words) > MOST_WORDS:
        return {"words": f"Skriv kortere. Det er plass til {MOST_WORDS} tegn."}
    return {}


def _count(deps: Dependencies, caseworker: Caseworker) -> int:
    return deps.register.count_waiting(caseworker.municipality)


SECTION = Section("Valg", "choices.index", (Role.CASEWORKER, Role.APPROVER), blueprint, _count)
