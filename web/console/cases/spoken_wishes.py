"""Registering what a person says on the phone or at the counter: a choice, a switch, an undoing.

In three steps: what is wished for and how the caseworker knows whose wish it is; the read-back, to
be read aloud; and the receipt. The acts are the register's own, on the caseworker's authority.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from casework.caseworker import CaseworkRefused
from choice_register.types import (
    UNDER_WAY,
    Authority,
    ChoiceRefused,
    ChoiceRequest,
    ChoiceState,
    ChoiceView,
    PersonView,
    UndoRefused,
)
from web.auth import Role, must_have
from web.console.cases import case_words, offers
from web.console.cases.contact import contact_of, open_person
from web.console.cases.said_code import wrong_code
from web.console.dependencies import Dependencies
from web.console.refusals import in_words
from web.console.request import access_reason
from web.console.request.current_user import acting_caseworker, actor, here
from web.console.request.tokens import fresh_key, given_key

WAYS = {
    "id_seen": ("Ved skranken: jeg har sett gyldig legitimasjon", "casework"),
    "code": ("På telefon eller ved skranken: personen sier koden fra brevet", "phone"),
    "paper": ("På papir: personen har skrevet under", "paper"),
}
"""How one knows whose wish it is, by the word in the audit: what is picked, and the door."""
READ_WITHIN_SECONDS = 1800
"""So long after the form was sent the read-back is good for: then the wish is asked for anew."""
CHANGED = "Noe er endret i saken siden du begynte. Les det opp på nytt."
_SALT = "spoken-wish"


def add_spoken_wishes(pages: Blueprint, deps: Dependencies) -> None:
    """Add the pages to those of a person."""

    @pages.get("/people/<int:person_id>/choose")
    def choose(person_id: int) -> ResponseReturnValue:
        must_have(Role.CASEWORKER, municipality=here().municipality)
        why = access_reason.reason()
        if why is None:
            return access_reason.ask("Registrere et valg for en person")
        return _form(deps, person_id, why)

    @pages.get("/people/<int:person_id>/undo/<case_number>")
    def undo(person_id: int, case_number: str) -> ResponseReturnValue:
        must_have(Role.CASEWORKER, municipality=here().municipality)
        why = access_reason.reason()
        if why is None:
            return access_reason.ask(f"Angre sak {case_number} for en person")
        return _form(deps, person_id, why, case_number)

    @pages.post("/people/<int:person_id>/read-back")
    def read_back(person_id: int) -> ResponseReturnValue:
        must_have(Role.CASEWORKER, municipality=here().municipality)
        why = access_reason.reason() or "contact"
        person = open_person(deps, person_id, why).person
        case_number = request.form.get("case_number") or None
        wish, wrong = _read(deps, person, case_number)
        if wish is None:
            return _form(deps, person_id, why, case_number, wrong), 422
        return _read_back(deps, person, why, wish)

    @pages.post("/people/<int:person_id>/register")
    def register(person_id: int) -> ResponseReturnValue:
        must_have(Role.CASEWORKER, municipality=here().municipality)
        why, key = access_reason.reason() or "contact", given_key()
        person = open_person(deps, person_id, why).person
        wish = _signed(request.form.get("wish", ""), person_id)
        if wish is None or key is None:
            flash("Det gikk for lang tid. Begynn på nytt, og les det opp igjen.", "warning")
            return redirect(url_for(".person", person_id=person_id, grunn=why), 303)
        if wish["state"] != _state(deps, person_id):
            if (done := _done_already(deps, person_id, wish)) is not None:
                return redirect(_receipt_of(person_id, done, why), 303)
            flash(CHANGED, "danger")
            return _read_back(deps, person, why, {**wish, "state": _state(deps, person_id)}), 409
        try:
            made = _act(deps, person, wish, key)
        except (ChoiceRefused, UndoRefused) as refused:
            flash(f"Ikke registrert. {_why_not(refused)}", "danger")
            return redirect(url_for(".person", person_id=person_id, grunn=why), 303)
        if request.form.get("receipt") == "sms":
            _send_receipt(deps, person, made, key, undone=wish["case_number"] is not None)
        return redirect(_receipt_of(person_id, made[0].case_number, why), 303)

    @pages.get("/people/<int:person_id>/receipt/<case_number>")
    def receipt(person_id: int, case_number: str) -> ResponseReturnValue:
        why = access_reason.reason()
        if why is None:
            return access_reason.ask(f"Kvittering for sak {case_number}")
        return _receipt(deps, person_id, case_number, why)

    @pages.get("/people/<int:person_id>/receipt/<case_number>.txt")
    def receipt_file(person_id: int, case_number: str) -> ResponseReturnValue:
        why = access_reason.reason()
        if why is None:
            return access_reason.ask(f"Kvittering for sak {case_number}")
        name = f"kvittering-{case_number}.txt"
        return (
            _receipt(deps, person_id, case_number, why, "casework/cases/receipt.txt"),
            {
                "Content-Type": "text/plain; charset=utf-8",
                "Content-Disposition": f"attachment; filename={name}",
            },
        )


def _form(
    deps: Dependencies,
    person_id: int,
    why: str,
    case_number: str | None = None,
    wrong: Mapping[str, str] | None = None,
) -> str:
    person = open_person(deps, person_id, why).person
    undone = _undoable(deps, person_id, case_number) if case_number else []
    if case_number and not undone and not wrong:
        abort(404)
    return render_template(
        "casework/cases/spoken_wish.html",
        person=person,
        why=why,
        offers=[] if case_number else offers.of(deps, person),
        is_open=deps.catalogue.scheme(person.municipality).open_on(deps.clock.today()),
        case_number=case_number,
        undone=undone,
        ways={each: words for each, (words, _) in WAYS.items()},
        refusals=case_words.NOT_CHOSEN,
        typed=request.form,
        wrong=wrong or {},
        key=fresh_key(),
    )


def _read(
    deps: Dependencies, person: PersonView, case_number: str | None
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """The wish as it was sent; or what is wrong with it. The code is tried last, and only once."""
    wrong: dict[str, str] = {}
    picks: dict[str, str] = {}
    if case_number is None:
        for offer in offers.of(deps, person):
            picked = request.form.get(f"pick-{offer.service}", "")
            if not picked:
                continue
            reason = offer.refusal(picked)
            if reason is not None:
                wrong[f"pick-{offer.service}"] = case_words.NOT_CHOSEN[reason]
            picks[offer.service] = picked
        if not picks:
            wrong["picks"] = "Velg en leverandør for minst én tjeneste."
    elif not _undoable(deps, person.id, case_number):
        wrong["picks"] = "Saken kan ikke angres lenger."
    shown = request.form.get("shown", "")
    if shown not in WAYS:
        wrong["shown"] = "Velg hvordan du vet hvem det er."
    if not wrong and shown == "code" and (says := wrong_code(deps, person)):
        wrong["code"] = says
    if wrong:
        return None, wrong
    state = _state(deps, person.id)
    return {"picks": picks, "case_number": case_number, "shown": shown, "state": state}, {}


def _read_back(deps: Dependencies, person: PersonView, why: str, wish: Mapping[str, Any]) -> str:
    return render_template(
        "casework/cases/read_back.html",
        person=person,
        why=why,
        lines=offers.read_back(deps, person, wish["picks"]),
        undone=_undoable(deps, person.id, wish["case_number"]) if wish["case_number"] else [],
        shown=case_words.SHOWN[wish["shown"]],
        wish=_signer().dumps([person.id, here().subject, dict(wish)]),
        texted=contact_of(deps, person) is not None,
        key=fresh_key(),
    )


def _act(
    deps: Dependencies, person: PersonView, wish: Mapping[str, Any], key: str
) -> list[ChoiceView]:
    shown = wish["shown"]
    by = actor(shown=shown)
    if wish["case_number"] is not None:
        return deps.register.undo_choice_by_caseworker(
            person.id, wish["case_number"], by, f"desk:{key}"
        )
    return deps.register.register_choice(
        ChoiceRequest(
            person_id=person.id,
            picks=wish["picks"],
            channel=WAYS[shown][1],
            authority=Authority.CASEWORKER,
            conversation=None,
            key=f"desk:{key}",
            # It was read back that the new choice takes the old one's place.
            replaces=True,
        ),
        by=by,
    )


def _send_receipt(
    deps: Dependencies, person: PersonView, made: list[ChoiceView], key: str, *, undone: bool
) -> None:
    to = contact_of(deps, person)
    if to is None:
        flash("Kvitteringen ble ikke sendt: vi har ikke noe mobilnummer.", "warning")
        return
    try:
        says = offers.receipt(deps, person, made, undone=undone)
        deps.casework.outreach.receipt(acting_caseworker(), to, says, key)
    except CaseworkRefused as refused:
        flash(f"Kvitteringen ble ikke sendt. {in_words(refused)}", "warning")
        return
    flash("Kvitteringen er på vei på SMS.", "success")


def _receipt(
    deps: Dependencies,
    person_id: int,
    case_number: str,
    why: str,
    template: str = "casework/cases/receipt.html",
) -> str:
    person = open_person(deps, person_id, why).person
    made = [e for e in deps.register.choices(person_id) if e.case_number == case_number]
    if not made:
        abort(404)
    where = person.municipality
    case = deps.register.open_case(actor(), where, case_number, why)
    known = [e.details["shown"] for e in case.events if e.details.get("shown")]
    return render_template(
        template,
        person=person,
        why=why,
        case_number=case_number,
        made=made,
        begins={
            each.service: offers.begins(deps, where, each.service, each.effect_date)
            for each in made
        },
        shown=case_words.SHOWN.get(known[-1], "") if known else "",
        states=case_words.STATES,
        municipality=deps.catalogue.municipality(where),
        now=deps.clock.now(),
    )


def _receipt_of(person_id: int, case_number: str, why: str) -> str:
    return url_for(".receipt", person_id=person_id, case_number=case_number, grunn=why)


def _undoable(deps: Dependencies, person_id: int, case_number: str | None) -> list[ChoiceView]:
    chosen = deps.register.choices(person_id)
    return [each for each in chosen if each.case_number == case_number and each.can_undo]


def _state(deps: Dependencies, person_id: int) -> str:
    """What a person's choices look like now, in a few letters."""
    chosen = deps.register.choices(person_id)
    seen = [f"{e.case_number}:{e.service}:{e.state}:{e.effect_date}" for e in chosen]
    return hashlib.sha256("|".join(seen).encode()).hexdigest()[:16]


