"""Innhold: what waits for a decision, and what was decided lately."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from casework.editing.contracts import add_contracts
from casework.editing.deciding import STATES
from casework.editing.history import add_history
from casework.editing.pieces import Pieces
from casework.editing.proposals import add_proposals
from casework.editing.proposing import Proposing
from casework.editing.providers import add_providers
from casework.editing.rules import add_rules
from casework.editing.texts import add_texts
from casework.room import Room
from casework.section import Section
from casework.who import here
from editions.editions import Editions
from editions.models import Edition
from sign_in import Caseworker, Role

ROLES = (Role.EDITOR, Role.APPROVER)
MOST_DECIDED = 20


def blueprint(room: Room) -> Blueprint:
    """The pages of what citizens are told."""
    pages = Blueprint("editing", __name__)
    editions, pieces = Editions(room.database, room.clock), Pieces(room)
    proposing = Proposing(editions, pieces)
    add_texts(pages, room, pieces, proposing)
    add_rules(pages, room, pieces, proposing)
    add_providers(pages, room, pieces, proposing)
    add_contracts(pages, room, pieces, proposing)
    add_proposals(pages, room, pieces, proposing)
    add_history(pages, room, pieces, proposing)

    @pages.get("/editing")
    def index() -> ResponseReturnValue:
        municipality = here().municipality
        return render_template(
            "casework/editing/index.html",
            waiting=[_listed(each) for each in editions.waiting(municipality)],
            decided=[_listed(each) for each in editions.decided(municipality, MOST_DECIDED)],
            broken=[
                (pieces.title(municipality, piece), piece)
                for (place, piece) in room.follower.broken
                if place == municipality
            ],
            states=STATES,
        )

    def _listed(edition: Edition) -> dict[str, Any]:
        title = pieces.title(edition.municipality, edition.piece, edition.content)
        return {"edition": edition, "title": title, "mine": edition.author_id == here().subject}

    return pages


def _count(room: Room, caseworker: Caseworker) -> int:
    """What waits for this caseworker's approval."""
    if not caseworker.may(Role.APPROVER):
        return 0
    waiting = Editions(room.database, room.clock).waiting(caseworker.municipality)
    return sum(each.author_id != caseworker.subject for each in waiting)


SECTION = Section("Innhold", "editing.index", ROLES, blueprint, _count)
"""Editors propose, approvers approve what somebody else has proposed."""
