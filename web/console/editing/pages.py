"""Innhold: what waits for a decision, and what was decided lately."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from provider_catalog.revisions.models import Revision
from provider_catalog.revisions.revisions import Revisions
from web.auth import Caseworker, Role
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.deciding import STATES
from web.console.editing.history import add_history
from web.console.editing.kinds.answers import add_answers
from web.console.editing.kinds.contracts import add_contracts
from web.console.editing.kinds.facts import add_facts
from web.console.editing.kinds.office import add_office
from web.console.editing.kinds.providers import add_providers
from web.console.editing.kinds.rules import add_rules
from web.console.editing.kinds.texts import add_texts
from web.console.editing.proposals import add_proposals
from web.console.editing.proposing import Proposing
from web.console.request.current_user import here
from web.console.section import Section

ROLES = (Role.EDITOR, Role.APPROVER)
MOST_DECIDED = 20


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of what citizens are told."""
    pages = Blueprint("editing", __name__)
    editions, pieces = Revisions(deps.database, deps.clock), Pieces(deps)
    proposing = Proposing(editions, pieces)
    add_texts(pages, deps, pieces, proposing)
    add_rules(pages, deps, pieces, proposing)
    add_providers(pages, deps, pieces, proposing)
    add_contracts(pages, deps, pieces, proposing)
    add_proposals(pages, deps, pieces, proposing)
    add_answers(pages, deps, pieces, proposing)
    add_office(pages, deps, pieces, proposing)
    add_facts(pages, deps, pieces, proposing)
    add_history(pages, deps, pieces, proposing)

    @pages.get("/editing")
    def index() -> ResponseReturnValue:
        municipality = here().municipality
        return render_template(
            "casework/editing/index.html",
            waiting=[_listed(each) for each in editions.waiting(municipality)],
            decided=[_listed(each) for each in editions.decided(municipality, MOST_DECIDED)],
            broken=[
                (pieces.title(municipality, piece), piece)
                for (place, piece) in deps.follower.broken
                if place == municipality
            ],
            states=STATES,
        )

    def _listed(edition: Revision) -> dict[str, Any]:
        title = pieces.title(edition.municipality, edition.piece, edition.content)
        return {"edition": edition, "title": title, "mine": edition.author_id == here().subject}

    return pages


def _count(deps: Dependencies, caseworker: Caseworker) -> int:
    """What waits for this caseworker's approval."""
    if not caseworker.may(Role.APPROVER):
        return 0
    waiting = Revisions(deps.database, deps.clock).waiting(caseworker.municipality)
    return sum(each.author_id != caseworker.subject for each in waiting)


SECTION = Section("Innhold", "editing.index", ROLES, blueprint, _count)
"""Editors propose, approvers approve what somebody else has proposed."""
