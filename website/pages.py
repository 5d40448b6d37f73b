"""The public pages: what free choice is in a municipality, whom one can choose, and how.

Each page stands twice, in Bokmål at its address and in Nynorsk under `/nn`. Nothing is stored and
no cookie is set: what somebody picked stands in the page's address, so that it can be kept, sent
to a daughter, and printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Flask,
    abort,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from assistant.texts.values import say_duration
from choice_register.letters import VALID_FOR
from design.words import Words
from foundation.clock import Clock
from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Municipality
from provider_catalog.vocabulary import FACTS
from website import place, visit
from website.addresses import by_slug, found, slug
from website.choosing import IN_LIST, MATTERS, MOST, Asked, Choosing, rows, told
from website.stating import INVENTED, Source, Wording

CARRIED = ("bydel", "tjeneste", "lodd", "velg")
"""What a comparison takes with it from the list."""
FOLDER = Path(__file__).parent
WORDS = Words(FOLDER / "words")


@dataclass(frozen=True)
class Kept:
    """How long things are kept, as it is told on the page about privacy.

    Args:
        words_days: after so many days we propose that a conversation's words are removed.
        code: so long a letter's code is good for.
    """

    words_days: int
    code: timedelta = VALID_FOR


def install(
    app: Flask,
    catalogue: Catalogue,
    clock: Clock,
    kept: Kept,
    api: Mapping[str, Any],
    *,
    signs_in: bool = True,
) -> None:
    """Give an app the pages, in both written standards.

    Args:
        app: the public application.
        catalogue: what they tell of.
        clock: what «today» is.
        kept: for the page about privacy.
        api: the API's OpenAPI document, for the page about open data.
        signs_in: whether citizens can sign in to a page of their own.
    """
    app.register_blueprint(
        Blueprint(
            "website_files",
            __name__,
            static_folder="static/website",
            static_url_path="/static/website",
        )
    )
    pages = _Pages(catalogue, clock, kept, api, signs_in).blueprint()
    app.register_blueprint(pages, name="website")
    app.register_blueprint(pages, name="website_nn", url_prefix="/nn")


class _Pages:
    """The views, and what they share."""

    def __init__(
        self,
        catalogue: Catalogue,
        clock: Clock,
        kept: Kept,
        api: Mapping[str, Any],
        signs_in: bool,
    ) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._kept = kept
        self._api = api
        self._signs_in = signs_in

    def blueprint(self) -> Blueprint:
        """Every address of the pages, below either standard's own."""
        made = Blueprint("website", __name__, template_folder="templates")
        made.before_request(visit.set_language)
        made.after_request(visit.keep_for_a_while)
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
            ("/<here>/leverandorer", "providers", self.providers),
            ("/<here>/leverandorer/<provider>", "provider", self.provider),
            ("/<here>/sammenlign", "compare", self.compare),
        ):
            made.add_url_rule(address, name, view)
        return made

    def home(self) -> ResponseReturnValue:
        """Find one's municipality."""
        sought = request.args.get("q", "").strip()[:60]
        every = self._catalogue.municipalities()
        hits = found(self._catalogue, sought) if sought else every
        if sought and len(hits) == 1:
            return redirect(url_for(".place", here=slug(hits[0])))
        law = place.law(
            self._wording(), "choice_is_national_right", "responsible", "extent_stated_in"
        )
        return render_template("website/home.html", sought=sought, hits=hits, every=every, law=law)

    def place(self, here: str) -> ResponseReturnValue:
        """What free choice is in a municipality."""
        municipality, wording = self._municipality(here), self._wording()
        scheme, today = self._catalogue.scheme(municipality.id), self._clock.today()
        return render_template(
            "website/place.html",
            municipality=municipality,
            state=place.state(scheme, today),
            services=place.services(wording, scheme, today),
            sections=place.sections(wording, scheme, today),
            national=place.law(wording, "choice_is_national_right"),
        )

    def ways(self) -> ResponseReturnValue:
        """How one chooses by each door, wherever one lives."""
        return render_template(
            "website/ways.html",
            every=self._catalogue.municipalities(),
            municipality=None,
            is_open=True,
            code_duration=self._code_duration(),
        )

    def ways_in(self, here: str) -> ResponseReturnValue:
        """How one chooses by each door in a municipality, with its number."""
        municipality = self._municipality(here)
        scheme = self._catalogue.scheme(municipality.id)
        return render_template(
            "website/ways.html",
            every=[],
            municipality=municipality,
            is_open=scheme.open_on(self._clock.today()),
            code_duration=self._code_duration(),
        )

    def providers(self, here: str) -> ResponseReturnValue:
        """Whom one can choose, by district and service, in a drawn order."""
        municipality = self._municipality(here)
        choosing = self._choosing(municipality)
        asked = self._asked(choosing)
        if choosing.complete(asked) and visit.seed() is None:
            return visit.drawn()
        # Coming from a municipality's page, nothing has been asked for yet, so nothing is missing.
        answered = "tjeneste" in request.args or "bydel" in request.args
        return self._list(municipality, choosing, asked, None, answered)

    def provider(self, here: str, provider: str) -> ResponseReturnValue:
        """Everything that is known of a provider."""
        municipality, wording = self._municipality(here), self._wording()
        try:
            shown = self._catalogue.provider(provider)
        except KeyError:
            abort(404)
        # Nothing of one municipality is visible in another.
        if all(each.provider != provider for each in self._catalogue.contracts(municipality.id)):
            abort(404)
        helps = self._choosing(municipality).helps_with(shown)
        return render_template(
            "website/provider.html",
            municipality=municipality,
            told=told(wording, shown),
            looked={k: Source(fact.source, fact.checked) for k, fact in shown.facts.items()},
            helps={wording.service(each): districts for each, districts in helps.items()},
            everywhere=len(self._catalogue.districts(municipality.id)),
        )

    def compare(self, here: str) -> ResponseReturnValue:
        """Up to three side by side, and what follows if one chooses nobody."""
        municipality, wording = self._municipality(here), self._wording()
        choosing, ids = self._choosing(municipality), request.args.getlist("velg")
        seed = visit.seed()
        if seed is None:
            return visit.drawn()
        words = wording.words["providers"]
        chosen = choosing.picked(ids, seed)
        wrong = None
        if not ids:
            wrong = words["none_picked"]
        elif chosen is None:
            wrong = words["unknown_picked"]
        elif len(chosen) > MOST:
            wrong = words["too_many"].format(count=len(chosen))
        if wrong or not chosen:
            return self._list(municipality, choosing, self._asked(choosing), wrong, answered=True)
        important = [each for each in request.args.getlist("viktig") if each in MATTERS]
        scheme = self._catalogue.scheme(municipality.id)
        return render_template(
            "website/compare.html",
            municipality=municipality,
            told=[told(wording, each) for each in chosen],
            rows=rows(wording, chosen, important),
            matters=[key for key in FACTS if key in MATTERS],
            important=important,
            nobody=place.if_nobody_is_chosen(wording, scheme),
            seed=seed,
            carried=[(k, v) for k, v in request.args.items(multi=True) if k in CARRIED],
            back=url_for(".providers", here=here, **visit.carried(CARRIED)),
        )

    def about(self) -> ResponseReturnValue:
        """What this is: a machine that registers and never decides."""
        return render_template("website/about.html", law=place.law(self._wording(), "responsible"))

    def privacy(self) -> ResponseReturnValue:
        """What is stored, and for how long."""
        return render_template(
            "website/privacy.html", days=self._kept.words_days, code_duration=self._code_duration()
        )

    def accessibility(self) -> ResponseReturnValue:
        """The accessibility statement: what was tried, and what was not."""
        return render_template("website/accessibility.html")

    def developers(self) -> ResponseReturnValue:
        """The API, for whoever would build on it."""
        return render_template("website/developers.html", api=self._api, seconds=visit.SECONDS)

    def _list(
        self,
        municipality: Municipality,
        choosing: Choosing,
        asked: Asked,
        wrong: str | None,
        answered: bool,
    ) -> ResponseReturnValue:
        wording, seed = self._wording(), visit.seed() or ""
        here = choosing.found(asked, seed) if choosing.complete(asked) and seed else []
        missing = []
        if answered and choosing.services:
            if asked.district is None and choosing.districts:
                missing.append(("bydel", wording.words["providers"]["need_district"]))
            if asked.service is None:
                missing.append(("tjeneste", wording.words["providers"]["need_service"]))
        if wrong and here:
            missing.append(("velg", wrong))
        page = render_template(
            "website/providers.html",
            municipality=municipality,
            state=place.state(self._catalogue.scheme(municipality.id), self._clock.today()),
            choosing=choosing,
            asked=asked,
            services=[(each, wording.service(each)) for each in choosing.services],
            told=[told(wording, each, IN_LIST) for each in here],
            picked=request.args.getlist("velg"),
            seed=seed,
            wrong=missing,
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if missing else HTTPStatus.OK

    def _municipality(self, here: str) -> Municipality:
        municipality = by_slug(self._catalogue, here)
        if municipality is None:
            abort(404)
        return municipality

    def _choosing(self, municipality: Municipality) -> Choosing:
        return Choosing(self._catalogue, municipality, self._clock.today())

    def _asked(self, choosing: Choosing) -> Asked:
        return choosing.read(request.args.get("bydel", ""), request.args.get("tjeneste", ""))

    def _wording(self) -> Wording:
        return Wording(WORDS.of(g.lang), g.lang, self._catalogue)

    def _code_duration(self) -> str:
        return say_duration({"weeks": self._kept.code.days // 7}, g.lang)

    def _context(self) -> dict[str, Any]:
        """What every template of the room may use."""
        return {
            "words": WORDS.of(g.lang),
            "other_language": visit.in_other_standard(),
            "slug": slug,
            "missing": WORDS.of(g.lang)["missing"],
            "chat": _chat,
            "own_page": _own_page() if self._signs_in else None,
            "invented": _invented(self._catalogue),
        }


def _chat(municipality: Municipality | None) -> str:
    """Where the chat is: another room's page, so it is known by its address alone."""
    return f"/chat/{municipality.id}?maalform={g.lang}" if municipality else "/chat"


def _own_page() -> str:
    """Where a citizen's own page is, by its address as well."""
    return "/nn/min-side" if g.lang == "nn" else "/min-side"


def _invented(catalogue: Catalogue) -> bool:
    """Whether there is anything made up in what the pages tell of."""
    return any(
        fact.source == INVENTED
        for municipality in catalogue.municipalities()
        for contract in catalogue.contracts(municipality.id)
        for fact in catalogue.provider(contract.provider).facts.values()
    )
