"""The console: its sections behind one guard, in one frame."""

from datetime import UTC, datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import NotFound

from casework.caseworker import NotHere
from web.auth import (
    Caseworker,
    caseworker_required,
    current_caseworker,
    is_watching,
    watching,
)
from web.console import words
from web.console.dependencies import Dependencies
from web.console.request import live_updates
from web.console.request.current_user import acting_caseworker, here
from web.console.request.row_ids import RowId
from web.console.section import Section
from web.console.sections import SECTIONS

NAME = "casework"
SECONDS_LEFT = "X-Session-Seconds"
"""Of each answer: how long the session lasts if it is not used again. The page warns by it."""
KEY = "X-CSRF-Token"
HOME = "/casework"
DANGER = "danger.bar"
"""The part that every page asks for, where its reader may open conversations."""


def blueprint(deps: Dependencies, sections: tuple[Section, ...] = SECTIONS) -> Blueprint:
    """All pages of the console. Nobody sees one without a role of its section.

    Args:
        deps: what the pages work with.
        sections: those there are; another list is for tests only.
    """
    console = Blueprint(
        NAME,
        __name__,
        url_prefix=HOME,
        template_folder="templates",
        static_folder="static/casework",
        static_url_path="/static/casework",
    )
    for section in sections:
        pages = section.blueprint(deps)
        _guard(pages, section, deps)
        console.register_blueprint(pages)

    @console.get("/")
    @caseworker_required()
    def index() -> ResponseReturnValue:
        for section in sections:
            if section.in_menu and here().may(*section.roles):
                return redirect(url_for(f"{NAME}.{section.home}"))
        abort(403)

    @console.get("/session")
    @caseworker_required()
    def go_on() -> ResponseReturnValue:
        """Somebody is still here: the session goes on; its time stands in the answer's head.

        So does the forms' key: whoever has signed in again since a page was opened has a new one.
        """
        return "", 204, {KEY: generate_csrf()}

    @console.get("/troubles")
    @caseworker_required()
    @watching
    def troubles() -> ResponseReturnValue:
        """What does not work now, for a page that stands open."""
        shown = render_template("casework/troubles.html", troubles_seen=live_updates.SEEN)
        return live_updates.part(shown)

    @console.after_request
    def tell_time_left(response: Response) -> Response:
        caseworker = current_caseworker()
        if caseworker is not None and request.endpoint != f"{NAME}.static":
            left = caseworker.expires - deps.clock.now()
            response.headers[SECONDS_LEFT] = str(max(int(left.total_seconds()), 0))
        return response

    @console.errorhandler(NotHere)
    def not_here(_: NotHere) -> ResponseReturnValue:
        # Of another municipality, or of nobody: the answer is the same.
        return current_app.handle_http_exception(NotFound())

    @console.record_once
    def give_words(state: BlueprintSetupState) -> None:
        words.register(state.app)
        state.app.url_map.converters["int"] = RowId

    @console.context_processor
    def frame() -> dict[str, Any]:
        caseworker = current_caseworker()
        return _frame(deps, caseworker, sections) if caseworker is not None else {}

    return console


def _guard(pages: Blueprint, section: Section, deps: Dependencies) -> None:
    @caseworker_required(*section.roles)
    def noted() -> ResponseReturnValue:
        # A page that asks by itself is nobody at work.
        if not is_watching():
            deps.casework.colleagues.note(acting_caseworker())
        return ""

    @pages.before_request
    def guard() -> ResponseReturnValue | None:
        # Nothing to say is what lets the request through.
        return noted() or None


def _frame(
    deps: Dependencies, caseworker: Caseworker, sections: tuple[Section, ...]
) -> dict[str, Any]:
    known = {each.id: each.name for each in deps.catalogue.municipalities()}

    def menu() -> list[dict[str, Any]]:
        # Counted only where it is shown: a part that asks for news every few seconds shows none.
        return [_entry(deps, caseworker, section) for section in sections if _open(section)]

    def _open(section: Section) -> bool:
        return section.in_menu and caseworker.may(*section.roles)

    return {
        "menu": menu,
        "hears_danger": any(
            each.home == DANGER and caseworker.may(*each.roles) for each in sections
        ),
        "troubles": deps.casework.status.troubles,
        "has_second_reader": deps.settings.reader != "off",
        "real_now": datetime.now(UTC),
        "caseworker": caseworker,
        "municipality_names": {each: known.get(each, each) for each in caseworker.municipalities},
        "now": deps.clock.now(),
        "seconds_left": int((caseworker.expires - deps.clock.now()).total_seconds()),
    }


def _entry(deps: Dependencies, caseworker: Caseworker, section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "address": url_for(f"{NAME}.{section.home}"),
        "home": f"{NAME}.{section.home}",
        "count": section.count(deps, caseworker) if section.count else None,
    }
