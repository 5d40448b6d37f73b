"""Eksempler: what has been reviewed, to be looked at, taken out again, or downloaded."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from casework.review.examples import FILE, as_yaml
from casework.review.labels import NotLabelled
from web.auth import Role, must_have
from web.console.dependencies import Dependencies
from web.console.request.access_reason import note_messages
from web.console.request.current_user import here
from web.console.unrecognised.words import REFUSALS, intents


def add_examples(pages: Blueprint, deps: Dependencies) -> None:
    """Add the examples' pages to those of what was missed."""

    @pages.get("/missed/examples")
    def reviewed_examples() -> ResponseReturnValue:
        found = deps.labels.examples(here().municipality)
        note_messages(deps, "labels_seen", [each.message_id for each in found], "review")
        return render_template(
            "casework/missed/examples.html",
            labels=found,
            names=dict(intents(deps.texts, deps.labels.intents)),
            may_review=here().may(Role.APPROVER),
            current="missed.index",
        )

    @pages.post("/missed/examples/<int:message>/out")
    def take_out(message: int) -> ResponseReturnValue:
        caseworker = must_have(Role.APPROVER, municipality=here().municipality)
        try:
            deps.labels.take_out(caseworker.municipality, message, caseworker.subject)
            flash("Tatt ut. Den neste modellen lærer ikke av det.", "success")
        except NotLabelled as refused:
            flash(REFUSALS[refused.reason], "danger")
        return redirect(url_for(".reviewed_examples"), 303)

    @pages.get("/missed/examples.yml")
    def examples() -> Response:
        """Download what this municipality has reviewed, as Rasa's training data."""
        found = deps.labels.examples(here().municipality)
        note_messages(deps, "examples_downloaded", [each.message_id for each in found], "train")
        made = Response(as_yaml(found), mimetype="text/yaml")
        made.headers["Content-Disposition"] = f"attachment; filename={FILE}"
        return made
