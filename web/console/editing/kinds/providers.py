"""Providers: what is told of each, with source and day, and how people say their names."""

import re
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from provider_catalog.revisions.revisions import Revisions
from web.console.days_and_hours import as_iso
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.forms.fields import Unreadable
from web.console.editing.forms.forms import fact_shape
from web.console.editing.forms.refusals import SHARED
from web.console.editing.kinds.rules import in_order
from web.console.editing.labels import FACTS
from web.console.editing.proposing import Draft, Proposing
from web.console.request.current_user import here

NEW = "new"
LONGEST_NAME = 80
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "é": "e"})


def add_providers(
    pages: Blueprint, deps: Dependencies, pieces: Pieces, proposing: Proposing
) -> None:
    """The pages of providers."""
    editions = Revisions(deps.database, deps.clock)

    @pages.get("/editing/providers")
    def providers() -> ResponseReturnValue:
        municipality = here().municipality
        waiting = {each.piece for each in editions.waiting(municipality)}
        return render_template(
            "casework/editing/providers.html",
            listed=known_providers(deps, municipality),
            contracts=_contracts(deps, municipality),
            waiting=waiting,
        )

    @pages.get("/editing/providers/<name>")
    def provider(name: str) -> ResponseReturnValue:
        draft, _ = proposing.begin(f"provider:{name}")
        if name != NEW:
            _own(deps, name)
        return _form(draft, _as_typed(draft.content))

    @pages.post("/editing/providers/<name>")
    def propose_provider(name: str) -> ResponseReturnValue:
        if name == NEW:
            made = slug(request.form.get("name", ""))
            draft, typed = _read(made, None)
            if pieces.now(here().municipality, f"provider:{made}") is not None:
                draft.wrong["name"] = "En annen leverandør heter det samme."
        else:
            _own(deps, name)
            draft, typed = _read(name, pieces.now(here().municipality, f"provider:{name}"))
        return proposing.send(draft, lambda told: _form(told, typed))

    def _form(draft: Draft, typed: dict[str, Any]) -> str:
        municipality = here().municipality
        name = draft.piece.removeprefix("provider:")
        now = pieces.now(municipality, draft.piece)
        return render_template(
            "casework/editing/provider.html",
            draft=draft,
            name=name if now else NEW,
            title=now["name"] if now else "Ny leverandør",
            shapes={key: fact_shape(key) for key in FACTS},
            labels=FACTS,
            typed=typed,
            shared="" if deps.catalogue.may_change(municipality, name) else SHARED,
            new=now is None,
            waiting=editions.waiting(municipality, draft.piece),
            others=proposing.beside(draft),
        )


def known_providers(deps: Dependencies, municipality: str) -> list[Any]:
    """Every provider with a contract here, past or to come, or described here, by name."""
    ids = {contract.provider for contract in deps.catalogue.contracts(municipality)}
    since = deps.catalogue.names_since(municipality)
    ids |= {name["id"] for name in since if name["kind"] == "provider"}
    return sorted((deps.catalogue.provider(each) for each in ids), key=lambda each: each.name)


def slug(name: str) -> str:
    """An id made of a name."""
    plain = name.strip().lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _own(deps: Dependencies, name: str) -> None:
    """Only what the municipality itself knows is shown: 404 for the rest."""
    if name not in {each.id for each in known_providers(deps, here().municipality)}:
        abort(404)


def _contracts(deps: Dependencies, municipality: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for contract in deps.catalogue.contracts(municipality):
        found.setdefault(contract.provider, []).append(contract)
    return found


def _as_typed(content: Any) -> dict[str, Any]:
    described = content or {"name": "", "aliases": [], "facts": {}}
    facts = {}
    for key in FACTS:
        fact = described["facts"].get(key, {"value": None, "source": "", "checked": ""})
        facts[key] = {
            "value": fact_shape(key).typed(fact["value"]),
            "source": fact["source"],
            "checked": fact["checked"],
        }
    return {
        "name": described["name"], "aliases": "\n".join(described["aliases"]), "facts": facts,
    }  # fmt: skip


def _read(name: str, before: Any) -> tuple[Draft, dict[str, Any]]:
    form, wrong = request.form, dict[str, str]()
    typed: dict[str, Any] = {
        "name": " ".join(form.get("name", "").split())[:LONGEST_NAME],
        "aliases": form.get("aliases", ""),
        "facts": {},
    }
    if not slug(typed["name"]):
        wrong["name"] = "Skriv navnet."
    lines = (" ".join(line.split())[:LONGEST_NAME] for line in typed["aliases"].splitlines())
    content: dict[str, Any] = {
        "name": typed["name"],
        "aliases": list(dict.fromkeys(line for line in lines if line)),
        "facts": {},
    }
    for key in FACTS:
        fact, answer = _read_fact(key, (before or {}).get("facts", {}).get(key), wrong)
        typed["facts"][key], content["facts"][key] = fact, answer
    return Draft(f"provider:{name}", None if wrong else content, wrong), typed


def _read_fact(
    key: str, before: Any, wrong: dict[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    prefix, shape = f"facts-{key}", fact_shape(key)
    typed: dict[str, Any] = {"value": shape.given(request.form, prefix)}
    fact: dict[str, Any] = {"value": None}
    try:
        fact["value"] = in_order(shape.read(typed["value"]), (before or {}).get("value"))
    except Unreadable as unreadable:
        wrong[f"{prefix}-{unreadable.box}"] = unreadable.what
    for field, what in (
        ("source", "Skriv hvor du har det fra: en nettadresse."),
        ("checked", "Skriv dagen da det ble kontrollert."),
    ):
        given = request.form.get(f"{prefix}-{field}", "") or request.form.get(f"all-{field}", "")
        typed[field] = " ".join(given.split())
        fact[field] = (as_iso(typed[field]) if field == "checked" else typed[field]) or None
        if not fact[field]:
            wrong[f"{prefix}-{field}"] = what
    return typed, fact
