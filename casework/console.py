"""The console: its sections behind one guard, in one frame."""

from typing import Any

from flask import Blueprint, abort, current_app, redirect, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from casework import words
from casework.room import Room
from casework.section import Section
from casework.sections import SECTIONS
from casework.who import at_desk, here
from channels.desk.caseworker import NotHere
from sign_in import Caseworker, caseworker_required, current_caseworker

NAME = "casework"
HOME = "/casework"


def blueprint(room: Room, sections: tuple[Section, ...] = SECTIONS) -> Blueprint:
    """All pages of the console. Nobody sees one without a role of its section.

    Args:
        room: what the pages work with.
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
        pages = section.blueprint(room)
        _guard(pages, section, room)
        console.register_blueprint(pages)

    @console.get("/")
    @caseworker_required()
    def index() -> ResponseReturnValue:
        for section in sections:
            if section.in_menu and here().may(*section.roles):
                return redirect(url_for(f"{NAME}.{section.home}"))
        abort(403)

    @console.errorhandler(NotHere)
    def not_here(_: NotHere) -> ResponseReturnValue:
        # Of another municipality, or of nobody: the answer is the same.
        return current_app.handle_http_exception(NotFound())

    @console.record_once
    def give_words(state: BlueprintSetupState) -> None:
        words.register(state.app)

    @console.context_processor
    def frame() -> dict[str, Any]:
        caseworker = current_caseworker()
        return _frame(room, caseworker, sections) if caseworker is not None else {}

    return console


def _guard(pages: Blueprint, section: Section, room: Room) -> None:
    @caseworker_required(*section.roles)
    def noted() -> ResponseReturnValue:
        room.desk.colleagues.note(at_desk())
        return ""

    @pages.before_request
    def guard() -> ResponseReturnValue | None:
        # Nothing to say is what lets the request through.
        return noted() or None


def _frame(room: Room, caseworker: Caseworker, sections: tuple[Section, ...]) -> dict[str, Any]:
    known = {each.id: each.name for each in room.catalogue.municipalities()}

    def menu() -> list[dict[str, Any]]:
        # Counted only where it is shown: a part that asks for news every few seconds shows none.
        return [_entry(room, caseworker, section) for section in sections if _open(section)]

    def _open(section: Section) -> bool:
        return section.in_menu and caseworker.may(*section.roles)

    return {
        "menu": menu,
        "caseworker": caseworker,
        "municipality_names": {each: known.get(each, each) for each in caseworker.municipalities},
        "now": room.clock.now(),
    }


def _entry(room: Room, caseworker: Caseworker, section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "address": url_for(f"{NAME}.{section.home}"),
        "home": f"{NAME}.{section.home}",
        "count": section.count(room, caseworker) if section.count else None,
    }
