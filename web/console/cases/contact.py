"""Beginning to talk to a person from the person's page: a text, a call, or a letter."""

from collections.abc import Callable, Mapping

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

from casework.caseworker import CaseworkRefused, Why
from casework.writing.free_text import objections
from casework.writing.outreach import Contact
from choice_register.audit import record_about
from choice_register.queries.case_file import FoundPerson, NoSuchCase
from choice_register.types import PersonView
from core.phone_number import NotAllowed, PhoneNumber
from web.auth import Role, must_have
from web.console.dependencies import Dependencies
from web.console.refusals import in_words
from web.console.request import access_reason
from web.console.request.current_user import acting_caseworker, actor, here
from web.console.request.tokens import given_key

LONGEST_LETTER = 8000
Shown = Callable[[int, str, Mapping[str, str]], str]
"""The page of a person, opened for a reason, with what is wrong with what was sent."""
NO_MOBILE = "Vi har ikke noe mobilnummer til personen. Ring, eller skriv brev."
NO_NUMBER = "Vi har ikke noe nummer til personen. Skriv brev."


def open_person(deps: Dependencies, person_id: int, why: str) -> FoundPerson:
    """A person of the municipality worked in; that it was looked at is noted."""
    try:
        return deps.register.open_person(actor(), here().municipality, person_id, why)
    except NoSuchCase:
        abort(404)


def contact_of(deps: Dependencies, person: PersonView, *, by_text: bool = True) -> Contact | None:
    """How the person is reached from here; None where we have no number for it.

    Args:
        by_text: whether it must be a number that a text reaches.
    """
    try:
        number = PhoneNumber.read(
            person.phone or "", allow_foreign=not by_text, allow_landline=not by_text
        )
    except NotAllowed:
        return None
    ours = deps.catalogue.municipality(person.municipality).phone
    return Contact(person.id, person.municipality, number.e164, ours, person.standard)


def add_contact(pages: Blueprint, deps: Dependencies, shown: Shown) -> None:
    """Add the forms to the pages of a person.

    Args:
        shown: the person's page, with what was typed and what is wrong with it.
    """

    @pages.post("/people/<int:person_id>/text")
    def text(person_id: int) -> ResponseReturnValue:
        person, why, key = _asked(deps, person_id)
        typed = request.form.get("text", "")
        to = contact_of(deps, person)
        if to is None:
            return shown(person_id, why, {"text": NO_MOBILE}), 422
        try:
            conversation = deps.casework.outreach.text(acting_caseworker(), to, typed, key)
        except CaseworkRefused as refused:
            return shown(person_id, why, {"text": _what_helps(refused, typed)}), 422
        flash("Meldingen er på vei. Svarer personen, kommer det hit.", "success")
        address = url_for("casework.conversation.show", conversation=conversation, _anchor="text")
        return redirect(address, 303)

    @pages.post("/people/<int:person_id>/call")
    def call(person_id: int) -> ResponseReturnValue:
        person, why, key = _asked(deps, person_id)
        to = contact_of(deps, person, by_text=False)
        if to is None:
            return shown(person_id, why, {"call": NO_NUMBER}), 422
        try:
            task = deps.casework.outreach.call(acting_caseworker(), to, key)
        except CaseworkRefused as refused:
            return shown(person_id, why, {"call": in_words(refused)}), 422
        return redirect(url_for("casework.calls.show", task_id=task), 303)

    @pages.post("/people/<int:person_id>/plain-letter")
    def plain_letter(person_id: int) -> ResponseReturnValue:
        person, why, _ = _asked(deps, person_id)
        words = request.form.get("letter_words", "").replace("\r\n", "\n").strip()
        if not words:
            return shown(person_id, why, {"letter_words": "Skriv hva brevet skal si."}), 422
        if len(words) > LONGEST_LETTER:
            says = f"Skriv kortere. Det er plass til {LONGEST_LETTER} tegn."
            return shown(person_id, why, {"letter_words": says}), 422
        with deps.database.write() as session:
            record_about(
                session,
                deps.clock.now(),
                actor(),
                "letter_written",
                municipality=person.municipality,
                person_id=person.id,
                reason=why,
            )
        response = make_response(
            render_template(
                "casework/cases/plain_letter.txt",
                person=person,
                words=words,
                municipality=deps.catalogue.municipality(person.municipality),
                writer=here().name,
                today=format_date(deps.clock.today(), "d. MMMM y", locale="nb"),
            )
        )
        response.mimetype = "text/plain"
        file = f"brev-{person.id}.txt"
        response.headers["Content-Disposition"] = f"attachment; filename={file}"
        return response


def _asked(deps: Dependencies, person_id: int) -> tuple[PersonView, str, str]:
    must_have(Role.CASEWORKER, municipality=here().municipality)
    why, key = access_reason.reason() or "contact", given_key()
    person = open_person(deps, person_id, why).person
    if key is None:
        abort(400)
    return person, why, key


def _what_helps(refused: CaseworkRefused, typed: str) -> str:
    if refused.why is Why.TOO_PRIVATE:
        found = objections(typed, private=False)
        return " ".join(dict.fromkeys(each.advice for each in found))
    return in_words(refused)
