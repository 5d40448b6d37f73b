"""Contracts: who may help with what, where, from when until when, and how many people."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from provider_catalog.revisions.revisions import Revisions
from provider_catalog.vocabulary import SERVICES
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.forms.fact_fields import MOST_PEOPLE
from web.console.editing.forms.fields import Unreadable, read_iso_day, whole_number
from web.console.editing.kinds.providers import NEW, known_providers
from web.console.editing.kinds.rules import in_order
from web.console.editing.proposing import Draft, Proposing
from web.console.request.current_user import here

ALL = "all"


def add_contracts(
    pages: Blueprint, deps: Dependencies, pieces: Pieces, proposing: Proposing
) -> None:
    """The pages of contracts; they are listed with their providers."""
    editions = Revisions(deps.database, deps.clock)

    @pages.get("/editing/contracts/<name>")
    def contract(name: str) -> ResponseReturnValue:
        draft, _ = proposing.begin(f"contract:{name}")
        if name != NEW and draft.content is None:
            abort(404)
        return _form(draft, _as_typed(draft.content))

    @pages.post("/editing/contracts/<name>")
    def propose_contract(name: str) -> ResponseReturnValue:
        municipality = here().municipality
        before = pieces.now(municipality, f"contract:{name}")
        if name == NEW:
            name = _new_id(deps, municipality, request.form.get("provider", ""))
        elif before is None:
            abort(404)
        draft, typed = _read(name, before)
        return proposing.send(draft, lambda told: _form(told, typed))

    def _form(draft: Draft, typed: dict[str, Any]) -> str:
        municipality = here().municipality
        now = pieces.now(municipality, draft.piece)
        return render_template(
            "casework/editing/contract.html",
            draft=draft,
            name=draft.piece.removeprefix("contract:") if now else NEW,
            title=pieces.title(municipality, draft.piece) if now else "Ny avtale",
            typed=typed,
            providers={each.id: each.name for each in known_providers(deps, municipality)},
            services={each: deps.catalogue.service_names(each).nb for each in SERVICES},
            districts={each.id: each.name for each in deps.catalogue.districts(municipality)},
            new=now is None,
            waiting=editions.waiting(municipality, draft.piece),
            others=proposing.beside(draft),
        )


def _new_id(deps: Dependencies, municipality: str, provider: str) -> str:
    """An id that no contract has, here or anywhere."""
    taken = {
        contract.id
        for place in deps.catalogue.municipalities()
        for contract in deps.catalogue.contracts(place.id)
    }
    number = 1
    while (made := f"{municipality}-{provider}-{number}") in taken:
        number += 1
    return made


def _as_typed(content: Any) -> dict[str, Any]:
    if content is None:
        provider = request.args.get("provider", "")
        return {
            "provider": provider, "services": [], "where": ALL, "districts": [],
            "start": "", "end": "", "capacity": "",
        }  # fmt: skip
    everywhere = content["districts"] == ALL
    return {
        **{key: "" if value is None else value for key, value in content.items()},
        "where": ALL if everywhere else "some",
        "districts": [] if everywhere else content["districts"],
    }


def _read(name: str, before: Any) -> tuple[Draft, dict[str, Any]]:
    form, wrong = request.form, dict[str, str]()
    typed: dict[str, Any] = {
        "provider": form.get("provider", ""),
        "services": form.getlist("services"),
        "where": form.get("where", ALL),
        "districts": form.getlist("districts"),
        **{field: form.get(field, "").strip() for field in ("start", "end", "capacity")},
    }
    before = before or {}
    content: dict[str, Any] = {
        "provider": typed["provider"],
        "services": in_order(typed["services"], before.get("services")),
        "districts": ALL,
        "capacity": None,
    }
    if not typed["provider"]:
        wrong["provider"] = "Velg en leverandør."
    if not typed["services"]:
        wrong["services"] = "Velg minst én slags hjelp."
    if typed["where"] != ALL:
        content["districts"] = in_order(typed["districts"], before.get("districts"))
        if not typed["districts"]:
            wrong["districts"] = "Velg minst én bydel."
    for field in ("start", "end"):
        try:
            content[field] = read_iso_day(typed[field], field)
        except Unreadable as unreadable:
            wrong[field] = unreadable.what
    if not typed["start"]:
        wrong["start"] = "Skriv den første dagen."
    if typed["capacity"]:
        try:
            content["capacity"] = whole_number(typed, "capacity", 0, MOST_PEOPLE)
        except Unreadable as unreadable:
            wrong["capacity"] = f"{unreadable.what} Eller la feltet stå tomt."
    return Draft(f"contract:{name}", None if wrong else content, wrong), typed
