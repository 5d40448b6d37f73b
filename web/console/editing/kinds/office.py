"""Kontoret: hours, days that are closed, the duty list, and the numbers that are put through to."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from core.phone_number import NotAllowed, PhoneNumber
from provider_catalog.duty import WEEKDAYS
from provider_catalog.office import DISTRICTS, DUTY, GROUPS, OFFICE, OPENING, TRANSFER
from provider_catalog.revisions.revisions import Revisions
from web.console.days_and_hours import day_as_typed, read_clock
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.forms.fields import Unreadable, read_iso_day, whole_number
from web.console.editing.office_words import ABOUT, DAYS, TITLES, say_number
from web.console.editing.proposing import Draft, Proposing
from web.console.request.current_user import here

MOST_CONTACTS = 8
LONGEST_NAME = 80
MOST_GROUPS = 20
NEW_DISTRICTS = 3
"""Empty rows after those that are there."""
MOST_DISTRICTS = 60
_NO_NUMBER = "Dette er ikke et telefonnummer som finnes."
_NO_CLOCK = "Skriv begge klokkeslettene."


def add_office(pages: Blueprint, deps: Dependencies, pieces: Pieces, proposing: Proposing) -> None:
    """The pages of a municipality's own office."""
    editions = Revisions(deps.database, deps.clock)

    @pages.get("/editing/office")
    def office() -> ResponseReturnValue:
        municipality = here().municipality
        waiting = {each.piece for each in editions.waiting(municipality)}
        return render_template(
            "casework/editing/office.html",
            listed=[
                (each, TITLES[each], pieces.rows(piece, pieces.now(municipality, piece)))
                for each in OFFICE
                if (piece := f"office:{each}")
            ],
            waiting=waiting,
        )

    @pages.get("/editing/office/<name>")
    def office_piece(name: str) -> ResponseReturnValue:
        if name not in OFFICE:
            abort(404)
        draft, _ = proposing.begin(f"office:{name}")
        return _form(draft, _as_typed(name, draft.content))

    @pages.post("/editing/office/<name>")
    def propose_office(name: str) -> ResponseReturnValue:
        if name not in OFFICE:
            abort(404)
        draft, typed = _read(name)
        return proposing.send(draft, lambda told: _form(told, typed))

    def _form(draft: Draft, typed: dict[str, Any]) -> str:
        name = draft.piece.removeprefix("office:")
        return render_template(
            "casework/editing/office_piece.html",
            draft=draft,
            name=name,
            title=TITLES[name],
            typed=typed,
            days=DAYS,
            about=ABOUT,
            waiting=editions.waiting(here().municipality, draft.piece),
            others=proposing.beside(draft),
        )


def _as_typed(name: str, content: dict[str, Any]) -> dict[str, Any]:
    if name == OPENING:
        hours = content["weekdays"] or {"opens": "", "closes": ""}
        return {**hours, "closed": "\n".join(map(day_as_typed, content.get("closed", ())))}
    if name == GROUPS:
        return {GROUPS: "\n".join(content[GROUPS])}
    if name == DISTRICTS:
        known = [{**each, "aliases": ", ".join(each["aliases"])} for each in content["districts"]]
        new = {"id": "", "name": "", "aliases": ""}
        return {"districts": [*known, *(dict(new) for _ in range(NEW_DISTRICTS))]}
    if name == TRANSFER:
        return {"phone": say_number(content["phone"])}
    if name == DUTY:
        known = [{**each, "phone": say_number(each["phone"])} for each in content["contacts"]]
        return {**content, "contacts": _filled_up(known)}
    return {
        **content,
        "phone": say_number(content["phone"]),
        "checked": content["checked"] or "",
    }


