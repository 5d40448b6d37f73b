"""Danger that nobody has seen: shown and sounded on every page of the console until it is taken."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from casework.caseworker import CaseworkRefused
from conversations.duty.alerts import Told, dangers
from conversations.duty.models import UNSEEN
from web.auth import Role, watching
from web.console.dependencies import Dependencies
from web.console.refusals import in_words
from web.console.request import live_updates
from web.console.request.access_reason import note_tasks_listed
from web.console.request.current_user import acting_caseworker, here
from web.console.section import Section
from web.console.tasks.duty_words import state_in_words


def unseen(deps: Dependencies, municipality: str) -> list[Told]:
    """What nobody on duty has acknowledged, and no caseworker has taken."""
    return [
        each
        for each in dangers(deps.database, municipality)
        if each.alert.state in UNSEEN and each.task.assignee is None
    ]


def blueprint(deps: Dependencies) -> Blueprint:
    """The part that every page of the console asks for."""
    pages = Blueprint("danger", __name__)

    @pages.get("/danger")
    @watching
    def bar() -> ResponseReturnValue:
        listed = unseen(deps, here().municipality)
        note_tasks_listed(deps, "danger_seen", [each.task for each in listed])
        return live_updates.part(
            render_template(
                "casework/tasks/danger.html",
                listed=listed,
                state_in_words=state_in_words,
                newest=max((each.alert.id for each in listed), default=0),
                seen=live_updates.SEEN,
            )
        )

    @pages.post("/danger/<conversation>/take")
    def take(conversation: str) -> ResponseReturnValue:
        """Take it, and go there; where a colleague has it, go there and be told who."""
        try:
            deps.casework.claim(acting_caseworker(), conversation)
        except CaseworkRefused as refused:
            flash(in_words(refused), "warning")
        address = url_for("casework.conversation.show", conversation=conversation, _anchor="text")
        return redirect(address, 303)

    return pages


SECTION = Section("Fare", "danger.bar", (Role.CASEWORKER,), blueprint, in_menu=False)
