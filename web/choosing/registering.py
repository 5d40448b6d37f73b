"""The read-back, the yes, the receipt with its progress, and taking back."""

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from choice_register.types import (
    Authority,
    ChoiceRefused,
    ChoiceRequest,
    NotProven,
    OutOfScope,
    RefusalReason,
    UndoRefused,
)
from core.channel import Channel
from provider_catalog.scheme import Rule
from web.choosing.dependencies import CARRIED, Dependencies, at, away, words
from web.choosing.picks import Choosable, Picks
from web.citizen.dependencies import new_key

LONGEST_KEY = 40
FINISHED = dict.fromkeys(name for name in CARRIED if name != "for")
"""What is left out of the address once a choice is made."""


class RegisteringPages:
    """The views.

    Args:
        deps: what they work with.
    """

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    def add_to(self, pages: Blueprint) -> None:
        """Add the views to the pages."""
        both = ["GET", "POST"]
        pages.add_url_rule("/<here>/sjekk", "check", self.check, methods=both)
        pages.add_url_rule("/<here>/kvittering/<case_number>", "receipt", self.receipt)
        pages.add_url_rule("/<here>/kvittering/<case_number>.txt", "file", self.file)
        pages.add_url_rule("/<here>/angre/<case_number>", "undo", self.undo, methods=both)

    def check(self, here: str) -> ResponseReturnValue:
        """Read back what is about to be registered; with POST, register it."""
        deps, municipality = self._deps, self._deps.municipality(here)
        choosable = deps.choosable(municipality)
        picks = choosable.read_picks(request.args.getlist("valg"))
        if not picks:
            away("start", municipality, valg=None)
        if request.method == "POST":
            return self._register(here, choosable, picks)
        return self._read_back(here, choosable, picks)

    def receipt(self, here: str, case_number: str) -> ResponseReturnValue:
        """What was registered, and how far it has come."""
        deps, municipality = self._deps, self._deps.municipality(here)
        choosable = deps.choosable(municipality)
        choices = choosable.of_case(case_number)
        if not choices:
            abort(404)
        telling = deps.telling()
        case = choosable.case
        return deps.page(
            "receipt",
            municipality,
            case=case,
            case_number=case_number,
            chosen=[telling.choice(each, choosable.case) for each in choices],
            sure=[choosable.how_sure(each.service) for each in choices],
            can_undo=any(each.can_undo for each in choices),
            just_made=request.args.get("ny") == "1",
            tells=choosable.scheme.rule("tell_current_provider").value == "helps",
        )

    def file(self, here: str, case_number: str) -> ResponseReturnValue:
        """The receipt as a text to keep or send."""
        deps, municipality = self._deps, self._deps.municipality(here)
        choosable = deps.choosable(municipality)
        choices = choosable.of_case(case_number)
        if not choices:
            abort(404)
        telling = deps.telling()
        text = render_template(
            "choosing/receipt.txt",
            words=words(),
            municipality=municipality,
            case_number=case_number,
            chosen=[telling.choice(each, choosable.case) for each in choices],
            now=deps.clock.now(),
        )
        response = Response(text.strip() + "\n", mimetype="text/plain")
        name = f"kvittering-{case_number}.txt"
        response.headers.set("Content-Disposition", "attachment", filename=name)
        return response

    def undo(self, here: str, case_number: str) -> ResponseReturnValue:
        """Ask whether a choice is to be taken back; with POST, take it back."""
        deps, municipality = self._deps, self._deps.municipality(here)
        choosable = deps.choosable(municipality)
        chosen = [each for each in choosable.of_case(case_number) if each.can_undo]
        if request.method == "POST":
            return self._undo(here, choosable, case_number)
        if not chosen:
            return redirect(at("receipt", here, case_number=case_number, **FINISHED), 303)
        now = {each.service: each.provider_id for each in choosable.services}
        return deps.page("undo", municipality, case_number=case_number, chosen=chosen, now=now)

    def _register(self, here: str, choosable: Choosable, picks: Picks) -> ResponseReturnValue:
        key = request.form.get("key", "")
        if not key or len(key) > LONGEST_KEY or not key.isascii():
            abort(400)
        if request.form.get("sett") != choosable.state:
            # Pressed twice, or chosen in another tab: what is asked for is there already. Anything
            # else that has happened must be read before the yes counts.
            made = choosable.chosen_already(picks)
            if made is not None:
                return self._to_receipt(here, made)
            return self._read_back(here, choosable, picks, notice="changed", status=409)
        case = choosable.case
        request_ = ChoiceRequest(
            person_id=case.person.id,
            picks=dict(picks),
            channel=Channel.WEB,
            authority=Authority.SELF if case.own else Authority.MANDATE,
            conversation=case.conversation,
            key=f"{case.conversation}:choose:{key}",
            # The page has said that the new choice takes the old one's place.
            replaces=True,
        )
        try:
            made_now = self._deps.register.register_choice(request_)
        except ChoiceRefused as refused:
            if refused.reason is RefusalReason.ALREADY_CHOSEN:
                under_way = choosable.under_way(refused.service)
                if under_way is not None:
                    return self._to_receipt(here, under_way.case_number)
            away(
                "who",
                self._deps.municipality(here),
                tjeneste=[refused.service],
                leverandor=refused.provider_id,
                valg=None,
            )
        except OutOfScope:
            return self._deps.page("see_only", self._deps.municipality(here), 403, case=case)
        except NotProven:  # it ended between the page and the press
            away("start", self._deps.municipality(here))
        return self._to_receipt(here, made_now[0].case_number)

    def _to_receipt(self, here: str, case_number: str) -> ResponseReturnValue:
        return redirect(at("receipt", here, case_number=case_number, ny="1", **FINISHED), 303)

    def _read_back(
        self,
        here: str,
        choosable: Choosable,
        picks: Picks,
        *,
        notice: str | None = None,
        status: int = 200,
    ) -> ResponseReturnValue:
        return self._deps.page(
            "check",
            self._deps.municipality(here),
            status,
            choosable=choosable,
            lines=choosable.lines(picks),
            already=choosable.chosen_already(picks),
            without=lambda service: [f"{s}:{p}" for s, p in picks.items() if s != service],
            price=_same_price(choosable, picks),
            key=new_key(),
            notice=notice,
        )

    def _undo(self, here: str, choosable: Choosable, case_number: str) -> ResponseReturnValue:
        case = choosable.case
        # A case is taken back once, so its number is key enough: posted twice, it is one act.
        key = f"{case.conversation}:undo:{case_number}"
        try:
            self._deps.register.undo_choice(
                case.person.id, case_number, case.conversation, Channel.WEB, key
            )
        except UndoRefused as refused:
            if refused.reason.value == "unknown_case":
                abort(404)
        except NotProven:
            away("start", self._deps.municipality(here))
        return redirect(at("receipt", here, case_number=case_number, **FINISHED), 303)


def _same_price(choosable: Choosable, picks: Picks) -> Rule | None:
    """The rule that says so, where the price is the same whoever is chosen for all of it."""
    rules = [choosable.scheme.rule("price", service) for service in picks]
    return rules[0] if rules and all(each.value == "same_for_all" for each in rules) else None
