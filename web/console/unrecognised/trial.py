"""Prøv ny modell: begin a trial, see the two models side by side, take the new one into use."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from casework.review.trials import NotNow, Trials
from web.auth import Role, must_have, watching
from web.console.dependencies import Dependencies
from web.console.request import live_updates
from web.console.request.current_user import here
from web.console.unrecognised.words import NOT_NOW, intents


def add_trial(pages: Blueprint, deps: Dependencies) -> None:
    """Add the trial's pages to those of what was missed."""

    @pages.get("/missed/trial")
    def trial() -> ResponseReturnValue:
        rows = live_updates.with_version(_rows(deps))
        return render_template("casework/missed/trial.html", rows=rows, current="missed.index")

    @pages.get("/missed/trial/rows")
    @watching
    def trial_rows() -> ResponseReturnValue:
        return live_updates.part(_rows(deps))

    @pages.post("/missed/trial")
    def begin() -> ResponseReturnValue:
        must_have(Role.APPROVER, municipality=here().municipality)
        try:
            _trials(deps).start(here().name, here().subject)
            flash("Prøven er i gang. Den tar et minutt eller to.", "success")
        except NotNow as refused:
            flash(NOT_NOW[str(refused)], "warning")
        return redirect(url_for(".trial"), 303)

    @pages.post("/missed/trial/adopt")
    def adopt() -> ResponseReturnValue:
        must_have(Role.APPROVER, municipality=here().municipality)
        try:
            _trials(deps).adopt(here().name, here().subject)
            flash("Den nye modellen er tatt i bruk.", "success")
        except NotNow as refused:
            flash(NOT_NOW[str(refused)], "warning")
        return redirect(url_for(".trial"), 303)

    @pages.post("/missed/trial/back")
    def back() -> ResponseReturnValue:
        must_have(Role.APPROVER, municipality=here().municipality)
        try:
            _trials(deps).go_back(here().name)
            flash("Den forrige modellen er i bruk igjen.", "success")
        except NotNow as refused:
            flash(NOT_NOW[str(refused)], "warning")
        return redirect(url_for(".trial"), 303)


def _trials(deps: Dependencies) -> Trials:
    if deps.trials is None:
        abort(404)
    return deps.trials


def _rows(deps: Dependencies) -> str:
    found = deps.trials.last() if deps.trials else None
    # Examples of other municipalities are trained on too, and are not shown here.
    ours = {each.text for each in deps.labels.examples(here().municipality)}
    return render_template(
        "casework/missed/trial_rows.html",
        trial=found,
        possible=deps.trials is not None,
        may_decide=here().may(Role.APPROVER),
        worse=NOT_NOW[found.worse] if found and found.worse else None,
        mine=found is not None and found.begun_by_id == here().subject,
        ours=[each for each in found.examples if each.text in ours] if found else [],
        names=dict(intents(deps.texts, deps.labels.intents)),
        reviewed=len(ours),
        seen=live_updates.SEEN,
    )
