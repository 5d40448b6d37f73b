"""Shared dependencies of the public views: catalogue, clock, words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import abort, g

from core.clock import Clock
from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Municipality
from web.layout.words import Words
from web.public.addresses import by_slug
from web.public.finding.provider_query import Choosing
from web.public.rule_presenter import Wording

WORDS = Words(Path(__file__).parent / "words")


Full = Callable[[str, str | None, str], frozenset[str]]
"""By municipality, district and service: the providers that have no place now."""


class PageDependencies:
    """Read anew for every page, so that an approved change is seen at once.

    Args:
        catalogue: what the pages tell of.
        clock: what «today» is.
        full: who has no place now; None where nobody knows.
    """

    def __init__(self, catalogue: Catalogue, clock: Clock, full: Full | None = None) -> None:
        self.catalogue = catalogue
        self.full = full
        self._clock = clock

    @property
    def today(self) -> date:
        """The day for which the pages hold."""
        return self._clock.today()

    def municipality(self, here: str) -> Municipality:
        """The municipality that an address names; 404 if there is none such."""
        municipality = by_slug(self.catalogue, here)
        if municipality is None:
            abort(404)
        return municipality

    def choosing(self, municipality: Municipality) -> Choosing:
        """Who can be chosen there today."""
        return Choosing(self.catalogue, municipality, self.today)

    def wording(self) -> Wording:
        """Says rules and facts in the page's written standard."""
        return Wording(WORDS.of(g.lang), g.lang, self.catalogue)
