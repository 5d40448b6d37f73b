"""The pages on which one finds whom one can choose, and sets up to three side by side."""

from http import HTTPStatus

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from provider_catalog.provider import Municipality
from provider_catalog.vocabulary import FACTS
from website import place, visit
from website.choosing import IN_LIST, MATTERS, MOST, Asked, Choosing, rows, told
from website.ground import Ground
from website.stating import Source

CARRIED = ("bydel", "tjeneste", "lodd", "velg")
"""What a comparison takes with it from the list."""


class ComparingPages:
    """The views.

    Args:
        ground: what they stand on.
    """

    def __init__(self, ground: Ground) -> None:
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
        if choosing.complete(asked) and visit.seed() is None:
            return visit.drawn()
        # Coming from a municipality's page, nothing has been asked for yet, so nothing is missing.
        answered = "tjeneste" in request.args or "bydel" in request.args
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
            nobody=place.if_nobody_is_chosen(wording, scheme),
            seed=seed,
            carried=[(k, v) for k, v in request.args.items(multi=True) if k in CARRIED],
            back=url_for(".providers", here=here, **visit.carried(CARRIED)),
        )

    def _list(
        self,
        municipality: Municipality,
        choosing: Choosing,
        asked: Asked,
        wrong: str | None,
        answered: bool,
    ) -> ResponseReturnValue:
        wording, seed = self._ground.wording(), visit.seed() or ""
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
            state=place.state(self._ground.catalogue.scheme(municipality.id), self._ground.today),
            choosing=choosing,
            asked=asked,
            services=[(each, wording.service(each)) for each in choosing.services],
            told=[told(wording, each, IN_LIST) for each in here],
            picked=request.args.getlist("velg"),
            seed=seed,
            wrong=missing,
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if missing else HTTPStatus.OK


def _asked(choosing: Choosing) -> Asked:
    return choosing.read(request.args.get("bydel", ""), request.args.get("tjeneste", ""))
