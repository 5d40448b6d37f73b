"""Mine: what a caseworker has, what rests, and what was finished last in the municipality."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.auth import Caseworker, Role, watching
from web.console.dependencies import Dependencies
from web.console.request import live_updates
from web.console.request.access_reason import note_listed
from web.console.request.current_user import here
from web.console.section import Section
from web.console.tasks.kinds import call_of, undelivered_of, wish_of
from web.console.tasks.queue import known_people, with_people


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of one's own work."""
    pages = Blueprint("mine", __name__)

    def shown() -> str:
        me = here()
        mine = with_people(deps, deps.casework.queue.mine(me.municipality, me.subject))
        resting = with_people(deps, deps.casework.queue.resting(me.municipality, me.subject))
        note_listed(deps, "mine_seen", [*mine, *resting])
        return render_template(
            "casework/tasks/mine_rows.html",
            mine=mine,
            resting=resting,
            people=known_people(deps, [*mine, *resting]),
            call_of=call_of,
            wish_of=wish_of,
            undelivered_of=undelivered_of,
            seen=live_updates.SEEN,
        )

    @pages.get("/mine")
    def index() -> ResponseReturnValue:
        rows = live_updates.with_version(shown())
        return render_template("casework/tasks/mine.html", rows=rows)

    @pages.get("/mine/rows")
    @watching
    def rows() -> ResponseReturnValue:
        return live_updates.part(shown())

    @pages.get("/mine/finished")
    def finished() -> ResponseReturnValue:
        municipality = here().municipality
        return render_template(
            "casework/tasks/finished.html",
            tasks=deps.casework.queue.finished(municipality),
            names=deps.casework.colleagues.names(municipality),
        )

    return pages


def _count(deps: Dependencies, caseworker: Caseworker) -> int:
    return deps.casework.queue.count_mine(caseworker.municipality, caseworker.subject)


SECTION = Section("Mine", "mine.index", (Role.CASEWORKER,), blueprint, _count)
