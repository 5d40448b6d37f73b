"""Mine: what a caseworker has, what rests, and what was finished last at this desk."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from casework import live
from casework.room import Room
from casework.section import Section
from casework.who import here
from sign_in import Caseworker, Role


def blueprint(room: Room) -> Blueprint:
    """The pages of one's own work."""
    pages = Blueprint("mine", __name__)

    def shown() -> str:
        me = here()
        return render_template(
            "casework/mine_rows.html",
            mine=room.desk.queue.mine(me.municipality, me.subject),
            resting=room.desk.queue.resting(me.municipality, me.subject),
            seen=live.SEEN,
        )

    @pages.get("/mine")
    def index() -> ResponseReturnValue:
        rows = live.with_version(shown())
        return render_template("casework/mine.html", rows=rows)

    @pages.get("/mine/rows")
    def rows() -> ResponseReturnValue:
        return live.part(shown())

    @pages.get("/mine/finished")
    def finished() -> ResponseReturnValue:
        municipality = here().municipality
        return render_template(
            "casework/finished.html",
            tasks=room.desk.queue.finished(municipality),
            names=room.desk.colleagues.names(municipality),
        )

    return pages


def _count(room: Room, caseworker: Caseworker) -> int:
    return room.desk.queue.count_mine(caseworker.municipality, caseworker.subject)


SECTION = Section("Mine", "mine.index", (Role.CASEWORKER,), blueprint, _count)
