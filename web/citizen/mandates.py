"""Mandates on the own page: given after a read-back, seen, and taken back."""

from datetime import timedelta

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.texts.values import say_duration
from choice_register.mandates.mandates import FIRST_USE, LONGEST_NAME, mobile
from choice_register.mandates.types import (
    MandateRefusal,
    MandateRefused,
    MandateState,
    NewMandate,
    Scope,
)
from choice_register.types import NotProven
from core.channel import Channel
from web.auth import citizen_required
from web.citizen.access import own_case
from web.citizen.dependencies import Dependencies, form_key, new_key, words

DAYS = (30, 90, 180, 365)
USUAL = 90
FIELDS = ("navn", "telefon", "omfang", "dager")
IN_FORCE = (MandateState.LIVE, MandateState.COMING)


class MandatePages:
    """The views.

    Args:
        deps: what they work with.
    """

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    def add_to(self, pages: Blueprint) -> None:
        """Add the views to the pages."""
        for address, endpoint, view, methods in (
            ("/fullmakter", "mandates", self.overview, ["GET"]),
            ("/fullmakter/ny", "give", self.give, ["GET", "POST"]),
            ("/fullmakter/<int:mandate>/ta-tilbake", "withdraw", self.withdraw, ["GET", "POST"]),
            ("/for/<int:mandate>/slutt", "drop", self.drop, ["GET", "POST"]),
        ):
            pages.add_url_rule(address, endpoint, citizen_required(view), methods=methods)

    def overview(self) -> ResponseReturnValue:
        """Who has a mandate from the person, and whose the person has."""
        return self._overview()

    def give(self) -> ResponseReturnValue:
        """Ask for whom, how far and how long; read it back; then give it."""
        case = self._deps.own()
        if request.method == "GET":
            return self._form({"dager": str(USUAL)}, {})
        asked = {name: request.form.get(name, "").strip() for name in FIELDS}
        wrong = _wrong(asked)
        if wrong:
            return self._form(asked, wrong)
        if request.form.get("svar") == "nei":
            return redirect(url_for(".mandates"), 303)
        today, days = self._deps.clock.today(), int(asked["dager"])
        until = today + timedelta(days=days)
        if request.form.get("svar") != "ja":
            return self._deps.page("give_check", asked=asked, until=until, key=new_key())
        citizen = self._deps.citizen()
        new = NewMandate(
            person_id=case.person.id,
            agent_name=asked["navn"],
            agent_phone=asked["telefon"],
            scope=Scope(asked["omfang"]),
            conversation=case.conversation,
            channel=Channel.WEB,
            key=form_key(citizen, "mandate"),
            valid_to=until,
        )
        try:
            given = self._deps.register.give_mandate(new)
        except MandateRefused as refused:
            return self._form(asked, {"navn": self._why(refused.reason)})
        duration = say_duration({"days": FIRST_USE.days}, g.lang)
        return self._deps.page("given", given=given, duration=duration)

    def withdraw(self, mandate: int) -> ResponseReturnValue:
        """Ask whether to take one of one's own back; then do it."""
        case = self._deps.own()
        mine = self._deps.register.mandates_of(case.person.id, every=True)
        of_id = {each.id: each for each in mine}
        if mandate not in of_id:
            abort(404)
        if request.method == "GET":
            return self._deps.page("end_mandate", agent=of_id[mandate].agent_name, back=".mandates")
        try:
            self._deps.register.withdraw_mandate(mandate, case.conversation)
        except MandateRefused as refused:
            return self._overview(refused=self._why(refused.reason), status=409)
        return redirect(url_for(".mandates", tatt_tilbake=1), 303)

    def drop(self, mandate: int) -> ResponseReturnValue:
        """Ask whether to lay down a mandate that one holds; then do it."""
        case = self._deps.case(mandate)
        if request.method == "GET":
            return self._deps.page("end_mandate", agent=None, back=".mandates")
        try:
            self._deps.register.withdraw_mandate(mandate, case.conversation)
        except (MandateRefused, NotProven):
            abort(404)
        return redirect(url_for(".mandates", lagt_ned=1), 303)

    def _overview(self, refused: str | None = None, status: int = 200) -> ResponseReturnValue:
        deps, citizen = self._deps, self._deps.citizen()
        case = own_case(deps.register, citizen)
        mine = deps.register.mandates_of(case.person.id, every=True) if case else []
        return deps.page(
            "mandates",
            status,
            case=case,
            live=[each for each in mine if each.state in IN_FORCE],
            ended=[each for each in mine if each.state not in IN_FORCE],
            held=deps.register.mandates_for_agent(citizen.national_id),
            refused=refused,
        )

    def _form(self, asked: dict[str, str], wrong: dict[str, str]) -> ResponseReturnValue:
        status = 422 if wrong else 200
        return self._deps.page("give", status, asked=asked, wrong=wrong, days=DAYS, scopes=Scope)

    def _why(self, reason: MandateRefusal) -> str:
        refused = words()["mandates"]["refused"]
        return str(refused.get(reason.value, refused["otherwise"]))


def _wrong(asked: dict[str, str]) -> dict[str, str]:
    """By field, what is to be mended."""
    refused, wrong = words()["mandates"]["refused"], {}
    if not any(sign.isalpha() for sign in asked["navn"]) or len(asked["navn"]) > LONGEST_NAME:
        wrong["navn"] = refused["no_name"]
    try:
        mobile(asked["telefon"])
    except MandateRefused:
        wrong["telefon"] = refused["bad_phone"]
    if asked["omfang"] not in set(Scope):
        wrong["omfang"] = refused["no_scope"]
    if asked["dager"] not in {str(each) for each in DAYS}:
        wrong["dager"] = refused["no_days"]
    return wrong
