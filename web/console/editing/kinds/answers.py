"""Vanlige svar: the municipality's own saved answers, to be read and changed before sending."""

import secrets
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from casework.writing.free_text import LONGEST
from casework.writing.saved_answers import FIELDS, LONGEST_TITLE, STANDARDS
from provider_catalog.revisions.revisions import Revisions
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.proposing import Draft, Proposing
from web.console.request.current_user import here

NEW = "new"


def add_answers(pages: Blueprint, deps: Dependencies, pieces: Pieces, proposing: Proposing) -> None:
    """The pages of saved answers."""
    editions = Revisions(deps.database, deps.clock)

    @pages.get("/editing/answers")
    def answers() -> ResponseReturnValue:
        municipality = here().municipality
        found = editions.in_force_of_kind(municipality, "answer")
        waiting = editions.waiting(municipality)
        return render_template(
            "casework/editing/answers.html",
            listed=[(each.piece.partition(":")[2], each.content) for each in found if each.content],
            waiting={each.piece.partition(":")[2] for each in waiting},
        )

    @pages.get("/editing/answers/<name>")
    def answer(name: str) -> ResponseReturnValue:
        draft, _ = proposing.begin(f"answer:{name}")
        if name != NEW and draft.content is None:
            abort(404)
        draft.content = draft.content or {"title": "", "nb": "", "nn": ""}
        return _form(draft, name)

    @pages.post("/editing/answers/<name>")
    def propose_answer(name: str) -> ResponseReturnValue:
        known = pieces.now(here().municipality, f"answer:{name}") is not None
        if name != NEW and not known:
            abort(404)
        piece = f"answer:{name if known else secrets.token_hex(6)}"
        content: dict[str, Any] = {
            "title": " ".join(request.form.get("title", "").split())[:LONGEST_TITLE],
            **{each: request.form.get(each, "").strip()[:LONGEST] for each in STANDARDS},
        }
        return proposing.send(Draft(piece, content), lambda told: _form(told, name))

    def _form(draft: Draft, name: str) -> str:
        return render_template(
            "casework/editing/answer.html",
            draft=draft,
            name=name,
            fields=FIELDS,
            standards=STANDARDS,
            longest=LONGEST,
            waiting=editions.waiting(here().municipality, draft.piece),
            others=proposing.beside(draft),
        )
