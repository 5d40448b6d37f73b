"""Who can be chosen, for the pages: found by district and service, drawn, set side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from provider_catalog.catalogue import Catalogue
from provider_catalog.contract import NotCovered
from provider_catalog.provider import District, Municipality, Provider, shuffled
from provider_catalog.vocabulary import FACTS, SERVICES, Service
from web.public.rule_presenter import Source, Statement, Wording

MOST = 3
"""So many side by side: more than three nobody keeps apart (Äldreguiden shows three as well)."""
IN_LIST = ("owner_type", "same_helper", "languages", "hours")
"""What the list tells of each; the rest stands on the provider's own page."""
MATTERS = ("same_helper", "languages", "hours", "extra_services", "size", "owner_type")
"""What can be marked as important; nothing of it is a better or a worse value."""


@dataclass(frozen=True)
class Told:
    """A provider and what is told of it, the same for everybody."""

    provider: Provider
    facts: tuple[Statement, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its facts stand, each source once."""
        found = {answer.source: None for each in self.facts for answer in each.answers}
        return tuple(found)


@dataclass(frozen=True)
class Row:
    """One question in a comparison, and each provider's statement, in the providers' order."""

    key: str
    asks: str
    statements: tuple[Statement, ...]
    important: bool


@dataclass(frozen=True)
class Asked:
    """What somebody asked the list for, as far as it exists.

    Attributes:
        district: None where the municipality has none or none was named.
        service: None where none was named, or it cannot be chosen for.
    """

    district: str | None
    service: Service | None


class Choosing:
    """Who can be chosen in one municipality on one day.

    Args:
        catalogue: knows.
        municipality: where.
        on: the day.
    """

    def __init__(self, catalogue: Catalogue, municipality: Municipality, on: date) -> None:
        self._catalogue = catalogue
        self._municipality = municipality
        self._on = on
        self._scheme = catalogue.scheme(municipality.id)
        self.districts: list[District] = catalogue.districts(municipality.id)
        self.services: list[Service] = [
            each for each in SERVICES if self._scheme.open_on(on) and self._scheme.covers(each, on)
        ]

    def read(self, district: str, service: str) -> Asked:
        """What was asked for; the only service that there is needs no asking."""
        known = next((each.id for each in self.districts if each.id == district), None)
        named = next((each for each in self.services if each == service), None)
        if named is None and len(self.services) == 1:
            named = self.services[0]
        return Asked(known, named)

    def complete(self, asked: Asked) -> bool:
        """Whether enough was asked for to tell who helps."""
        return asked.service is not None and (asked.district is not None or not self.districts)

    def found(self, asked: Asked, seed: str) -> list[Provider]:
        """Who can be chosen, in the seed's order."""
        if asked.service is None:
            return []
        here = self._catalogue.providers(
            self._municipality.id, asked.district, asked.service, self._on
        )
        return shuffled(here, seed)

    def everybody(self) -> dict[str, Provider]:
        """All who can be chosen, by id, in any district and for any service."""
        districts: list[str | None] = [each.id for each in self.districts]
        return {
            provider.id: provider
            for service in self.services
            for district in districts or [None]
            for provider in self._catalogue.providers(
                self._municipality.id, district, service, self._on
            )
        }

    def picked(self, ids: Sequence[str], seed: str) -> list[Provider] | None:
        """Those who were picked, in the seed's order; None if one of them cannot be chosen."""
        known = self.everybody()
        if not set(ids) <= set(known):
            return None
        return shuffled([known[each] for each in dict.fromkeys(ids)], seed)

    def helps_with(self, provider: Provider) -> dict[Service, list[District]]:
        """For which services a provider can be chosen, and in which districts of those."""
        helps: dict[Service, list[District]] = {}
        for service in self.services:
            if not self.districts and self._covers(provider, None, service):
                helps[service] = []
            districts = [d for d in self.districts if self._covers(provider, d.id, service)]
            if districts:
                helps[service] = districts
        return helps

    def _covers(self, provider: Provider, district: str | None, service: Service) -> bool:
        try:
            self._catalogue.contract(
                provider.id, self._municipality.id, district, service, self._on
            )
        except NotCovered:
            return False
        return True


def told(wording: Wording, provider: Provider, keys: Sequence[str] = tuple(FACTS)) -> Told:
    """A provider with the facts named, in that order."""
    return Told(provider, tuple(wording.fact(key, provider.facts[key]) for key in keys))


def rows(wording: Wording, providers: Sequence[Provider], important: Sequence[str]) -> list[Row]:
    """The rows of a comparison: what is important to the reader first, otherwise as in FACTS.

    Only rows move, and all providers' values with them: no provider gets a point, or a place.
    """
    keys = sorted(FACTS, key=lambda key: key not in important)
    return [
        Row(
            key,
            str(wording.words["facts"][key]["ask"]),
            tuple(wording.fact(key, each.facts[key]) for each in providers),
            key in important,
        )
        for key in keys
    ]
