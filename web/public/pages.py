"""The public pages: what free choice is in a municipality, whom one can choose, and how.

Each page stands twice, in Bokmål at its address and in Nynorsk under `/nn`. Nothing is stored and
no cookie is set: what somebody picked stands in the page's address, so that it can be kept, sent
to a daughter, and printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from flask import (
    Blueprint,
    Flask,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from assistant.texts.values import say_duration
from choice_register.verification.letters import VALID_FOR
from core.clock import Clock
from provider_catalog.catalogue import Catalogue
from provider_catalog.facts.must_choose import must_in_short
from provider_catalog.provider import Municipality
from web.auth.relying_parties import CITIZEN_LIFETIME
from web.public import for_machines, municipality_page, request_context
from web.public.addresses import slug
from web.public.dependencies import WORDS, Full, PageDependencies
from web.public.finding.asking import LONGEST, Answered, answer
from web.public.finding.comparing import ComparingPages
from web.public.finding.search import find
from web.public.rights import RightsPages


@dataclass(frozen=True)
class Kept:
    """How long things are kept, as it is told on the page about privacy.

    Args:
        words_days: after so many days we propose that a conversation's words are removed.
        code: so long a letter's code is good for.
        signed_in: so long a citizen stays signed in without doing anything.
    """

    words_days: int
    code: timedelta = VALID_FOR
    signed_in: timedelta = CITIZEN_LIFETIME.idle

    @property
    def idle_minutes(self) -> int:
        """`signed_in` in minutes."""
        return self.signed_in // timedelta(minutes=1)


def install(
    app: Flask,
    catalogue: Catalogue,
    clock: Clock,
    kept: Kept,
    api: Mapping[str, Any],
    *,
    signs_in: bool = True,
    full: Full | None = None,
) -> None:
    """Give an app the pages, in both written standards.

    Args:
        app: the public application.
        catalogue: what they tell of.
        clock: what «today» is.
        kept: for the page about privacy.
        api: the API's OpenAPI document, for the page about open data.
        signs_in: whether citizens can sign in to a page of their own.
        full: who has no place now, by municipality, district and service; None where nobody knows.
    """
    app.register_blueprint(
        Blueprint(
            "website_files",
            __name__,
            static_folder="static/website",
            static_url_path="/static/website",
        )
    )
    ground = PageDependencies(catalogue, clock, full)
    app.register_blueprint(for_machines.blueprint(ground))
    pages = _Pages(ground, kept, api, signs_in).blueprint()
    app.register_blueprint(pages, name="website")
    app.register_blueprint(pages, name="website_nn", url_prefix="/nn")


class _Pages:
    """The views, and what they share."""

    def __init__(
        self, ground: PageDependencies, kept: Kept, api: Mapping[str, Any], signs_in: bool
    ) -> None:
        self._ground = ground
        self._kept = kept
        self._api = api
        self._signs_in = signs_in

    def blueprint(self) -> Blueprint:
        """Every address of the pages, below either standard's own."""
        made = Blueprint("website", __name__, template_folder="templates")
        made.after_request(request_context.keep_for_a_while)
        made.context_processor(self._context)
        for address, name, view in (
            ("/", "home", self.home),
            ("/slik-velger-du", "ways", self.ways),
            ("/om-tjenesten", "about", self.about),
            ("/personvern", "privacy", self.privacy),
            ("/tilgjengelighet", "accessibility", self.accessibility),
            ("/apne-data", "developers", self.developers),
            ("/<here>", "place", self.place),
            ("/<here>/slik-velger-du", "ways_in", self.ways_in),
        ):
            made.add_url_rule(address, name, view)
        ComparingPages(self._ground).add_to(made)
        RightsPages(self._ground).add_to(made)
        return made

    def home(self) -> ResponseReturnValue:
        """Find one's municipality, district or provider, ask a question, and the four errands."""
        catalogue = self._ground.catalogue
        sought = request.args.get("q", "").strip()[:LONGEST]
        hits = find(catalogue, sought) if sought else None
        if hits is not None and hits.only is not None:
            return redirect(url_for(".place", here=slug(hits.only)))
        answers: list[Answered] = []
        if hits is not None and not hits.any and hits.postcode is None:
            told = answer(catalogue, sought, g.lang, self._ground.today)
            # What is not known is said by the page itself, with the way to ask.
            answers = told if any(each.source for each in told) else []
        law = municipality_page.law(
            self._ground.wording(), "choice_is_national_right", "responsible", "extent_stated_in"
        )
        can, cannot = catalogue.municipalities_by_choice(self._ground.today)
        return render_template(
            "website/home.html",
            sought=sought,
            hits=hits,
            districted=hits is not None
            and any(catalogue.districts(each.id) for each in hits.municipalities),
            answers=answers,
            can=can,
            cannot=cannot,
            law=law,
        )

    def place(self, here: str) -> ResponseReturnValue:
        """What free choice is in a municipality."""
        municipality, wording = self._ground.municipality(here), self._ground.wording()
        catalogue, today = self._ground.catalogue, self._ground.today
        scheme, law = catalogue.scheme(municipality.id), catalogue.national_rule("responsible")
        return render_template(
            "website/place.html",
            municipality=municipality,
            state=municipality_page.state(scheme, today),
            must=must_in_short(scheme, municipality.name, today, law),
            services=municipality_page.services(wording, scheme, today),
            sections=municipality_page.sections(wording, scheme, today),
            national=municipality_page.law(wording, "choice_is_national_right"),
        )

    def ways(self) -> ResponseReturnValue:
        """How one chooses by each door, wherever one lives."""
        return render_template(
            "website/ways.html",
            every=self._ground.catalogue.municipalities(),
            municipality=None,
            is_open=True,
            code_duration=self._code_duration(),
        )

    def ways_in(self, here: str) -> ResponseReturnValue:
        """How one chooses by each door in a municipality, with its number."""
        municipality = self._ground.municipality(here)
        scheme = self._ground.catalogue.scheme(municipality.id)
        return render_template(
            "website/ways.html",
            every=[],
            municipality=municipality,
            is_open=scheme.open_on(self._ground.today),
            code_duration=self._code_duration(),
        )

    def about(self) -> ResponseReturnValue:
        """What this is: a machine that registers and never decides."""
        return render_template(
            "website/about.html", law=municipality_page.law(self._ground.wording(), "responsible")
        )

    def privacy(self) -> ResponseReturnValue:
        """What is stored, and for how long."""
        return render_template(
            "website/privacy.html", kept=self._kept, code_duration=self._code_duration()
        )

    def accessibility(self) -> ResponseReturnValue:
        """The accessibility statement: what was tried, and what was not."""
        return render_template("website/accessibility.html")

    def developers(self) -> ResponseReturnValue:
        """The API, for whoever would build on it."""
        return render_template(
            "website/developers.html", api=self._api, seconds=request_context.SECONDS
        )

    def _code_duration(self) -> str:
        return say_duration({"weeks": self._kept.code.days // 7}, g.lang)

    def _context(self) -> dict[str, Any]:
        """What every template of the public pages may use."""
        return {
            "words": WORDS.of(g.lang),
            "other_language": request_context.in_other_standard(),
            "addresses": request_context.in_both_standards(),
            "slug": slug,
            "choose": _choose,
            "missing": WORDS.of(g.lang)["missing"],
            "chat": _chat,
            "own_page": _own_page() if self._signs_in else None,
        }


def _chat(municipality: Municipality | None) -> str:
    """Where the chat is: another package's page, so it is known by its address alone."""
    return f"/chat/{municipality.id}?maalform={g.lang}" if municipality else "/chat"


def _choose(municipality: Municipality, **picked: str | None) -> str:
    """Where one chooses by form: another package's pages as well."""
    query = urlencode({name: value for name, value in picked.items() if value})
    prefix = "/nn" if g.lang == "nn" else ""
    return f"{prefix}/velg/{slug(municipality)}{'?' if query else ''}{query}"


def _own_page() -> str:
    """Where a citizen's own page is, by its address as well."""
    return "/nn/min-side" if g.lang == "nn" else "/min-side"
