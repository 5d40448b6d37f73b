"""Kø: what nobody has taken, urgent first, then who has waited longest."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework import live
from casework.refusals import in_words
from casework.room import Room
from casework.section import Section
from casework.task_words import CHANNELS, STANDARDS
from casework.who import at_desk, here
from channels.desk.caseworker import DeskRefused
from channels.desk.queue import Waiting
from sign_in import Caseworker, Role

MOST = 50
"""Conversations on the page: nobody looks further down before these are taken."""


@dataclass(frozen=True)
class Filter:
    """What the queue is narrowed to; empty is everything."""

    channel: str = ""
    standard: str = ""
    urgent: bool = False

    @classmethod
    def asked(cls) -> "Filter":
        """The filter in the page's address; what is unknown is left out."""
        channel, standard = request.args.get("channel", ""), request.args.get("standard", "")
        return cls(
            channel if channel in CHANNELS else "",
            standard if standard in STANDARDS else "",
            request.args.get("urgent") == "1",
        )

    def fits(self, waiting: Waiting) -> bool:
        """Whether a conversation is among them."""
        return (
            self.channel in ("", waiting.channel)
            and self.standard in ("", waiting.standard)
            and (waiting.urgent or not self.urgent)
        )

    def query(self) -> dict[str, str]:
        """As it stands in an address."""
        asked = {"channel": self.channel, "standard": self.standard}
        asked["urgent"] = "1" if self.urgent else ""
        return {name: it for name, it in asked.items() if it}


def blueprint(room: Room) -> Blueprint:
    """The pages of the queue."""
    pages = Blueprint("queue", __name__)

    def shown(wanted: Filter) -> str:
        municipality = here().municipality
        total = room.desk.queue.count_open(municipality)
        # Narrowed down, the first ones may be far behind.
        listed = room.desk.queue.open(municipality, None if wanted.query() else MOST)
        waiting = [each for each in listed if wanted.fits(each)]
        return render_template(
            "casework/queue_rows.html",
            waiting=waiting[:MOST],
            more=max(len(waiting), 0 if wanted.query() else total) - len(waiting[:MOST]),
            left=room.desk.queue.left_waiting(municipality),
            names=room.desk.colleagues.names(municipality),
            query=wanted.query(),
            seen=live.SEEN,
        )

    @pages.get("/queue")
    def index() -> ResponseReturnValue:
        wanted = Filter.asked()
        rows = live.with_version(shown(wanted))
        return render_template("casework/queue.html", rows=rows, wanted=wanted)

    @pages.get("/queue/rows")
    def rows() -> ResponseReturnValue:
        return live.part(shown(Filter.asked()))

    @pages.post("/queue/<conversation>/claim")
    def claim(conversation: str) -> ResponseReturnValue:
        try:
            room.desk.claim(at_desk(), conversation)
        except DeskRefused as refused:
            flash(in_words(refused), "warning")
            return redirect(url_for(".index"), 303)
        return redirect(url_for("casework.conversation.show", conversation=conversation), 303)

    return pages


def _count(room: Room, caseworker: Caseworker) -> int:
    return room.desk.queue.count_open(caseworker.municipality)


SECTION = Section("Kø", "queue.index", (Role.CASEWORKER,), blueprint, _count)
