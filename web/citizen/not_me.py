"""«Var det ikke deg?»: somebody sees a choice in the own case that was somebody else's doing.

The choice is taken back where that can still be done, and a person at the municipality is told in
any case: who could choose once may try again, and the letter's code may be in other hands.
"""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from choice_register.types import NotProven, UndoRefused
from conversations.tasks import NewTask
from conversations.threads import Opening
from core.channel import Channel
from web.auth import citizen_required
from web.citizen.case_presenter import ChosenTold
from web.citizen.dependencies import Dependencies, words
from web.citizen.told_to_person import tell_person

REASON = "not_me"
PEER = "web"


class NotMePages:
    """The view.

    Args:
        deps: what it works with.
    """

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    def add_to(self, made: Blueprint) -> None:
        """Add it to the pages."""
        view = citizen_required(self.not_me)
        made.add_url_rule("/ikke-meg/<case_number>", "not_me", view, methods=["GET", "POST"])

    def not_me(self, case_number: str) -> ResponseReturnValue:
        """Ask whether it was somebody else; with POST, take it back and tell a person."""
        deps, case = self._deps, self._deps.own()
        told = deps.telling().case(case)
        every = (*told.under_way, *told.earlier)
        chosen = next((each for each in every if each.case_number == case_number), None)
        if chosen is None:
            abort(404)
        municipality = deps.catalogue.municipality(case.person.municipality)
        if request.method == "GET":
            done = request.args.get("meldt")
            return deps.page("not_me", chosen=chosen, municipality=municipality, done=done)
        undone = self._undo(case_number)
        self._tell(chosen, case.person.id, municipality.id, municipality.phone)
        return redirect(
            url_for(".not_me", case_number=case_number, meldt="tilbake" if undone else "1"), 303
        )

    def _undo(self, case_number: str) -> bool:
        """Whether the choice is taken back; pressed twice, it is one act."""
        case = self._deps.own()
        key = f"{case.conversation}:undo:{case_number}"
        try:
            self._deps.register.undo_choice(
                case.person.id, case_number, case.conversation, Channel.WEB, key
            )
        except (UndoRefused, NotProven):
            return False
        return True

    def _tell(self, chosen: ChosenTold, person: int, municipality: str, phone: str) -> None:
        deps, text = self._deps, words()["own"]["not_me"]
        key = f"not_me:{person}:{chosen.case_number}"
        opening = Opening(municipality, Channel.WEB, PEER, phone, g.lang, thread=key)
        said = text["says"].format(provider=chosen.provider, number=chosen.case_number)
        task = NewTask(
            key=key,
            reason=REASON,
            person_id=person,
            summary={"intent": REASON, "case_number": chosen.case_number, "standard": g.lang},
        )
        with deps.database.write() as session:
            tell_person(session, opening, [said], task, deps.clock.now())
