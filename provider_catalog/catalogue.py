"""The catalogue: the one door to schemes, providers and contracts. Nothing in it changes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from provider_catalog.contract import Contract, NotCovered, covering
from provider_catalog.data import Data, ServiceNames, load_data
from provider_catalog.provider import District, Municipality, Provider
from provider_catalog.reading import CatalogueError
from provider_catalog.scheme import Rule, Scheme
from provider_catalog.scheme_files import load_national, load_schemes

ROOM = Path(__file__).parent


@dataclass(frozen=True)
class Catalogue:
    """Who can be chosen, where, and by which rules. Made by `Catalogue.load`."""

    _data: Data = field(repr=False)
    _schemes: Mapping[str, Scheme] = field(repr=False)
    _national: Mapping[str, Rule] = field(repr=False)
    _municipalities: Mapping[str, Municipality]
    _providers: Mapping[str, Provider] = field(repr=False)
    _contracts: Mapping[tuple[str, str], list[Contract]] = field(repr=False)

    @classmethod
    def load(
        cls,
        schemes: Path = ROOM / "schemes",
        data: Path = ROOM / "demo",
        national: Path = ROOM / "national.yml",
        services: Path = ROOM / "services.yml",
    ) -> Self:
        """Read and check everything.

        Args:
            schemes: the folder with one file a municipality.
            data: the folder with municipalities, districts, providers and contracts.
            national: the file with the rules of law.
            services: the file with the services' names.

        Raises:
            CatalogueError: names file, key and reason of the first thing that is wrong.
        """
        read = load_data(data, services)
        rules = load_schemes(schemes)
        for municipality in read.municipalities:
            if municipality.id not in rules:
                reason = f"no scheme file for {municipality.id} {municipality.name}"
                raise CatalogueError(schemes, "", reason)
        contracts: dict[tuple[str, str], list[Contract]] = defaultdict(list)
        for contract in read.contracts:
            contracts[contract.municipality, contract.provider].append(contract)
        return cls(
            _data=read,
            _schemes=rules,
            _national=load_national(national),
            _municipalities={m.id: m for m in read.municipalities},
            _providers={p.id: p for p in read.providers},
            _contracts=dict(contracts),
        )

    def municipalities(self) -> list[Municipality]:
        """The municipalities that people can text and call, by id."""
        return sorted(self._municipalities.values(), key=lambda m: m.id)

    def municipality(self, municipality: str) -> Municipality:
        """One municipality; KeyError if it is not among them."""
        return self._municipalities[municipality]

    def municipality_by_phone(self, phone: str) -> Municipality | None:
        """Whose number this is (E.164), or None."""
        return next((m for m in self._municipalities.values() if m.phone == phone), None)

    def districts(self, municipality: str) -> list[District]:
        """The municipality's districts by id; empty where it has none."""
        districts = (d for d in self._data.districts if d.municipality == municipality)
        return sorted(districts, key=lambda d: d.id)

    def scheme(self, municipality: str) -> Scheme:
        """The municipality's scheme; KeyError if no file states anything of one."""
        return self._schemes[municipality]

    def national_rule(self, key: str) -> Rule:
        """A rule of law; one with `verified` False is never said without «ask the municipality».

        Raises:
            KeyError: there is no such rule.
        """
        return self._national[key]

    def service_names(self, service: str) -> ServiceNames:
        """What a service is called in both written standards; KeyError if there is none such."""
        return self._data.services[service]

    def provider(self, provider: str) -> Provider:
        """One provider; KeyError if there is none such."""
        return self._providers[provider]

    def municipal_provider(self, municipality: str) -> Provider:
        """The municipality's own service; KeyError if the municipality is not in the catalogue."""
        self.municipality(municipality)
        own = (p for m, p in self._contracts if m == municipality and self._providers[p].municipal)
        return self._providers[next(own)]

    def providers(
        self, municipality: str, district: str | None, service: str, on: date
    ) -> list[Provider]:
        """Everybody with a contract that covers service, district and day, by id.

        The municipality's own service is one of them. Whether a place is left is the register's to
        say. Show them in the order of `provider.shuffled`, with a recorded seed.
        """
        found = []
        for provider in sorted(p for m, p in self._contracts if m == municipality):
            try:
                self.contract(provider, municipality, district, service, on)
            except NotCovered:
                continue
            found.append(self._providers[provider])
        return found

    def contract(
        self, provider: str, municipality: str, district: str | None, service: str, on: date
    ) -> Contract:
        """The contract under which a provider helps with a service in a district on a day.

        Raises:
            NotCovered: with the reason.
        """
        return covering(self._contracts.get((municipality, provider), ()), service, district, on)

    def contracts(self, municipality: str) -> list[Contract]:
        """Every contract of the municipality, those that are over and those to come as well."""
        found = (each for (m, _), each in self._contracts.items() if m == municipality)
        return sorted((one for each in found for one in each), key=lambda one: one.id)

    def ending(self, first: date, last: date) -> list[Contract]:
        """The contracts whose last day lies between two days, both included."""
        every = (contract for contracts in self._contracts.values() for contract in contracts)
        return [each for each in every if each.end is not None and first <= each.end <= last]

    def spoken_names(self) -> list[dict[str, str]]:
        """Every way of saying a name, `{"kind", "id", "form"}`; see `names.spoken_names`."""
        return [dict(name) for name in self._data.names]
