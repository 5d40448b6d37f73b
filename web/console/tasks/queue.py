"""Kø: what nobody has taken, urgent first, then who has waited longest, with the last words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.caseworker import CaseworkRefused
from casework.tasks.queue import Waiting
from choice_register.queries.caseload import KnownPerson
from web.auth import Caseworker, Role, watching
from web.console.dependencies import Dependencies
from web.console.refusals import in_words
from web.console.request import live_updates
from web.console.request.access_reason import note_listed
from web.console.request.current_user import acting_caseworker, here
from web.console.section import Section
from web.console.tasks.kinds import (
    CALL,
    KINDS,
    call_of,
    counted,
    kinds_of,
    undelivered_of,
    wish_of,
)
from web.console.tasks.task_words import CHANNELS, STANDARDS, reason_in_words

MOST = 50
"""Conversations on the page: nobody looks further down before these are taken."""


@dataclass(frozen=True)
class Filter:
    """What the queue is narrowed to; empty is everything."""

    channel: str = ""
    standard: str = ""
    reason: str = ""
    district: str = ""
    urgent: str = ""
    kind: str = ""
    group: str = ""

    @classmethod
    def asked(cls) -> "Filter":
        """The filter in the page's address; what is unknown is left out."""
        given = {each.name: request.args.get(each.name, "")[:40] for each in fields(cls)}
        given["channel"] = given["channel"] if given["channel"] in CHANNELS else ""
        given["standard"] = given["standard"] if given["standard"] in STANDARDS else ""
        given["urgent"] = "1" if given["urgent"] == "1" else ""
        given["kind"] = given["kind"] if given["kind"] in KINDS else ""
        return cls(**given)

    def fits(self, waiting: Waiting, person: KnownPerson | None) -> bool:
        """Whether a conversation is among them."""
        return (
            self.channel in ("", waiting.channel)
            and self.standard in ("", waiting.standard)
            and self.reason in ("", *waiting.reasons)
            and self.district in ("", person.district if person else None)
            and (waiting.urgent or not self.urgent)
            and self.group in ("", waiting.for_group)
            and (not self.kind or self.kind in kinds_of(waiting))
        )

    def query(self) -> dict[str, str]:
        """As it stands in an address."""
        return {
            each.name: value for each in fields(self) if (value := str(getattr(self, each.name)))
        }


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of the queue."""
    pages = Blueprint("queue", __name__)

    def shown(wanted: Filter) -> str:
        me = here()
        count = counted(deps.casework.queue.open_reasons(me.municipality))
        # Narrowed down, the first ones may be far behind.
        listed = deps.casework.queue.open(me.municipality, None if wanted.query() else MOST)
        # Of one kind everything is shown, also what somebody has: two must not ring one person.
        left = (
            deps.casework.queue.with_somebody(me.municipality)
            if wanted.kind
            else deps.casework.queue.left_waiting(me.municipality, me.subject)
        )
        listed, left = with_people(deps, listed), with_people(deps, left)
        people = known_people(deps, [*listed, *left])
        waiting = [each for each in listed if wanted.fits(each, people.get(each.person_id or 0))]
        if wanted.kind:
            left = [each for each in left if wanted.kind in kinds_of(each)]
        if wanted.kind == CALL:
            waiting.sort(key=lambda each: (not each.number, each.promised_at or each.created_at))
        note_listed(deps, "queue_seen", [*waiting[:MOST], *left])
        return render_template(
            "casework/tasks/queue_rows.html",
            waiting=waiting[:MOST],
            more=max(len(waiting), 0 if wanted.query() else count[""]) - len(waiting[:MOST]),
            total=count[""],
            left=left,
            late=sum(is_late(each, deps) for each in (*waiting, *left)),
            kinds=tabs(count, wanted),
            call_of=call_of,
            wish_of=wish_of,
            undelivered_of=undelivered_of,
            people=people,
            names=deps.casework.colleagues.names(me.municipality),
            present=[
                each.name
                for each in deps.casework.colleagues.present(me.municipality)
                if each.caseworker != me.subject
            ],
            query=wanted.query(),
            seen=live_updates.SEEN,
        )

    @pages.get("/queue")
    def index() -> ResponseReturnValue:
        wanted = Filter.asked()
        municipality = here().municipality
        reasons = sorted(
            {each for it in deps.casework.queue.open(municipality) for each in it.reasons},
            key=reason_in_words,
        )
        return render_template(
            "casework/tasks/queue.html",
            rows=live_updates.with_version(shown(wanted)),
            wanted=wanted,
            choices=_choices(reasons, deps, municipality),
        )

    @pages.get("/queue/rows")
    @watching
    def rows() -> ResponseReturnValue:
        return live_updates.part(shown(Filter.asked()))

    @pages.post("/queue/<conversation>/claim")
    def claim(conversation: str) -> ResponseReturnValue:
        try:
            deps.casework.claim(acting_caseworker(), conversation)
        except CaseworkRefused as refused:
            flash(in_words(refused), "warning")
            return redirect(url_for(".index"), 303)
        address = url_for("casework.conversation.show", conversation=conversation, _anchor="text")
        return redirect(address, 303)

    return pages


def is_late(waiting: Waiting, deps: Dependencies) -> bool:
    """Whether a promised time is past, or the time to ring again."""
    times = [waiting.promised_at, waiting.snoozed_until if call_of(waiting) else None]
    return any(each is not None and each < deps.clock.now() for each in times)


def tabs(count: Counter[str], wanted: Filter) -> list[tuple[str, str, int, bool]]:
    """The kinds of the one list: address, title, how many wait, and which is open."""
    every = [(url_for("casework.queue.index"), "Alt", count[""], not wanted.kind)]
    return every + [
        (url_for("casework.queue.index", kind=id_), title, count[id_], wanted.kind == id_)
        for id_, title in KINDS.items()
    ]


def with_people(deps: Dependencies, listed: Sequence[Waiting]) -> list[Waiting]:
    """The list, with who has been shown to be there since a task was made."""
    asked = [each.conversation_id for each in listed if each.person_id is None]
    proven = deps.register.last_proven_in(asked) if asked else {}
    return [
        replace(each, person_id=proven[each.conversation_id])
        if each.conversation_id in proven and each.person_id is None
        else each
        for each in listed
    ]


def known_people(deps: Dependencies, listed: Sequence[Waiting]) -> dict[int, KnownPerson]:
    """Who is known to be in conversations, by id."""
    ids = {each.person_id for each in listed if each.person_id is not None}
    return deps.register.known_people(here().municipality, list(ids))


def _choices(reasons: list[str], deps: Dependencies, municipality: str) -> dict[str, Any]:
    """What the queue can be narrowed by: the name in the address, the label, and the options."""
    found = {
        "reason": ("Grunn", {each: reason_in_words(each) for each in reasons}),
        "channel": ("Kanal", CHANNELS),
        "standard": ("Målform", STANDARDS),
    }
    groups = {each.for_group for each in deps.casework.queue.open(municipality)} - {None}
    if named := sorted({*deps.catalogue.municipality(municipality).groups, *filter(None, groups)}):
        found["group"] = ("Gruppe", {each: each for each in named})
    if districts := {each.id: each.name for each in deps.catalogue.districts(municipality)}:
        found["district"] = ("Bydel", districts)
    return found


def _count(deps: Dependencies, caseworker: Caseworker) -> int:
    return deps.casework.queue.count_open(caseworker.municipality)


SECTION = Section("Kø", "queue.index", (Role.CASEWORKER,), blueprint, _count)
