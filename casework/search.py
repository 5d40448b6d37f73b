"""Søk: a case or a person in the municipality, and what can be done for the person."""

import re
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from casework import looks
from casework.room import Room
from casework.section import Section
from casework.who import actor, here
from choice_register.casefile import AT_MOST, FoundPerson, NoSuchCase
from choice_register.letters import VALID_FOR
from foundation.clock import Clock
from sign_in import Role, must_have

CASE_NUMBER = re.compile(r"(\d{2})[\s\-]?(\d{5})[\s\-]?(\d)")
SHORTEST_NAME = 2
GROUP = 3


def blueprint(room: Room) -> Blueprint:
    """The pages of searching, and of a person."""
    pages = Blueprint("search", __name__)

    @pages.route("/search", methods=["GET", "POST"])
    def index() -> ResponseReturnValue:
        # Sent as a form, so that no name or birth date stands in an address, or in a log of them.
        if request.method == "GET":
            return _page()
        sought, why = request.form.get("sought", ""), looks.reason()
        fields = _fields(sought)
        wrong = {}
        if not fields:
            wrong["sought"] = "Skriv et saksnummer, en fødselsdato eller et navn."
        if why is None:
            wrong["grunn"] = "Velg hvorfor du søker."
        if wrong or why is None:
            return _page(wrong=wrong), 422
        found = room.register.find_people(actor(), here().municipality, why, **fields)
        return _page(found=found, why=why, most=AT_MOST)

    @pages.get("/people/<int:person_id>")
    def person(person_id: int) -> ResponseReturnValue:
        why = looks.reason()
        if why is None:
            return looks.ask("Opplysninger om en person")
        found = _open(room, person_id, why)
        districts = {e.id: e.name for e in room.catalogue.districts(here().municipality)}
        return render_template(
            "casework/person.html",
            person=found.person,
            cases=found.cases,
            why=why,
            district=districts.get(found.person.district or ""),
            decision=room.register.decision(person_id, channel="casework", who=actor().who),
            mandates=room.register.mandates_of(person_id, actor(), every=True),
            today=room.clock.today(),
        )

    @pages.post("/people/<int:person_id>/letter")
    def letter(person_id: int) -> ResponseReturnValue:
        must_have(Role.CASEWORKER, municipality=here().municipality)
        found = _open(room, person_id, looks.reason() or "contact")
        if request.form.get("sure") != "1":
            abort(400)
        # Taken before the code is made, so that the letter never promises more than the register.
        ends = room.clock.now() + VALID_FOR
        code = room.register.issue_letter(person_id, actor())
        return _letter(room, found, code, Clock(ends).today() - timedelta(days=1))

    def _letter(room: Room, found: FoundPerson, code: str, last_day: Any) -> Response:
        municipality = room.catalogue.municipality(here().municipality)
        text = render_template(
            "casework/letter.txt",
            person=found.person,
            code=" ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP)),
            municipality=municipality,
            reference=room.register.last_reference(found.person.id),
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
        "casework/search.html",
        reasons=looks.REASONS,
        typed=request.form,
        wrong=shown.pop("wrong", {}),
        **shown,
    )


def _fields(sought: str) -> dict[str, Any]:
    """What was typed in the one field: a case number, a birth date, or else a name."""
    sought = sought.strip()
    if case := CASE_NUMBER.fullmatch(sought):
        return {"case_number": "-".join(case.groups())}
    if (day := looks.read_day(sought)) is not None:
        return {"birth_date": day}
    letters = sum(letter.isalpha() for letter in sought)
    return {"name": sought} if letters >= SHORTEST_NAME else {}


def _open(room: Room, person_id: int, why: str) -> FoundPerson:
    try:
        return room.register.open_person(actor(), here().municipality, person_id, why)
    except NoSuchCase:
        abort(404)


SECTION = Section("Søk", "search.index", (Role.CASEWORKER, Role.APPROVER), blueprint)