def _done_already(deps: Dependencies, person_id: int, wish: Mapping[str, Any]) -> str | None:
    """The case number, where just this has been done: the form was sent twice."""
    chosen = deps.register.choices(person_id)
    if wish["case_number"] is not None:
        of_case = [each for each in chosen if each.case_number == wish["case_number"]]
        gone = all(each.state is ChoiceState.WITHDRAWN for each in of_case)
        return wish["case_number"] if gone else None
    under_way = {each.service: each for each in chosen if each.state in UNDER_WAY}
    theirs = {service: under_way.get(service) for service in wish["picks"]}
    made = {
        each.case_number
        for service, each in theirs.items()
        if each is not None and each.provider_id == wish["picks"][service]
    }
    return made.pop() if None not in theirs.values() and len(made) == 1 else None


def _signed(sent: str, person_id: int) -> dict[str, Any] | None:
    """The wish that was read back, by this caseworker and for this person; else None."""
    try:
        whose, who, wish = _signer().loads(sent, max_age=READ_WITHIN_SECONDS)
    except (BadSignature, ValueError, TypeError):
        return None
    return dict(wish) if (whose, who) == (person_id, here().subject) else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["WTF_CSRF_SECRET_KEY"], salt=_SALT)


def _why_not(refused: ChoiceRefused | UndoRefused) -> str:
    if isinstance(refused, ChoiceRefused):
        return case_words.NOT_CHOSEN[refused.reason]
    return case_words.NOT_UNDONE[refused.reason]
