"""Søk: a case or a person in the municipality, and what can be done for the person."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from choice_register.queries.case_file import AT_MOST, FoundPerson
from choice_register.verification.letters import VALID_FOR, NewerLetter
from core.channel import Channel
from core.clock import Clock
from provider_catalog.facts.must_choose import must_in_short
from web.auth import Role, must_have
from web.console.cases import case_words
from web.console.cases.contact import add_contact, contact_of, open_person
from web.console.cases.person_threads import person_threads
from web.console.cases.spoken_wishes import add_spoken_wishes
from web.console.days_and_hours import read_day
from web.console.dependencies import Dependencies
from web.console.request import access_reason
from web.console.request.current_user import actor, here
from web.console.request.row_ids import row_id
from web.console.request.tokens import fresh_key
from web.console.section import Section

CASE_NUMBER = re.compile(r"(\d{2})[\s\-]?(\d{5})[\s\-]?(\d)")
SHORTEST_NAME = 2
GROUP = 3
NOT_SURE = "Kryss av når du skal sende brevet i dag."
NEWER_LETTER = (
    "Det ble laget et brev etter at du åpnet siden. Lager du ett til, virker ikke koden i det."
    " Kryss av og lag et nytt bare hvis du må."
)


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of searching, and of a person."""
    pages = Blueprint("search", __name__)

    @pages.route("/search", methods=["GET", "POST"])
    def index() -> ResponseReturnValue:
        # Sent as a form, so that no name or birth date stands in an address, or in a log of them.
        if request.method == "GET":
            return _page()
        sought, why = request.form.get("sought", ""), access_reason.reason()
        fields = _fields(sought, deps.clock.today())
        wrong = {}
        if not fields:
            wrong["sought"] = "Skriv et saksnummer, en fødselsdato eller et navn."
        if why is None:
            wrong["grunn"] = "Velg hvorfor du søker."
        if wrong or why is None:
            return _page(wrong=wrong), 422
        found = deps.register.find_people(actor(), here().municipality, why, **fields)
        return _page(found=found, why=why, most=AT_MOST)

    def shown(person_id: int, why: str, wrong: Mapping[str, str] | None = None) -> str:
        found = open_person(deps, person_id, why)
        districts = {e.id: e.name for e in deps.catalogue.districts(here().municipality)}
        return render_template(
            "casework/cases/person.html",
            person=found.person,
            choices=deps.register.choices(person_id),
            why=why,
            district=districts.get(found.person.district or ""),
            decision=deps.register.decision(person_id, by=actor()),
            mandates=deps.register.mandates_of(person_id, actor(), every=True),
            today=deps.clock.today(),
            threads=person_threads(deps, person_id),
            may_write=here().may(Role.CASEWORKER),
            by_text=contact_of(deps, found.person),
            by_phone=contact_of(deps, found.person, by_text=False),
            typed=request.form,
            wrong=wrong or {},
            key=fresh_key,
            latest_letter=deps.register.latest_letter(person_id),
            case_words=case_words,
        )

    @pages.get("/people/<int:person_id>")
    def person(person_id: int) -> ResponseReturnValue:
        why = access_reason.reason()
        if why is None:
            return access_reason.ask("Opplysninger om en person")
        return shown(person_id, why)

    add_contact(pages, deps, shown)
    add_spoken_wishes(pages, deps)

    @pages.post("/people/<int:person_id>/letter")
    def letter(person_id: int) -> ResponseReturnValue:
        must_have(Role.CASEWORKER, municipality=here().municipality)
        found = open_person(deps, person_id, access_reason.reason() or "contact")
        why = access_reason.reason() or "contact"
        if request.form.get("sure") != "1":
            return shown(person_id, why, {"sure": NOT_SURE}), 422
        seen = row_id(request.form.get("seen", ""))
        if seen is None:
            abort(400)
        # Taken before the code is made, so that the letter never promises more than the register.
        ends = deps.clock.now() + VALID_FOR
        try:
            code = deps.register.issue_letter(person_id, actor(), seen)
        except NewerLetter:
            return shown(person_id, why, {"sure": NEWER_LETTER}), 409
        return _letter(deps, found, code, Clock(ends).today() - timedelta(days=1))

    def _letter(deps: Dependencies, found: FoundPerson, code: str, last_day: Any) -> Response:
        municipality = deps.catalogue.municipality(here().municipality)
        must = must_in_short(
            deps.catalogue.scheme(municipality.id),
            municipality.name,
            deps.clock.today(),
            deps.catalogue.national_rule("responsible"),
        )
        text = render_template(
            "casework/cases/letter.txt",
            person=found.person,
            code=_grouped(code),
            second=_grouped(deps.register.second_code(found.person.id) or ""),
            must=deps.texts.render(must, Channel.WEB, found.person.standard).text,
            municipality=municipality,
            reference=deps.register.last_reference(found.person.id),
            last_day=last_day,
        )
        response = make_response(text)
        response.mimetype = "text/plain"
        name = f"brev-{found.person.id}.txt"
        response.headers["Content-Disposition"] = f"attachment; filename={name}"
        return response

    return pages


def _page(**shown: Any) -> str:
    return render_template(
        "casework/cases/search.html",
        reasons=access_reason.REASONS,
        typed=request.form,
        wrong=shown.pop("wrong", {}),
        **shown,
    )


def _fields(sought: str, today: date) -> dict[str, Any]:
    """What was typed in the one field: a case number, a birth date, or else a name."""
    sought = sought.strip()
    if case := CASE_NUMBER.fullmatch(sought):
        return {"case_number": "-".join(case.groups())}
    if (day := read_day(sought, born_by=today)) is not None:
        return {"birth_date": day}
    letters = sum(letter.isalpha() for letter in sought)
    return {"name": sought} if letters >= SHORTEST_NAME else {}


SECTION = Section("Søk", "search.index", (Role.CASEWORKER, Role.APPROVER), blueprint)


def _grouped(code: str) -> str:
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
