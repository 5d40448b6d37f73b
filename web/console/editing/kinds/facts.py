"""Fakta: what the assistant answers questions with, as a municipality adds to it and changes it.

«Ikke besvart» lists the questions that people asked and that nothing known answered, those of
nearly the same words together; each leads to the form, with the questions in it.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from casework.review.grouping import group
from conversations.unrecognised import Missed, unanswered
from provider_catalog.facts.answering import Asked, find
from provider_catalog.facts.body import Facts
from provider_catalog.facts.finding.judging import SURE
from provider_catalog.facts.own import KIND
from provider_catalog.facts.statement import FIGURE, Statement
from provider_catalog.revisions.revisions import Revisions
from web.console.days_and_hours import as_iso
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.proposing import Draft, Proposing
from web.console.request.access_reason import note_messages
from web.console.request.current_user import here

NEW = "new"
LONGEST, LONGEST_QUESTIONS = 600, 4_000
MOST_FOUND, MOST_GROUPS, MOST_UNANSWERED = 40, 20, 200
_YEAR = re.compile(r"^(.+?)\s*(?:\((\d{4})\))?$")
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("nb", "nn", "more_nb", "more_nn", "title", "url", "checked"), ""),
    "holds_until": "",
    "q": [],
    "numbers": {},
}


def add_facts(pages: Blueprint, deps: Dependencies, pieces: Pieces, proposing: Proposing) -> None:
    """The pages of statements."""
    editions = Revisions(deps.database, deps.clock)

    @pages.get("/editing/facts")
    def facts() -> ResponseReturnValue:
        municipality, sought = here().municipality, request.args.get("q", "").strip().lower()
        own = deps.catalogue.own_facts(municipality)
        shared = [
            each
            for each in deps.catalogue.facts.statements.values()
            if sought and ":" not in each.id and _holds(each, sought, municipality)
        ]
        return render_template(
            "casework/editing/facts.html",
            own=own,
            found=shared[:MOST_FOUND],
            left=max(len(shared) - MOST_FOUND, 0),
            asked=request.args.get("q", ""),
            waiting={
                each.piece.removeprefix(KIND)
                for each in editions.waiting(municipality)
                if each.piece.startswith(KIND)
            },
        )

    @pages.get("/editing/facts/<name>")
    def fact(name: str) -> ResponseReturnValue:
        draft, _ = proposing.begin(f"{KIND}{name}")
        if name != NEW and draft.content is None:
            abort(404)
        if draft.content is None:
            asked = [each.strip() for each in request.args.getlist("q") if each.strip()]
            draft.content = {**EMPTY, "q": asked}
        return _form(draft, name)

    @pages.post("/editing/facts/<name>")
    def propose_fact(name: str) -> ResponseReturnValue:
        known = pieces.now(here().municipality, f"{KIND}{name}") is not None
        if name != NEW and not known:
            abort(404)
        piece = f"{KIND}{name if known else secrets.token_hex(6)}"
        return proposing.send(Draft(piece, typed(request.form)), lambda told: _form(told, name))

    @pages.get("/editing/unanswered")
    def not_answered() -> ResponseReturnValue:
        municipality = here().municipality
        with deps.database.read() as session:
            asked = unanswered(session, municipality, most=MOST_UNANSWERED)
        left = [each for each in asked if not answered_now(deps.catalogue.facts, each)]
        groups = group(left, lambda each: each.text)
        shown = [each.message_id for one in groups[:MOST_GROUPS] for each in one]
        note_messages(deps, "unanswered_seen", shown, "answer")
        return render_template(
            "casework/editing/unanswered.html",
            groups=groups[:MOST_GROUPS],
            left=max(len(groups) - MOST_GROUPS, 0),
        )

    def _form(draft: Draft, name: str) -> str:
        return render_template(
            "casework/editing/fact.html",
            draft=draft,
            name=name,
            numbers=written_numbers(draft.content["numbers"]),
            longest=LONGEST,
            longest_questions=LONGEST_QUESTIONS,
            waiting=editions.waiting(here().municipality, draft.piece),
            others=proposing.beside(draft),
        )


def typed(form: Mapping[str, str]) -> dict[str, Any]:
    """What an editor has typed, in the form of `provider_catalog.facts.own`."""
    words = {
        key: " ".join(form.get(key, "").split())[:LONGEST]
        for key in ("nb", "nn", "more_nb", "more_nn", "title", "url", "checked", "holds_until")
    }
    words |= {key: as_iso(words[key]) for key in ("checked", "holds_until")}
    asks = form.get("q", "")[:LONGEST_QUESTIONS].splitlines()
    questions = list(dict.fromkeys(" ".join(each.split()) for each in asks if each.strip()))
    return {**words, "q": questions, "numbers": read_numbers(form.get("numbers", ""))}


def read_numbers(written: str) -> dict[str, int | None]:
    """«4900 (2024), 18» as each number with its year, or none."""
    numbers: dict[str, int | None] = {}
    for part in re.split(r",\s+|\n", written):
        found = _YEAR.match(part.strip())
        if found and FIGURE.search(found.group(1)):
            numbers[found.group(1)] = int(found.group(2)) if found.group(2) else None
    return numbers


def written_numbers(numbers: Mapping[str, int | None]) -> str:
    """The numbers of a statement as they are typed."""
    return ", ".join(f"{each} ({year})" if year else each for each, year in numbers.items())


def answered_now(facts: Facts, asked: Missed) -> bool:
    """Whether something that has been written since would answer a question."""
    mentions = facts.places.find(asked.text)
    here_ = facts.places.place(asked.municipality)
    found = find(facts, Asked(asked.text, mentions), here_)
    return bool(found) and found[0].sure >= SURE


def _holds(statement: Statement, sought: str, municipality: str) -> bool:
    if statement.place not in (municipality, "NO", "here"):
        return False
    words = " ".join((statement.wording("nb", whole=True), *statement.questions))
    return sought in words.lower()
