"""A proposal: what it changes, how it will look, and the decision of somebody else."""

from typing import Any

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue

from provider_catalog.revisions.models import Revision, State
from provider_catalog.revisions.proposing import Refused, RefusedReason
from provider_catalog.revisions.revisions import Revisions
from web.auth import Role, must_have
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.deciding import STATES, found_here, reason, to_proposal
from web.console.editing.kinds.previews import previews_here
from web.console.editing.proposing import UNPROCESSABLE, Proposing, editor
from web.console.request.current_user import here
from web.console.request.row_ids import row_id

REFUSALS = {
    RefusedReason.SAME_PERSON: "Du har skrevet forslaget selv. En annen må godkjenne det.",
    RefusedReason.CHANGED: (
        "Ikke godkjent: noe annet er tatt i bruk siden du så på forslaget. Se forskjellen på nytt."
    ),
    RefusedReason.NOT_THEIRS: "Bare den som skrev forslaget, kan trekke det.",
}


def add_proposals(
    pages: Blueprint, deps: Dependencies, pieces: Pieces, proposing: Proposing
) -> None:
    """The page of a proposal."""
    editions = Revisions(deps.database, deps.clock)

    @pages.get("/editing/proposals/<int:edition>")
    def proposal(edition: int) -> ResponseReturnValue:
        return _shown(found_here(editions, edition))

    @pages.post("/editing/proposals/<int:edition>/approve")
    def approve(edition: int) -> ResponseReturnValue:
        me = must_have(Role.APPROVER, municipality=here().municipality)
        found = found_here(editions, edition)
        wrong = pieces.problems(me.municipality, found.piece, found.content)
        if found.state is State.PROPOSED and wrong:
            return _shown(found, wrong), UNPROCESSABLE
        seen = request.form.get("in_force", "")
        try:
            editions.approve(me.municipality, edition, editor(), row_id(seen), reason("note"))
        except Refused as refused:
            return _refused(refused)
        deps.follower.look()
        flash("Godkjent. Endringen gjelder nå.", "success")
        return to_proposal(edition)

    @pages.post("/editing/proposals/<int:edition>/reject")
    def reject(edition: int) -> ResponseReturnValue:
        me = must_have(Role.APPROVER, municipality=here().municipality)
        found = found_here(editions, edition)
        if not reason("note"):
            return _shown(found, {"note": "Skriv hvorfor, så forslaget kan bli bedre."}), 422
        try:
            editions.reject(me.municipality, edition, editor(), reason("note"))
        except Refused as refused:
            return _refused(refused)
        flash("Forslaget er avvist.", "success")
        return to_proposal(edition)

    @pages.post("/editing/proposals/<int:edition>/withdraw")
    def withdraw(edition: int) -> ResponseReturnValue:
        found_here(editions, edition)
        try:
            editions.withdraw(here().municipality, edition, editor())
        except Refused as refused:
            return _refused(refused)
        flash("Forslaget er trukket.", "success")
        return to_proposal(edition)

    def _shown(edition: Revision, wrong: dict[str, str] | None = None) -> str:
        municipality, piece = edition.municipality, edition.piece
        waits = edition.state is State.PROPOSED
        now = pieces.now(municipality, piece)
        content = pieces.would_be(municipality, piece, edition.content)
        current = editions.in_force(municipality, piece)
        return render_template(
            "casework/editing/proposal.html",
            edition=edition,
            title=pieces.title(municipality, piece, content),
            address=pieces.address(piece) if now is not None else None,
            differences=proposing.differences(piece, now if waits else edition.before, content),
            whole=pieces.rows(piece, content),
            moved=waits and edition.before != now,
            in_force=current.id if current else "",
            mine=edition.author_id == here().subject,
            may_approve=here().may(Role.APPROVER),
            state=STATES[edition.state],
            wrong=wrong or {},
            shown=_text_previews(piece, content),
            effects=pieces.effects(municipality, piece, edition.content) if waits else [],
        )

    def _text_previews(piece: str, content: Any) -> Any:
        kind, _, name = piece.partition(":")
        known = deps.texts.all.get(name) if kind == "text" else None
        return previews_here(deps, known, content) if known else []

    def _refused(refused: Refused) -> ResponseReturnValue:
        if refused.reason is RefusedReason.DECIDED:
            by, state = refused.edition.decided_by, STATES[refused.edition.state].lower()
            flash(f"{by} har alt avgjort forslaget: {state}.", "warning")
        else:
            flash(REFUSALS[refused.reason], "danger")
        return to_proposal(refused.edition.id)
