"""What is common to the pages on which something is decided or has been."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from provider_catalog.revisions.models import Revision, State
from provider_catalog.revisions.revisions import Revisions
from web.console.editing.proposing import LONGEST_WHY
from web.console.request.current_user import here

STATES = {
    State.PROPOSED: "Venter",
    State.APPROVED: "Godkjent",
    State.REJECTED: "Avvist",
    State.WITHDRAWN: "Trukket",
}


def found_here(editions: Revisions, edition: int) -> Revision:
    """An edition of the municipality that is worked in; 404 for any other."""
    try:
        return editions.get(here().municipality, edition)
    except KeyError:
        abort(404)


def to_proposal(edition: int) -> Response:
    """Go on to a proposal's page."""
    return redirect(url_for("casework.editing.proposal", edition=edition), 303)


def reason(field: str) -> str:
    """A reason that was typed, on one line."""
    return " ".join(request.form.get(field, "").split())[:LONGEST_WHY]
