"""Ikke forstått: label in groups, look over what another labelled, try and take into use."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.missed.trial import add_trial
from casework.missed.words import REFUSALS, intents
from casework.room import Room
from casework.section import Section
from casework.who import here
from learning.examples import FILE, as_yaml
from learning.labels import LONGEST, NotLabelled
from sign_in import Caseworker, Role, must_have

ROLES = (Role.EDITOR, Role.APPROVER)
MOST_GROUPS = 20
"""Groups on a page, the largest first: the rest comes up when these are done."""


def blueprint(room: Room) -> Blueprint:
    """The pages of what was not understood."""
    pages = Blueprint("missed", __name__)
    labels = room.labels

    def said(name: str) -> None:
        flash(name, "success")

    @pages.get("/missed")
    def index() -> ResponseReturnValue:
        waiting = labels.waiting(here().municipality)
        return render_template(
            "casework/missed/index.html",
            groups=waiting[:MOST_GROUPS],
            left=max(len(waiting) - MOST_GROUPS, 0),
            intents=intents(room.texts, labels.intents),
            longest=LONGEST,
            current="missed.index",
        )

    @pages.post("/missed/label")
    def label() -> ResponseReturnValue:
        municipality = must_have(Role.EDITOR, municipality=here().municipality).municipality
        ids = [int(each) for each in request.form.getlist("message") if each.isdecimal()]
        if not ids:
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
        return render_template(
            "casework/missed/review.html",
            labels=labels.to_review(here().municipality),
            names=dict(intents(room.texts, labels.intents)),
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

    @pages.get("/missed/examples.yml")
    def examples() -> Response:
        """Download what this municipality has reviewed, as Rasa's training data."""
        made = Response(as_yaml(labels.examples(here().municipality)), mimetype="text/yaml")
        made.headers["Content-Disposition"] = f"attachment; filename={FILE}"
        return made

    add_trial(pages, room)
    return pages


def _count(room: Room, caseworker: Caseworker) -> int:
    waiting = room.labels.to_review(caseworker.municipality)
    return sum(label.labelled_by != caseworker.subject for label in waiting)


SECTION = Section("Ikke forstått", "missed.index", ROLES, blueprint, _count)
"""Editors label, approvers look over and take into use."""
