"""To lesere: how a second reader reads beside ours, and which of the two was right."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from conversations.readings.report import JUDGED, OUTCOMES, AlreadyJudged, differing, judge, report
from web.auth import Role, must_have
from web.console.dependencies import Dependencies
from web.console.request.access_reason import note_messages
from web.console.request.current_user import actor, here
from web.console.unrecognised.words import intent_name

MOST = 20
"""Messages on a page: the next ones come when these are judged."""
JUDGEMENTS = {
    "embedded": "Vår leser",
    "second": "Den andre",
    "both": "Begge",
    "neither": "Ingen av dem",
}
"""Who was right, as it is asked and counted."""


def add_two_readers(pages: Blueprint, deps: Dependencies) -> None:
    """Add the page of two readings to those of what was missed."""

    def in_words(reading: Mapping[str, Any] | None) -> list[str]:
        found = reading or {}
        acts = [intent_name(deps.texts, each) for each in found.get("acts") or ()]
        return [*acts, *_choice(deps, found.get("choice") or {})]

    @pages.get("/missed/readers")
    def two_readers() -> ResponseReturnValue:
        municipality = here().municipality
        with deps.database.read() as session:
            found = report(session, municipality)
            rows = differing(session, municipality, MOST)
        note_messages(deps, "readings_seen", [each.message_id for each in rows], "compare")
        return render_template(
            "casework/missed/readers.html",
            report=found,
            rows=rows,
            in_words=in_words,
            intent=lambda name: intent_name(deps.texts, name),
            outcomes=OUTCOMES,
            judgements=JUDGEMENTS,
            may_judge=here().may(Role.APPROVER),
            mode=deps.settings.reader,
            model=deps.settings.reader_model,
            current="missed.index",
        )

    @pages.post("/missed/readers/<int:reading>")
    def judged(reading: int) -> ResponseReturnValue:
        me = must_have(Role.APPROVER, municipality=here().municipality)
        says = request.form.get("judged", "")
        if says not in JUDGED:
            abort(400)
        try:
            with deps.database.write() as session:
                if not judge(session, reading, says, actor().who, me.municipality, once=True):
                    abort(404)
        except AlreadyJudged:
            flash("Noen andre har tatt denne.", "warning")
        else:
            flash("Lagret.", "success")
        return redirect(url_for(".two_readers"), 303)


def _choice(deps: Dependencies, choice: Mapping[str, Any]) -> list[str]:
    """Who should come and who should not, by the frame of a reading."""
    said = [
        f"{says} {_pair(deps, each)}"
        for part, says in (("want", "vil ha"), ("keep", "beholder"))
        for each in choice.get(part) or ()
    ]
    said += [f"vil ikke ha {each}" for each in choice.get("reject") or ()]
    if choice.get("negated"):
        said.append("sier nei til det")
    return [*said, "med et vilkår"] if choice.get("condition") else said


def _pair(deps: Dependencies, pair: Mapping[str, str | None]) -> str:
    who, service = pair.get("provider") or "en annen", pair.get("service") or ""
    try:
        return f"{who} til {deps.catalogue.service_names(service).nb.lower()}"
    except KeyError:  # All of it, or help that was not named.
        return who
