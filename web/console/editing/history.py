"""The history of a piece, and the way back to what was in force before."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from provider_catalog.revisions.models import Revision, State
from provider_catalog.revisions.proposing import Overtaken, Proposal
from provider_catalog.revisions.revisions import Revisions
from web.auth import Role, must_have
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.deciding import STATES, found_here, reason, to_proposal
from web.console.editing.proposing import CONFLICT, UNPROCESSABLE, WHY, Proposing, editor
from web.console.request.current_user import here
from web.console.request.row_ids import row_id

FILES = "files"


def add_history(pages: Blueprint, deps: Dependencies, pieces: Pieces, proposing: Proposing) -> None:
    """The page of a piece's history."""
    editions = Revisions(deps.database, deps.clock)

    @pages.get("/editing/history/<piece>")
    def history(piece: str) -> ResponseReturnValue:
        return _history(piece)

    @pages.post("/editing/history/<piece>/back")
    def back(piece: str) -> ResponseReturnValue:
        """Propose what was in force before; it is approved like any other proposal."""
        me = must_have(Role.EDITOR, municipality=here().municipality)
        content, why = _older(piece), reason(WHY)
        current = editions.in_force(me.municipality, piece)
        if (current.content if current else None) == content:
            return _history(piece, {"": "Dette gjelder allerede."}), UNPROCESSABLE
        if not why:
            return _history(piece, {WHY: "Skriv hvorfor."}), UNPROCESSABLE
        if wrong := pieces.problems(me.municipality, piece, content):
            return _history(piece, {"": " ".join(wrong.values())}), UNPROCESSABLE
        waiting = editions.waiting(me.municipality, piece)
        seen = frozenset(each.id for each in [*waiting, *([current] if current else [])])
        now = pieces.now(me.municipality, piece)
        try:
            made = editions.propose(
                Proposal(me.municipality, piece, now, content, why, editor(), seen)
            )
        except Overtaken:
            return _history(piece, {"": "Noen endret dette akkurat nå. Se på det igjen."}), CONFLICT
        flash("Forslaget er sendt. En annen må godkjenne det før det gjelder.", "success")
        return to_proposal(made.id)

    def _older(piece: str) -> Any:
        wanted = request.form.get("edition", "")
        if wanted == FILES:
            return None
        found = found_here(editions, row_id(wanted) or 0)
        if found.piece != piece or found.state is not State.APPROVED:
            abort(404)
        return found.content

    def _history(piece: str, wrong: dict[str, str] | None = None) -> str:
        municipality = here().municipality
        found = editions.history(municipality, piece)
        now = pieces.now(municipality, piece)
        if now is None and not found:
            abort(404)
        current = editions.in_force(municipality, piece)
        return render_template(
            "casework/editing/history.html",
            piece=piece,
            title=pieces.title(municipality, piece, found[0].content if found else None),
            address=pieces.address(piece) if now is not None else None,
            history=[(each, _differences(each)) for each in found],
            in_force=current,
            original=pieces.rows(piece, pieces.original(municipality, piece)),
            states=STATES,
            wrong=wrong or {},
        )

    def _differences(edition: Revision) -> Any:
        municipality, piece = edition.municipality, edition.piece
        content = pieces.would_be(municipality, piece, edition.content)
        return proposing.differences(piece, edition.before, content)