def _filled_up(contacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With empty rows after them."""
    empty = {"name": "", "phone": "", "days": list(WEEKDAYS), "begins": "00:00", "ends": "00:00"}
    return [*contacts, *(dict(empty) for _ in range(MOST_CONTACTS - len(contacts)))]


def _read(name: str) -> tuple[Draft, dict[str, Any]]:
    wrong: dict[str, str] = {}
    if name == OPENING:
        content, typed = _read_opening(wrong)
    elif name == GROUPS:
        typed = {GROUPS: request.form.get(GROUPS, "").strip()}
        named = [" ".join(line.split())[:LONGEST_NAME] for line in typed[GROUPS].splitlines()]
        content = {GROUPS: list(dict.fromkeys(filter(None, named)))}
        if len(content[GROUPS]) > MOST_GROUPS:
            wrong[GROUPS] = f"Det er plass til {MOST_GROUPS} grupper."
    elif name == DISTRICTS:
        content, typed = _read_districts(wrong)
    elif name == DUTY:
        content, typed = _read_duty(wrong)
    elif name == TRANSFER:
        typed = {"phone": _typed("phone")}
        content = {"phone": _number("phone", typed["phone"], wrong)}
    else:
        typed = {each: _typed(each) for each in ("name", "phone", "source", "checked")}
        content = {
            **typed,
            "phone": _number("phone", typed["phone"], wrong),
            "checked": _day("checked", typed["checked"], wrong),
        }
        if content["phone"]:
            for field, what in (
                ("name", "Skriv hva det er, for eksempel hjemmetjenestens vakttelefon."),
                ("source", "Skriv adressen til siden som sier det."),
                ("checked", "Skriv dagen da du så på siden."),
            ):
                if not typed[field]:
                    wrong[field] = what
    return Draft(f"office:{name}", None if wrong else content, wrong), typed


def _read_opening(wrong: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    typed = {each: _clock(each, wrong) for each in ("opens", "closes")}
    typed["closed"] = request.form.get("closed", "").strip()
    days = [_day("closed", line.strip(), wrong) for line in typed["closed"].splitlines()]
    closed = sorted({day for day in days if day})
    if not typed["opens"] and not typed["closes"]:
        return {"weekdays": None, "closed": []}, typed
    if not typed["opens"] or not typed["closes"]:
        wrong["opens"] = _NO_CLOCK
    elif not wrong and typed["closes"] <= typed["opens"]:
        wrong["closes"] = "Kontoret må stenge etter at det åpner."
    hours = {"opens": typed["opens"], "closes": typed["closes"]}
    return {"weekdays": hours, "closed": closed}, typed


def _read_districts(wrong: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Districts as they were sent: one that is there keeps its id, a new one gets the next."""
    municipality = here().municipality
    rows: list[dict[str, Any]] = []
    districts: list[dict[str, Any]] = []
    taken = {each for each in request.form.getlist("id") if each.startswith(municipality)}
    for at, known in enumerate(request.form.getlist("id")[:MOST_DISTRICTS]):
        name, aliases = _typed(f"name-{at}"), request.form.get(f"aliases-{at}", "").strip()
        rows.append({"id": known, "name": name, "aliases": aliases})
        if not name:
            if known or aliases:
                wrong[f"name-{at}"] = "Skriv navnet på bydelen."
            continue
        id_ = known or _next_id(municipality, taken)
        taken.add(id_)
        said = [" ".join(each.split()) for each in aliases.split(",") if each.strip()]
        districts.append({"id": id_, "name": name, "aliases": said})
    names = [each["name"].casefold() for each in districts]
    if len(set(names)) != len(names):
        wrong[""] = "To bydeler heter det samme."
    return {"districts": districts}, {"districts": rows}


def _next_id(municipality: str, taken: set[str]) -> str:
    """The municipality's number and two digits, as Statistics Norway numbers districts."""
    return next(
        id_ for number in range(1, 1000) if (id_ := f"{municipality}{number:02}") not in taken
    )


def _read_duty(wrong: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    contacts: list[dict[str, Any]] = []
    for at in range(MOST_CONTACTS):
        row: dict[str, Any] = {
            **{each: _typed(f"{each}-{at}") for each in ("name", "phone")},
            **{each: _clock(f"{each}-{at}", wrong) for each in ("begins", "ends")},
            "days": [day for day in WEEKDAYS if day in request.form.getlist(f"days-{at}")],
        }
        rows.append(row)
        if not row["name"] and not row["phone"]:
            continue
        contacts.append({**row, "phone": _number(f"phone-{at}", row["phone"], wrong, must=True)})
        if not row["name"]:
            wrong[f"name-{at}"] = "Skriv hvem det er."
        if not row["days"]:
            wrong[f"days-{at}"] = "Velg minst én dag."
        if not row["begins"] or not row["ends"]:
            wrong[f"begins-{at}"] = _NO_CLOCK
    numbers = [each["phone"] for each in contacts if each["phone"]]
    if len(set(numbers)) != len(numbers):
        wrong[""] = "Det samme nummeret står to ganger."
    typed = {"contacts": rows, "minutes": _typed("minutes"), "about": _typed("about")}
    content: dict[str, Any] = {"contacts": contacts, "about": typed["about"]}
    try:
        content["minutes"] = whole_number(typed, "minutes", 1, 30)
    except Unreadable as unreadable:
        wrong["minutes"] = unreadable.what
    if typed["about"] not in ABOUT:
        wrong["about"] = "Velg hva de varsles om."
    return content, typed


def _typed(field: str) -> str:
    return " ".join(request.form.get(field, "").split())[:LONGEST_NAME]


def _clock(field: str, wrong: dict[str, str]) -> str:
    """The hour in a field; what is none stays as it was typed."""
    typed = _typed(field)
    found = read_clock(typed)
    if typed and found is None:
        wrong[field] = "Skriv klokkeslettet slik: 08:00."
    return found or typed


def _number(field: str, typed: str, wrong: dict[str, str], *, must: bool = False) -> str | None:
    if not typed and not must:
        return None
    try:
        return PhoneNumber.read(typed, allow_foreign=False, allow_landline=True).e164
    except NotAllowed:
        wrong[field] = _NO_NUMBER
        return None


def _day(field: str, typed: str, wrong: dict[str, str]) -> str | None:
    try:
        return read_iso_day(typed, field)
    except Unreadable:
        wrong[field] = "Skriv dager som 24.12.2026, én på hver linje."
        return None
