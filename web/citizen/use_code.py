"""Redeeming a mandate code: with the giver's birth date it binds the mandate to a sign-in."""

import re
from contextlib import suppress
from datetime import date, datetime

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from choice_register.mandates.types import MandateRefused
from choice_register.types import Attempt, CodeResult
from core.channel import Channel
from provider_catalog.provider import Municipality
from web.auth import citizen_required
from web.citizen.access import name_of, sign_in_of
from web.citizen.dependencies import Dependencies, form_key, new_key, words

FIELDS = ("kommune", "kode", "fodt")
LOCKED = (
    CodeResult.LOCKED_ALL,
    CodeResult.LOCKED_CONVERSATION,
    CodeResult.LOCKED_LETTER,
    CodeResult.LOCKED_NUMBER,
)


class CodePages:
    """The view.

    Args:
        deps: what it works with.
    """

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    def add_to(self, pages: Blueprint) -> None:
        """Add the view to the pages."""
        view = citizen_required(self.use)
        pages.add_url_rule("/kode", "use_code", view, methods=["GET", "POST"])

    def use(self) -> ResponseReturnValue:
        """Ask for the code; with POST, bind the mandate to who has signed in."""
        if request.method == "GET":
            return self._form({}, {})
        asked = {name: request.form.get(name, "").strip() for name in FIELDS}
        own, born = words()["own"]["code"], read_date(asked["fodt"], self._deps.clock.today())
        municipality = self._municipality(asked["kommune"])
        wrong = {}
        if municipality is None:
            wrong["kommune"] = own["bad_municipality"]
        if born is None:
            wrong["fodt"] = own["bad_date"]
        if municipality is None or born is None:
            return self._form(asked, wrong)
        return self._try(asked, municipality.id, born)

    def _try(self, asked: dict[str, str], municipality: str, born: date) -> ResponseReturnValue:
        citizen, register = self._deps.citizen(), self._deps.register
        conversation = name_of(citizen, "code")
        attempt = Attempt(
            code=asked["kode"][:40],
            birth_date=born,
            conversation=conversation,
            # As a calling number: a new sign-in gives nobody new tries.
            caller=f"id:{citizen.subject}",
            municipality=municipality,
            channel=Channel.WEB,
            key=form_key(citizen, "code"),
        )
        try:
            result = register.bind_mandate(
                attempt, citizen.national_id, sign_in=sign_in_of(citizen)
            )
        except MandateRefused as refused:
            return self._form(asked, {"kode": self._says(refused.reason.value)})
        giver = register.proven_person(conversation)
        if result is CodeResult.OK and giver is not None and giver.mandate is not None:
            return redirect(url_for(".case_of", mandate=giver.mandate.id), 303)
        name = "locked" if result in LOCKED else result.value
        return self._form(asked, {"kode": self._says(name)})

    def _says(self, name: str) -> str:
        results = words()["own"]["code"]["results"]
        return str(results.get(name, results["mandate_over"]))

    def _municipality(self, wanted: str) -> Municipality | None:
        return next((each for each in self._deps.municipalities if each.id == wanted), None)

    def _form(self, asked: dict[str, str], wrong: dict[str, str]) -> ResponseReturnValue:
        return self._deps.page(
            "code",
            422 if wrong else 200,
            asked=asked,
            wrong=wrong,
            municipalities=self._deps.municipalities,
            key=new_key(),
        )


def read_date(text: str, today: date) -> date | None:
    """A birth date as people write it, 14.03.1941, 14/3 1941, 14031941 or 14.3.41, or None.

    A year of two digits is taken where it can be one year only: 41 is 1941 as long as 2041 is to
    come, and 26 may be a hundred years old or a child.
    """
    plain = " ".join(re.sub(r"[./-]", " ", text).split())
    if digits := re.fullmatch(r"(\d\d)(\d\d)(\d\d|\d{4})", plain):
        plain = " ".join(digits.groups())
    for way in ("%d %m %Y", "%Y %m %d"):
        with suppress(ValueError):
            return datetime.strptime(plain, way).date()  # noqa: DTZ007 - a day has no zone
    with suppress(ValueError):
        short = datetime.strptime(plain, "%d %m %y").date()  # noqa: DTZ007 - a day has no zone
        if short.replace(year=2000 + short.year % 100) > today:
            return short.replace(year=1900 + short.year % 100)
    return None
