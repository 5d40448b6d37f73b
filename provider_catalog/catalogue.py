"""The catalogue: the one door to schemes, providers and contracts."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

from provider_catalog.changes import Change, apply, content_of, settle
from provider_catalog.contract import Contract, NotCovered, covering
from provider_catalog.data import ServiceNames
from provider_catalog.files import Files
from provider_catalog.held import Held
from provider_catalog.provider import District, Municipality, Provider
from provider_catalog.scheme import Rule, Scheme
from provider_catalog.scheme_files import load_national

ROOM = Path(__file__).parent


class Catalogue:
    """Who can be chosen, where, and by which rules. Made by `Catalogue.load`.

    What it holds can be exchanged as a whole (`take`) while others ask it.
    """

    def __init__(self, files: Files, national: Mapping[str, Rule]) -> None:
        self._files = files
        self._national = national
        self._held = Held.of(files)
        self._changes: Sequence[Change] = ()

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
        return cls(Files.read(data, services, schemes), load_national(national))

    def take(self, edited: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, str], str]:
        """Use these changes of the files from now on, and no others that were taken before.

        Args:
            edited: by municipality and piece, the content; see `changes`.

        Returns:
            By municipality and piece, why a change cannot be used. It is left out; the others are
            used.
        """
        changes = [
            Change(municipality, piece, content)
            for municipality, pieces in edited.items()
            for piece, content in pieces.items()
        ]
        self._held, self._changes, broken = settle(self._files, changes)
        return {(each.municipality, each.piece): why for each, why in broken}

    def check(self, municipality: str, piece: str, content: Any) -> Any:
        """Whether a change would fit with everything as it stands.

        Args:
            content: see `changes`; None for the piece as the files have it.

        Returns:
            The piece as it would stand, None where there would be none such.

        Raises:
            CatalogueError: it would not fit.
        """
        others = [c for c in self._changes if (c.municipality, c.piece) != (municipality, piece)]
        held = apply(self._files, [*others, Change(municipality, piece, content)])
        return content_of(held, municipality, piece)

    def content(self, municipality: str, piece: str) -> Any:
        """A piece as it stands, in the form of a change; None where there is none such."""
        return content_of(self._held, municipality, piece)

    def may_change(self, municipality: str, provider: str) -> bool:
        """Whether a provider's description is this municipality's alone to change."""
        return not self._held.works_in(provider) - {municipality}

    def names_since(self, municipality: str) -> list[dict[str, str]]:
        """Ways of saying providers' names that a municipality has added since the files.

        Returns:
            As `spoken_names`.
        """
        held = self._held
        changed = [
            held.providers[change.piece.removeprefix("provider:")]
            for change in self._changes
            if change.municipality == municipality and change.piece.startswith("provider:")
        ]
        return [
            {"kind": "provider", "id": provider.id, "form": form}
            for provider in changed
            for form in (provider.name, *provider.aliases)
        ]

    def municipalities(self) -> list[Municipality]:
        """The municipalities that people can text and call, by id."""
        return sorted(self._held.municipalities.values(), key=lambda m: m.id)

    def municipality(self, municipality: str) -> Municipality:
        """One municipality; KeyError if it is not among them."""
        return self._held.municipalities[municipality]

    def municipality_by_phone(self, phone: str) -> Municipality | None:
        """Whose number this is (E.164), or None."""
        return next((m for m in self._held.municipalities.values() if m.phone == phone), None)

    def districts(self, municipality: str) -> list[District]:
        """The municipality's districts by id; empty where it has none."""
        districts = (d for d in self._held.data.districts if d.municipality == municipality)
        return sorted(districts, key=lambda d: d.id)

    def scheme(self, municipality: str) -> Scheme:
        """The municipality's scheme; KeyError if no file states anything of one."""
        return self._held.schemes[municipality]

    def national_rule(self, key: str) -> Rule:
        """A rule of law; one with `verified` False is never said without «ask the municipality».

        Raises:
            KeyError: there is no such rule.
        """
        return self._national[key]

    def service_names(self, service: str) -> ServiceNames:
        """What a service is called in both written standards; KeyError if there is none such."""
        return self._held.data.services[service]

    def provider(self, provider: str) -> Provider:
        """One provider; KeyError if there is none such."""
        return self._held.providers[provider]

    def municipal_provider(self, municipality: str) -> Provider:
        """The municipality's own service; KeyError if the municipality is not in the catalogue."""
        held = self._held
        place = held.municipalities[municipality]
        here = (held.providers[p] for m, p in held.contracts if m == place.id)
        return next(provider for provider in here if provider.municipal)

    def providers(
        self, municipality: str, district: str | None, service: str, on: date
    ) -> list[Provider]:
        """Everybody with a contract that covers service, district and day, by id.

        The municipality's own service is one of them. Whether a place is left is the register's to
        say. Show them in the order of `provider.shuffled`, with a recorded seed.
        """
        held = self._held
        found = []
        for provider in sorted(p for m, p in held.contracts if m == municipality):
            try:
                covering(held.contracts[municipality, provider], service, district, on)
            except NotCovered:
                continue
            found.append(held.providers[provider])
        return found

    def contract(
        self, provider: str, municipality: str, district: str | None, service: str, on: date
    ) -> Contract:
        """The contract under which a provider helps with a service in a district on a day.

        Raises:
            NotCovered: with the reason.
        """
        agreed = self._held.contracts.get((municipality, provider), ())
        return covering(agreed, service, district, on)

    def contracts(self, municipality: str) -> list[Contract]:
        """Every contract of the municipality, those that are over and those to come as well."""
        found = (each for (m, _), each in self._held.contracts.items() if m == municipality)
        return sorted((one for each in found for one in each), key=lambda one: one.id)

    def ending(self, first: date, last: date) -> list[Contract]:
        """The contracts whose last day lies between two days, both included."""
        every = (contract for contracts in self._held.contracts.values() for contract in contracts)
        return [each for each in every if each.end is not None and first <= each.end <= last]

    def spoken_names(self) -> list[dict[str, str]]:
        """Every way of saying a name, `{"kind", "id", "form"}`; see `names.spoken_names`."""
        return [dict(name) for name in self._held.data.names]
