"""What is common to the pages on which something is decided or has been."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from casework.editing.proposing import LONGEST_WHY
from casework.who import here
from editions.editions import Editions
from editions.models import Edition, State

STATES = {
    State.PROPOSED: "Venter",
    State.APPROVED: "Godkjent",
    State.REJECTED: "Avvist",
    State.WITHDRAWN: "Trukket",
}


def found_here(editions: Editions, edition: int) -> Edition:
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
