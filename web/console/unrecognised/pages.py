"""Ikke forstått: label in groups, look over what another labelled, try and take into use."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.review.labels import LONGEST, NotLabelled
from web.auth import Caseworker, Role, must_have
from web.console.dependencies import Dependencies
from web.console.request.access_reason import note_messages
from web.console.request.current_user import here
from web.console.request.row_ids import row_id
from web.console.section import Section
from web.console.unrecognised.examples import add_examples
from web.console.unrecognised.trial import add_trial
from web.console.unrecognised.two_readers import add_two_readers
from web.console.unrecognised.words import REFUSALS, intents

ROLES = (Role.EDITOR, Role.APPROVER)
MOST_GROUPS = 20
"""Groups on a page, the largest first: the rest comes up when these are done."""


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of what was not understood."""
    pages = Blueprint("missed", __name__)
    labels = deps.labels

    def said(name: str) -> None:
        flash(name, "success")

    @pages.get("/missed")
    def index() -> ResponseReturnValue:
        waiting = labels.waiting(here().municipality)
        shown = [each.message_id for group in waiting[:MOST_GROUPS] for each in group]
        note_messages(deps, "missed_seen", shown, "label")
        return render_template(
            "casework/missed/index.html",
            groups=waiting[:MOST_GROUPS],
            left=max(len(waiting) - MOST_GROUPS, 0),
            intents=intents(deps.texts, labels.intents),
            longest=LONGEST,
            may_label=here().may(Role.EDITOR),
            current="missed.index",
        )

    @pages.post("/missed/label")
    def label() -> ResponseReturnValue:
        municipality = must_have(Role.EDITOR, municipality=here().municipality).municipality
        ids = [row for each in request.form.getlist("message") if (row := row_id(each))]
        if not ids or len(ids) != len(request.form.getlist("message")):
            abort(400)
        try:
            if "drop" in request.form:
                labels.drop(municipality, ids, here().subject)
                said("Tatt bort. Ingenting læres av dem.")
            else:
                texts = [(each, request.form.get(f"text-{each}", "")) for each in ids]
                labels.label(municipality, texts, request.form.get("intent", ""), here().subject)
                said("Merket. En annen må se over før de kan læres av.")
        except NotLabelled as refused:
            flash(REFUSALS[refused.reason], "danger")
        return redirect(url_for(".index"), 303)

    @pages.get("/missed/review")
    def review() -> ResponseReturnValue:
        found = labels.to_review(here().municipality)
        note_messages(deps, "labels_seen", [each.message_id for each in found], "review")
        return render_template(
            "casework/missed/review.html",
            labels=found,
            may_review=here().may(Role.APPROVER),
            names=dict(intents(deps.texts, labels.intents)),
            mine=here().subject,
            longest=LONGEST,
            current="missed.index",
        )

    @pages.post("/missed/review/<int:message>")
    def reviewed(message: int) -> ResponseReturnValue:
        caseworker = must_have(Role.APPROVER, municipality=here().municipality)
        good = request.form.get("good") == "1"
        text = request.form.get("text", "")
        try:
            labels.review(
                caseworker.municipality, message, caseworker.subject, good=good, text=text
            )
            said("Godkjent. Den kan læres av." if good else "Tatt bort.")
        except NotLabelled as refused:
            flash(REFUSALS[refused.reason], "danger")
        return redirect(url_for(".review"), 303)

    add_examples(pages, deps)
    add_trial(pages, deps)
    add_two_readers(pages, deps)
    return pages


def _count(deps: Dependencies, caseworker: Caseworker) -> int:
    waiting = deps.labels.to_review(caseworker.municipality)
    return sum(label.labelled_by != caseworker.subject for label in waiting)


SECTION = Section("Ikke forstått", "missed.index", ROLES, blueprint, _count)
"""Editors label, approvers look over and take into use."""
