"""Prøv ny modell: begin a trial, see the two models side by side, take the new one into use."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from casework import live
from casework.missed.words import NOT_NOW, intents
from casework.room import Room
from casework.who import here
from learning.trials import NotNow, Trials
from sign_in import Role, must_have


def add_trial(pages: Blueprint, room: Room) -> None:
    """Add the trial's pages to those of what was missed."""

    @pages.get("/missed/trial")
    def trial() -> ResponseReturnValue:
        rows = live.with_version(_rows(room))
        return render_template("casework/missed/trial.html", rows=rows, current="missed.index")

    @pages.get("/missed/trial/rows")
    def trial_rows() -> ResponseReturnValue:
        return live.part(_rows(room))

    @pages.post("/missed/trial")
    def begin() -> ResponseReturnValue:
        must_have(Role.APPROVER, municipality=here().municipality)
        try:
            _trials(room).start(here().name)
            flash("Prøven er i gang. Den tar et minutt eller to.", "success")
        except NotNow as refused:
            flash(NOT_NOW[str(refused)], "warning")
        return redirect(url_for(".trial"), 303)

    @pages.post("/missed/trial/adopt")
    def adopt() -> ResponseReturnValue:
        must_have(Role.APPROVER, municipality=here().municipality)
        try:
            _trials(room).adopt(here().name)
            flash("Den nye modellen er tatt i bruk.", "success")
        except NotNow as refused:
            flash(NOT_NOW[str(refused)], "warning")
        return redirect(url_for(".trial"), 303)


def _trials(room: Room) -> Trials:
    if room.trials is None:
        abort(404)
    return room.trials


def _rows(room: Room) -> str:
    found = room.trials.last() if room.trials else None
    # Examples of other municipalities are trained on too, and are not shown here.
    ours = {each.text for each in room.labels.examples(here().municipality)}
    return render_template(
        "casework/missed/trial_rows.html",
        trial=found,
        possible=room.trials is not None,
        ours=[each for each in found.examples if each.text in ours] if found else [],
        names=dict(intents(room.texts, room.labels.intents)),
        reviewed=len(ours),
        seen=live.SEEN,
    )
