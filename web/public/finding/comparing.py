"""The pages on which one finds whom one can choose, and sets up to three side by side."""

from http import HTTPStatus

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from provider_catalog.provider import Municipality
from provider_catalog.vocabulary import FACTS
from web.public import municipality_page, request_context
from web.public.dependencies import PageDependencies
from web.public.finding import filters
from web.public.finding.provider_query import IN_LIST, MATTERS, MOST, Asked, Choosing, rows, told
from web.public.rule_presenter import Source

CARRIED = ("bydel", "tjeneste", "lodd", "velg")
"""What a comparison takes with it from the list."""
SHARED = (*CARRIED, "viktig")
"""What the address of a comparison holds that is sent to somebody else: nothing personal."""


class ComparingPages:
    """The views.

    Args:
        ground: what they stand on.
    """

    def __init__(self, ground: PageDependencies) -> None:
        self._ground = ground

    def add_to(self, pages: Blueprint) -> None:
        """Add their addresses, below a municipality's."""
        pages.add_url_rule("/<here>/leverandorer", "providers", self.providers)
        pages.add_url_rule("/<here>/leverandorer/<provider>", "provider", self.provider)
        pages.add_url_rule("/<here>/sammenlign", "compare", self.compare)

    def providers(self, here: str) -> ResponseReturnValue:
        """Whom one can choose, by district and service, in a drawn order."""
        municipality = self._ground.municipality(here)
        choosing = self._ground.choosing(municipality)
        asked = _asked(choosing)
        if choosing.complete(asked) and request_context.seed() is None:
            return request_context.drawn()
        # Coming from a municipality's page, nothing has been asked for yet, so nothing is missing.
        # Nor is it when a search for a district led here.
        answered = ("tjeneste" in request.args or "bydel" in request.args) and not from_search()
        return self._list(municipality, choosing, asked, None, answered)

    def provider(self, here: str, provider: str) -> ResponseReturnValue:
        """Everything that is known of a provider."""
        municipality, wording = self._ground.municipality(here), self._ground.wording()
        try:
            shown = self._ground.catalogue.provider(provider)
        except KeyError:
            abort(404)
        # Nothing of one municipality is visible in another.
        if all(
            each.provider != provider for each in self._ground.catalogue.contracts(municipality.id)
        ):
            abort(404)
        helps = self._ground.choosing(municipality).helps_with(shown)
        return render_template(
            "website/provider.html",
            municipality=municipality,
            told=told(wording, shown),
            looked={k: Source(fact.source, fact.checked) for k, fact in shown.facts.items()},
            helps={wording.service(each): districts for each, districts in helps.items()},
            everywhere=len(self._ground.catalogue.districts(municipality.id)),
        )

    def compare(self, here: str) -> ResponseReturnValue:
        """Up to three side by side, and what follows if one chooses nobody."""
        municipality, wording = self._ground.municipality(here), self._ground.wording()
        choosing, ids = self._ground.choosing(municipality), request.args.getlist("velg")
        seed = request_context.seed()
        if seed is None:
            return request_context.drawn()
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
            return self._list(municipality, choosing, _asked(choosing), wrong, answered=True)
        important = [each for each in request.args.getlist("viktig") if each in MATTERS]
        scheme = self._ground.catalogue.scheme(municipality.id)
        return render_template(
            "website/compare.html",
            municipality=municipality,
            told=[told(wording, each) for each in chosen],
            rows=rows(wording, chosen, important),
            matters=[key for key in FACTS if key in MATTERS],
            important=important,
            asked=_asked(choosing),
            full=self._full(municipality, _asked(choosing)),
            share=url_for(
                ".compare",
                here=here,
                _external=True,
                **request_context.carried((*CARRIED, "viktig")),
            ),
            nobody=municipality_page.if_nobody_is_chosen(wording, scheme),
            seed=seed,
            carried=[(k, v) for k, v in request.args.items(multi=True) if k in CARRIED],
            back=url_for(".providers", here=here, **request_context.carried(CARRIED)),
        )

    def _list(
        self,
        municipality: Municipality,
        choosing: Choosing,
        asked: Asked,
        wrong: str | None,
        answered: bool,
    ) -> ResponseReturnValue:
        wording, seed = self._ground.wording(), request_context.seed() or ""
        here = choosing.found(asked, seed) if choosing.complete(asked) and seed else []
        full = self._full(municipality, asked) if here else None
        can = filters.choices(here, full, g.lang)
        wishes = filters.read(request.args, request.args.getlist(filters.LANGUAGE), can)
        listed = [told(wording, each, IN_LIST) for each in here]
        divided = filters.divide(listed, lambda each: wishes.judge(each, full))
        missing = []
        if answered and choosing.services:
            if asked.district is None and choosing.districts:
                missing.append(("bydel", wording.words["providers"]["need_district"]))
            if asked.service is None:
                missing.append(("tjeneste", wording.words["providers"]["need_service"]))
        if wrong and here:
            missing.append(("velg", wrong))
        district = next((d.name for d in choosing.districts if d.id == asked.district), None)
        page = render_template(
            "website/providers.html",
            municipality=municipality,
            district=district,
            full=full,
            can=can,
            wishes=wishes,
            others=divided.others,
            lacking=dict((each.provider.id, lacks) for each, lacks in divided.fitting),
            languages=dict(can.languages),
            wait=wording.rule(
                self._ground.catalogue.scheme(municipality.id),
                "start_after_switch",
                (asked.service,) if asked.service else (),
            ),
            state=municipality_page.state(
                self._ground.catalogue.scheme(municipality.id), self._ground.today
            ),
            choosing=choosing,
            asked=asked,
            services=[(each, wording.service(each)) for each in choosing.services],
            told=[each for each, _ in divided.fitting],
            found=len(here),
            picked=request.args.getlist("velg"),
            seed=seed,
            wrong=missing,
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if missing else HTTPStatus.OK

    def _full(self, municipality: Municipality, asked: Asked) -> frozenset[str] | None:
        if self._ground.full is None or asked.service is None:
            return None
        return self._ground.full(municipality.id, asked.district, asked.service)


def from_search() -> bool:
    """Whether the visitor came from the search with a district, and has not seen the form."""
    return request.args.get("fra") == "sok"


def _asked(choosing: Choosing) -> Asked:
    return choosing.read(request.args.get("bydel", ""), request.args.get("tjeneste", ""))
