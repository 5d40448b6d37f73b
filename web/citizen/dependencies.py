"""What the views of these pages share: who has signed in, whose case it is, and in which words."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import abort, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from choice_register.register import Register
from core.clock import Clock
from core.database import Database
from core.secret_keys import SecretKeys
from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Municipality
from web.auth import Citizen, current_citizen
from web.citizen.access import Case, case_by_mandate, own_case
from web.citizen.case_presenter import Telling
from web.layout.language import ASKED
from web.layout.words import Words
from web.public.addresses import slug

WORDS = Words(Path(__file__).parent / "words")
KEY_BYTES = 12
REMEMBERED = "maalform"


@dataclass(frozen=True)
class Dependencies:
    """What the pages work with.

    Args:
        register: people, decisions, choices and mandates.
        catalogue: names of providers and services.
        database: for what was said, and for sessions.
        clock: what day it is.
        secrets: by which sessions are found again.
    """

    register: Register
    catalogue: Catalogue
    database: Database
    clock: Clock
    secrets: SecretKeys

    @cached_property
    def municipalities(self) -> list[Municipality]:
        """Every municipality, by name."""
        return sorted(self.catalogue.municipalities(), key=lambda each: each.name)

    def citizen(self) -> Citizen:
        """Who has signed in; the view is guarded by `citizen_required`."""
        citizen = current_citizen()
        if citizen is None:
            abort(401)
        return citizen

    def own(self) -> Case:
        """The own case; 404 where there is none."""
        case = own_case(self.register, self.citizen())
        if case is None:
            abort(404)
        return case

    def case(self, mandate: int | None) -> Case:
        """The own case, or the one that a mandate opens.

        A mandate of somebody else, one that has ended and one that never was are the same: 404.
        """
        if mandate is None:
            return self.own()
        case = case_by_mandate(self.register, self.citizen(), mandate)
        if case is None:
            abort(404)
        return case

    def telling(self) -> Telling:
        """Tells of cases in the page's words."""
        return Telling(self.register, self.catalogue, words(), g.lang)

    def page(self, name: str, status: int = 200, **values: Any) -> ResponseReturnValue:
        """A page of these pages."""
        html = render_template(
            f"own/{name}.html",
            words=words(),
            other_language=in_other_standard(),
            now=self.clock.now(),
            slug=slug,
            **values,
        )
        return html, status


def words() -> Mapping[str, Any]:
    """The pages' words in the page's standard."""
    return WORDS.of(g.lang)


def remember_language() -> None:
    """Before a page: keep in mind the standard that its address asks for."""
    if g.lang == "nn" or ASKED in request.args:
        session[REMEMBERED] = g.lang


def in_remembered_standard(registered: str) -> ResponseReturnValue | None:
    """The way from the first page to the same in the standard that somebody uses, if another.

    Args:
        registered: the person's own, as the register has it; what was chosen here goes before it.
    """
    wanted = session.get(REMEMBERED, registered)
    return redirect(in_other_standard()) if g.lang == "nb" and wanted == "nn" else None


def in_other_standard() -> str:
    """The address of the same page in the other written standard; a form's page is its start."""
    name = "own" if g.lang == "nn" else "own_nn"
    endpoint = (request.endpoint or "").rsplit(".", maxsplit=1)[-1]
    chosen = {ASKED: "nb"} if g.lang == "nn" else {}
    return url_for(f"{name}.{endpoint}", **{**(request.view_args or {}), **chosen})


def form_key(citizen: Citizen, what: str) -> str:
    """The idempotency key of what a form does: the form's own mark, in this session only."""
    mark = request.form.get("key", "")
    if not mark or len(mark) > 2 * KEY_BYTES or not mark.isascii():
        abort(400)
    return f"own:{what}:{citizen.session}:{mark}"


def new_key() -> str:
    """A mark for a new form."""
    return secrets.token_urlsafe(KEY_BYTES)
