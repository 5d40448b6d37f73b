"""What the views of these pages share: the case that is chosen in, the address, and the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from flask import abort, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from choice_register.register import Register
from core.clock import Clock
from core.database import Database
from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Municipality
from web.auth import current_citizen, show_while_signed_in
from web.choosing.picks import Choosable
from web.choosing.visit import LETTER, Opened, cases_here, letter_mark
from web.citizen.case_presenter import Telling
from web.citizen.dependencies import WORDS as OWN_WORDS
from web.layout.shell import show_while
from web.layout.words import Words
from web.public.addresses import by_slug, slug

WORDS = Words(Path(__file__).parent / "words")
CARRIED = ("for", "leverandor", "tjeneste", "valg")
"""What stands in the address from step to step; nothing else is carried along."""
MOST_CARRIED = 12
LONGEST = 80


@dataclass(frozen=True)
class Dependencies:
    """What the pages work with.

    Args:
        register: people, decisions and choices.
        catalogue: providers, contracts and schemes.
        database: for the task that a new letter is.
        clock: what day it is.
    """

    register: Register
    catalogue: Catalogue
    database: Database
    clock: Clock

    def municipality(self, here: str) -> Municipality:
        """The municipality that an address names; 404 if there is none such."""
        municipality = by_slug(self.catalogue, here)
        if municipality is None:
            abort(404)
        return municipality

    def opened(self, municipality: Municipality) -> Opened | None:
        """The case that is chosen in: the one that the address names, or the only one there is.

        None where nobody has shown who it is, or several are open and none is named.
        """
        found = cases_here(self.register, municipality.id)
        named = request.args.get("for")
        if named is not None:
            return next((each for each in found if each.name == named), None)
        return found[0] if len(found) == 1 else None

    def choosable(self, municipality: Municipality) -> Choosable:
        """The case, asked what can be chosen in it; a visitor without one is sent to the start."""
        opened = self.opened(municipality)
        if opened is None:
            away("start", municipality)
        if not opened.case.may_choose:
            abort(make_response(self.page("see_only", municipality, 403, case=opened.case)))
        return Choosable(self.register, self.catalogue, self.clock, opened.case)

    def telling(self) -> Telling:
        """Tells of cases in the own page's words."""
        return Telling(self.register, self.catalogue, OWN_WORDS.of(g.lang), g.lang)

    def page(
        self, name: str, municipality: Municipality, status: int = 200, **values: Any
    ) -> ResponseReturnValue:
        """A page of these pages."""
        opened = self.opened(municipality)
        by_letter = opened is not None and opened.name == LETTER
        citizen = current_citizen()
        if opened is not None and by_letter:
            place, mark = slug(municipality), letter_mark(opened.case.conversation)
            start = url_for(".start", here=place)
            show_while(url_for(".present", here=place, mark=mark), gone=start)
        elif citizen is not None:
            show_while_signed_in(citizen)
        html = render_template(
            f"choosing/{name}.html",
            words=words(),
            municipality=municipality,
            here=slug(municipality),
            other_language=in_other_standard(),
            opened=opened,
            by_letter=by_letter,
            signs_out=citizen is not None,
            slug=slug,
            at=at,
            name_of=self.catalogue.provider_name,
            service_name=self.telling().service_name,
            own_states=OWN_WORDS.of(g.lang)["own"]["states"],
            **values,
        )
        return html, status


def words() -> Mapping[str, Any]:
    """The pages' words in the page's standard."""
    return WORDS.of(g.lang)


def carried(*without: str) -> dict[str, list[str]]:
    """What the address holds from the steps before, cut to what can be meant."""
    given = request.args.to_dict(flat=False)
    return {
        name: [each[:LONGEST] for each in given[name][:MOST_CARRIED]]
        for name in CARRIED
        if name in given and name not in without
    }


def at(endpoint: str, here: str, **changed: Any) -> str:
    """The address of a step, with what was picked until now.

    Args:
        endpoint: the step.
        here: the municipality's part of the address.
        changed: what is picked anew; None leaves it out.
    """
    kept = {**carried(), **changed}
    return url_for(f".{endpoint}", here=here, **{k: v for k, v in kept.items() if v is not None})


def away(endpoint: str, municipality: Municipality, **changed: Any) -> NoReturn:
    """Send the visitor to another step, out of the midst of a view."""
    abort(make_response(redirect(at(endpoint, slug(municipality), **changed), 303)))


def in_other_standard() -> str:
    """The address of the same step in the other written standard."""
    name = "choosing" if g.lang == "nn" else "choosing_nn"
    endpoint = (request.endpoint or "").rsplit(".", maxsplit=1)[-1]
    return url_for(f"{name}.{endpoint}", **{**(request.view_args or {}), **carried()})
