"""Immutable, validated snapshot of the catalogue."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from provider_catalog.contract import Contract
from provider_catalog.loading.data import Data, check_data
from provider_catalog.loading.files import Files
from provider_catalog.loading.reading import CatalogueError
from provider_catalog.loading.scheme_files import check_schemes
from provider_catalog.provider import Municipality, Provider
from provider_catalog.scheme import Scheme
from provider_catalog.vocabulary import INVENTED


@dataclass(frozen=True)
class Snapshot:
    """Schemes, providers and contracts that fit together."""

    data: Data
    schemes: Mapping[str, Scheme]
    municipalities: Mapping[str, Municipality]
    providers: Mapping[str, Provider]
    contracts: Mapping[tuple[str, str], list[Contract]]
    """By municipality and provider."""

    @classmethod
    def of(cls, files: Files) -> Self:
        """Check everything that was read.

        Raises:
            CatalogueError: names file, key and reason of the first thing that is wrong.
        """
        data = check_data(files)
        schemes = check_schemes(files.schemes_folder, files.schemes)
        for municipality in data.municipalities:
            if municipality.id not in schemes:
                reason = f"no scheme file for {municipality.id} {municipality.name}"
                raise CatalogueError(files.schemes_folder, "", reason)
        contracts: dict[tuple[str, str], list[Contract]] = defaultdict(list)
        for contract in data.contracts:
            contracts[contract.municipality, contract.provider].append(contract)
        return cls(
            data=data,
            schemes=schemes,
            municipalities={m.id: m for m in data.municipalities},
            providers={p.id: p for p in data.providers},
            contracts=dict(contracts),
        )

    @cached_property
    def is_invented(self) -> bool:
        """Whether any fact of somebody who has a contract is made up, for a demo."""
        return any(
            fact.source == INVENTED
            for _, provider in self.contracts
            for fact in self.providers[provider].facts.values()
        )

    def works_in(self, provider: str) -> set[str]:
        """The municipalities that a provider has or had a contract with."""
        return {m for m, p in self.contracts if p == provider}
