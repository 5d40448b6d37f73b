"""Showing who one is with the code of the letter, and ordering a new letter."""

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from choice_register.types import Attempt, CodeResult
from conversations.tasks import NewTask
from conversations.threads import Opening
from core.channel import Channel
from provider_catalog.provider import Municipality
from web.auth import current_citizen
from web.choosing.dependencies import Dependencies, at, words
from web.choosing.limits import AddressLimits
from web.choosing.visit import LETTER, letter_conversation
from web.citizen.dependencies import new_key
from web.citizen.told_to_person import tell_person
from web.citizen.use_code import read_date

PEER = "web"
"""What somebody on the web has for a number: none."""
LONGEST = 80
LONGEST_KEY = 40
REASON = "new_letter"
FIELDS = ("fodt", "kode", "kode2")
ALSO_SECOND = (
    CodeResult.LOCKED_ALL,
    CodeResult.LOCKED_CONVERSATION,
    CodeResult.LOCKED_NUMBER,
)
"""Results after which the letter's second code opens the case."""


class LetterPages:
    """The views.

    Args:
        deps: what they work with.
    """

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps
        self._limits = AddressLimits()

    def add_to(self, pages: Blueprint) -> None:
        """Add the views to the pages."""
        both = ["GET", "POST"]
        pages.add_url_rule("/<here>/kode", "code", self.code, methods=both)
        pages.add_url_rule("/<here>/nytt-brev", "new_letter", self.new_letter, methods=both)

    def code(self, here: str) -> ResponseReturnValue:
        """Ask for birth date and code; with POST, try them."""
        municipality = self._deps.municipality(here)
        if request.method == "GET":
            return self._form(municipality, {}, {})
        asked = {name: request.form.get(name, "").strip()[:LONGEST] for name in FIELDS}
        text = words()["code"]
        born = read_date(asked["fodt"], self._deps.clock.today())
        wrong = {}
        if born is None:
            wrong["fodt"] = text["bad_date"]
        if not any(sign.isdigit() for sign in asked["kode"]):
            wrong["kode"] = text["no_code"]
        if born is None or wrong:
            return self._form(municipality, asked, wrong)
        if not self._limits.may_try():
            raise TooManyRequests(retry_after=60)
        conversation = letter_conversation(begin=True)
        assert conversation is not None  # noqa: S101 - it has just begun
        citizen = current_citizen()
        result = self._deps.register.check_code(
            Attempt(
                code=asked["kode"],
                birth_date=born,
                conversation=conversation,
                caller=None,
                municipality=municipality.id,
                channel=Channel.WEB,
                key=f"{conversation}:code:{_key()}",
                second=asked["kode2"] or None,
                signed_in=citizen.national_id if citizen is not None else None,
            )
        )
        if result is CodeResult.OK:
            return redirect(at("start", here, **{"for": LETTER}), 303)
        if result in ALSO_SECOND:
            says = text["results"]["second"]
            return self._form(municipality, asked, {"kode2": says}, second=True)
        says = text["results"].get(result.value, text["results"]["wrong"])
        return self._form(municipality, asked, {"kode": says}, second=bool(asked["kode2"]))

    def new_letter(self, here: str) -> ResponseReturnValue:
        """Order a new letter: a task for a person, who sends it to the address on record."""
        deps, municipality = self._deps, self._deps.municipality(here)
        opened = deps.opened(municipality)
        person = opened.case.person if opened is not None and opened.case.own else None
        if request.method == "GET":
            if "sendt" in request.args:
                return deps.page("letter_ordered", municipality)
            return self._order_form(municipality, {}, {}, known=person is not None)
        names = ("navn", "fodt", "telefon")
        asked = {name: request.form.get(name, "").strip()[:LONGEST] for name in names}
        wrong = {}
        if person is None:
            text = words()["new_letter"]
            if not any(sign.isalpha() for sign in asked["navn"]):
                wrong["navn"] = text["no_name"]
            if read_date(asked["fodt"], deps.clock.today()) is None:
                wrong["fodt"] = words()["code"]["bad_date"]
        if wrong:
            return self._order_form(municipality, asked, wrong, known=person is not None)
        if not self._limits.may_order():
            raise TooManyRequests(retry_after=3600)
        self._order(municipality, asked, person.id if person else None)
        return redirect(at("new_letter", here, sendt="1"), 303)

    def _order(
        self, municipality: Municipality, asked: dict[str, str], person_id: int | None
    ) -> None:
        key, now = f"letter:{_key()}", self._deps.clock.now()
        lines = [words()["new_letter"]["asked"]]
        if person_id is None:
            lines += [f"{asked['navn']}, {asked['fodt']}"]
        if asked["telefon"]:
            lines += [asked["telefon"]]
        standard = words()["lang"]
        opening = Opening(
            municipality.id, Channel.WEB, PEER, municipality.phone, standard, thread=key
        )
        task = NewTask(
            key=key,
            reason=REASON,
            person_id=person_id,
            summary={"intent": REASON, "standard": standard},
            call_back_number=asked["telefon"] or None,
        )
        with self._deps.database.write() as session:
            tell_person(session, opening, lines, task, now)

    def _form(
        self,
        municipality: Municipality,
        asked: dict[str, str],
        wrong: dict[str, str],
        *,
        second: bool = False,
    ) -> ResponseReturnValue:
        status = 422 if wrong else 200
        told = {"asked": asked, "wrong": wrong, "second": second}
        return self._deps.page("code", municipality, status, **told, key=new_key())

    def _order_form(
        self,
        municipality: Municipality,
        asked: dict[str, str],
        wrong: dict[str, str],
        *,
        known: bool,
    ) -> ResponseReturnValue:
        status = 422 if wrong else 200
        return self._deps.page(
            "new_letter",
            municipality,
            status,
            asked=asked,
            wrong=wrong,
            known=known,
            key=new_key(),
        )


def _key() -> str:
    """The mark of the form that was posted; 400 where it is none of ours."""
    mark = request.form.get("key", "")
    if not mark or len(mark) > LONGEST_KEY or not mark.isascii():
        abort(400)
    return mark
