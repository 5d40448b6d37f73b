"""The scheme's rules: each with its answer, the page that states it, and when it was looked at."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from provider_catalog.changes import STATE
from provider_catalog.revisions.revisions import Revisions
from provider_catalog.vocabulary import SERVICES
from web.console.days_and_hours import as_iso
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.forms.fields import Unreadable, read_iso_day, say_day
from web.console.editing.forms.forms import rule_shape
from web.console.editing.labels import RULES
from web.console.editing.proposing import Draft, Proposing
from web.console.request.current_user import here
from web.console.request.row_ids import row_id

MOST_NOTE = 500
DIFFERS = "Ulikt for ulik hjelp"


def add_rules(pages: Blueprint, deps: Dependencies, pieces: Pieces, proposing: Proposing) -> None:
    """The pages of the scheme's rules."""
    editions = Revisions(deps.database, deps.clock)

    @pages.get("/editing/rules")
    def rules() -> ResponseReturnValue:
        municipality = here().municipality
        scheme = deps.catalogue.scheme(municipality)
        names = [*((key, None) for key in RULES), *(pair for pair in scheme.rules if pair[1])]
        order = list(RULES)
        names.sort(key=lambda pair: (order.index(pair[0]), pair[1] or ""))
        waiting = {each.piece for each in editions.waiting(municipality)}
        listed = []
        for key, service in names:
            name = f"{key}:{service}" if service else key
            content = pieces.now(municipality, f"rule:{name}")
            differs = key != STATE and not service and scheme.rule(key).by_service
            known = content["value"] is not None
            listed.append(
                {
                    "name": name,
                    "title": pieces.title(municipality, f"rule:{name}"),
                    "said": DIFFERS if differs and not known else _said(key, content),
                    "known": known,
                    "source": urlsplit(content["source"]).netloc,
                    "checked": say_day(content["checked"]),
                    "waits": f"rule:{name}" in waiting,
                }
            )
        return render_template("casework/editing/rules.html", listed=listed)

    @pages.get("/editing/rules/<name>")
    def rule(name: str) -> ResponseReturnValue:
        _known(name)
        draft, _ = proposing.begin(f"rule:{name}")
        return _form(draft, _as_typed(name, draft.content))

    @pages.post("/editing/rules/<name>")
    def propose_rule(name: str) -> ResponseReturnValue:
        _known(name)
        draft, typed = _read(name, pieces.now(here().municipality, f"rule:{name}"))
        return proposing.send(draft, lambda told: _form(told, typed))

    def _form(draft: Draft, typed: dict[str, Any]) -> str:
        name = draft.piece.removeprefix("rule:")
        key, _, service = name.partition(":")
        municipality = here().municipality
        return render_template(
            "casework/editing/rule.html",
            draft=draft,
            name=name,
            title=pieces.title(municipality, draft.piece),
            shape=rule_shape(key),
            typed=typed,
            now=pieces.rows(draft.piece, pieces.now(municipality, draft.piece)),
            services=[] if service or key == STATE else _by_service(key),
            has_dates=key == STATE,
            waiting=editions.waiting(municipality, draft.piece),
            others=proposing.beside(draft),
        )

    def _by_service(key: str) -> list[tuple[str, str]]:
        return [(f"{key}:{each}", deps.catalogue.service_names(each).nb) for each in SERVICES]


def _said(key: str, content: Any) -> str:
    return rule_shape(key).say(content["value"])


def _known(name: str) -> None:
    key, _, service = name.partition(":")
    if key not in RULES or (service and (service not in SERVICES or key == STATE)):
        abort(404)


def _as_typed(name: str, content: Any) -> dict[str, Any]:
    key = name.partition(":")[0]
    shape = rule_shape(key)
    others = {k: v if v is not None else "" for k, v in content.items() if k != "value"}
    return {"value": shape.typed(content["value"]), **others}


def _read(name: str, before: Any) -> tuple[Draft, dict[str, Any]]:
    key = name.partition(":")[0]
    shape, wrong = rule_shape(key), dict[str, str]()
    typed: dict[str, Any] = {"value": shape.given(request.form, "value")}
    content: dict[str, Any] = {}
    try:
        content["value"] = in_order(shape.read(typed["value"]), before["value"])
    except Unreadable as unreadable:
        wrong[f"value-{unreadable.box}"] = unreadable.what
    for field in ("since", "until") if key == STATE else ():
        typed[field] = request.form.get(field, "").strip()
        year = row_id(typed[field])
        content[field] = as_iso(typed[field]) or None if year is None else year
    for field in ("source", "checked", "page_says", "page_age"):
        typed[field] = " ".join(request.form.get(field, "").split())[:MOST_NOTE]
        content[field] = typed[field] or None
    try:
        content["checked"] = read_iso_day(typed["checked"], "checked")
    except Unreadable as unreadable:
        wrong["checked"] = unreadable.what
    if not content["source"]:
        wrong["source"] = "Skriv adressen til siden som sier det."
    if not content["checked"]:
        wrong["checked"] = "Skriv dagen da du så på siden."
    return Draft(f"rule:{name}", None if wrong else content, wrong), typed


def in_order(value: Any, before: Any) -> Any:
    """A list in the order that it had, what is new last; other values as they are."""
    if not isinstance(value, list) or not isinstance(before, list):
        return value
    kept = [each for each in before if each in value]
    return [*kept, *(each for each in value if each not in kept)]
