"""The catalogue: the one entry point to schemes, providers and contracts."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Self

from provider_catalog.changes import Change, apply, content_of, settle
from provider_catalog.contract import Contract, NotCovered, covering
from provider_catalog.facts import own
from provider_catalog.facts.body import Facts
from provider_catalog.facts.places import PlaceMention
from provider_catalog.facts.statement import Statement
from provider_catalog.loading.data import ServiceNames
from provider_catalog.loading.files import Files
from provider_catalog.loading.reading import CatalogueError
from provider_catalog.loading.scheme_files import load_national
from provider_catalog.office import DISTRICTS
from provider_catalog.provider import District, Municipality, Provider
from provider_catalog.scheme import Rule, Scheme
from provider_catalog.snapshot import Snapshot
from provider_catalog.streets import Streets

ROOM = Path(__file__).parent


class Catalogue:
    """Who can be chosen, where, and by which rules. Made by `Catalogue.load`.

    What it holds can be exchanged as a whole (`take`) while others ask it.
    """

    def __init__(self, files: Files, national: Mapping[str, Rule]) -> None:
        self._files = files
        self._national = national
        # Snapshot and changes belong together, and are exchanged together: whoever needs both reads
        # this once.
        self._standing: tuple[Snapshot, Sequence[Change]] = (Snapshot.of(files), ())
        self._former_names: Mapping[str, str] = {}
        self.streets = Streets.read(files.data, [each.id for each in self._held.data.districts])
        self._own_facts: tuple[Facts | None, Mapping[tuple[str, str], Statement]] = (None, {})

    @property
    def _held(self) -> Snapshot:
        return self._standing[0]

    @classmethod
    def load(
        cls,
        schemes: Path = ROOM / "schemes",
        data: Path = ROOM / "demo",
        national: Path = ROOM / "national/national.yml",
        services: Path = ROOM / "national/services.yml",
        *,
        years_later: int = 0,
    ) -> Self:
        """Read and check everything.

        Args:
            schemes: the folder with one file a municipality.
            data: the folder with municipalities, districts, providers and contracts.
            national: the file with the rules of law.
            services: the file with the services' names.
            years_later: how far invented contracts are moved, for a demo in another year.

        Raises:
            CatalogueError: names file, key and reason of the first thing that is wrong.
        """
        files = Files.read(data, services, schemes)
        return cls(
            files.years_later(years_later) if years_later else files, load_national(national)
        )

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
        self.remember_names(self.names_of_providers())
        facts = [each for each in changes if each.piece.startswith(own.KIND)]
        held, used, broken = settle(self._files, [each for each in changes if each not in facts])
        self._standing = (held, used)
        told = {(each.municipality, each.piece): why for each, why in broken}
        return told | self._take_facts(facts)

    def _take_facts(self, written: Sequence[Change]) -> dict[tuple[str, str], str]:
        """Use these statements of municipalities' own; tells which cannot be used, and why."""
        broken: dict[tuple[str, str], str] = {}
        made: dict[tuple[str, str], Statement] = {}
        for each in written:
            name = each.piece.removeprefix(own.KIND)
            try:
                made[each.municipality, name] = own.own_statement(
                    each.municipality, name, each.content
                )
            except CatalogueError as error:
                broken[each.municipality, each.piece] = str(error)
        if made != self._own_facts[1]:
            rows = [(place, name, statement) for (place, name), statement in made.items()]
            own_facts = self._facts.with_own(rows) if rows else None
            if own_facts is not None and self._facts.is_prepared:
                own_facts.prepare()  # Nobody's question waits while it is learnt.
            self._own_facts = (own_facts, made)
        return broken

    def check(self, municipality: str, piece: str, content: Any) -> Any:
        """Whether a change would fit with everything as it stands.

        Args:
            content: see `changes`; None for the piece as the files have it.

        Returns:
            The piece as it would stand, None where there would be none such.

        Raises:
            CatalogueError: it would not fit.
        """
        if piece.startswith(own.KIND):
            name = piece.removeprefix(own.KIND)
            if content is None:
                known = self._facts.statements.get(name)
                return own.content_of(known) if known else None
            return own.content_of(own.own_statement(municipality, name, content))
        return self.with_change(municipality, piece, content).content(municipality, piece)

    def with_change(self, municipality: str, piece: str, content: Any) -> "Catalogue":
        """A catalogue as it would be with a change, to see what it does; this one is as it was.

        Raises:
            CatalogueError: it would not fit; see `check`.
        """
        _, changes = self._standing
        others = [c for c in changes if (c.municipality, c.piece) != (municipality, piece)]
        made = [*others, Change(municipality, piece, content)]
        changed = copy(self)
        changed._standing = (apply(self._files, made), made)
        return changed

    def content(self, municipality: str, piece: str) -> Any:
        """A piece as it stands, in the form of a change; None where there is none such."""
        if piece.startswith(own.KIND):
            name = piece.removeprefix(own.KIND)
            written = self._own_facts[1].get((municipality, name))
            statement = written or self._facts.statements.get(name)
            return own.content_of(statement) if statement else None
        return content_of(self._held, municipality, piece)

    def may_change(self, municipality: str, provider: str) -> bool:
        """Whether a provider's description is this municipality's alone to change."""
        return not self._held.works_in(provider) - {municipality}

    def names_since(self, municipality: str) -> list[dict[str, str]]:
        """Ways of saying providers' and districts' names that a municipality has added since.

        Returns:
            As `spoken_names`.
        """
        held, changes = self._standing
        changed = [
            held.providers[change.piece.removeprefix("provider:")]
            for change in changes
            if change.municipality == municipality and change.piece.startswith("provider:")
        ]
        found = [
            {"kind": "provider", "id": provider.id, "form": form}
            for provider in changed
            for form in (provider.name, *provider.aliases)
        ]
        if any(
            (each.municipality, each.piece) == (municipality, f"office:{DISTRICTS}")
            for each in changes
        ):
            found += [
                {"kind": "district", "id": each.id, "form": form}
                for each in self.districts(municipality)
                for form in (each.name, *each.aliases)
            ]
        return found

    def municipalities(self) -> list[Municipality]:
        """The municipalities that people can text and call, by id."""
        return sorted(self._held.municipalities.values(), key=lambda m: m.id)

    def municipalities_by_choice(self, day: date) -> tuple[list[Municipality], list[Municipality]]:
        """Those where one can choose on a day, and those where one cannot, each by name."""
        every = sorted(self.municipalities(), key=lambda each: each.name)
        can = [each for each in every if self.scheme(each.id).open_on(day)]
        return can, [each for each in every if each not in can]

    def is_invented(self) -> bool:
        """Whether any fact of somebody who can be chosen is made up, for a demo."""
        return self._held.is_invented

    def municipality(self, municipality: str) -> Municipality:
        """One municipality; KeyError if it is not among them."""
        return self._held.municipalities[municipality]

    def mark(self, municipality: str) -> bytes | None:
        """A municipality's mark (SVG), or None where it has none."""
        found = self._held.municipalities.get(municipality)
        if found is None or found.sender is None or found.sender.mark is None:
            return None
        file = self._files.data / found.sender.mark
        return file.read_bytes() if file.is_file() else None

    def municipality_by_phone(self, phone: str) -> Municipality | None:
        """Whose number this is (E.164), or None."""
        return next((m for m in self._held.municipalities.values() if m.phone == phone), None)

    def transfer(self, municipality: str, otherwise: str = "") -> str:
        """The number that calls are put through to, E.164; empty where there is none.

        Args:
            municipality: whose.
            otherwise: the installation's number, which holds only where there is one municipality:
                nobody is put through to another municipality's office.
        """
        held = self._held
        own = held.municipalities[municipality].transfer
        return own or (otherwise if len(held.municipalities) == 1 else "")

    def districts(self, municipality: str) -> list[District]:
        """The municipality's districts by id; empty where it has none."""
        districts = (d for d in self._held.data.districts if d.municipality == municipality)
        return sorted(districts, key=lambda d: d.id)

    def scheme(self, municipality: str) -> Scheme:
        """The municipality's scheme; KeyError if no file states anything of one."""
        return self._held.schemes[municipality]

    def places_in(self, text: str) -> list[PlaceMention]:
        """The places that a text names; a district is a place of the municipality it lies in."""
        districts = {
            name: district.municipality
            for district in self._held.data.districts
            for name in (district.name, *district.aliases)
        }
        providers = self._held.providers
        return self.facts.places.find(
            text, districts, lambda: (each.name for each in providers.values())
        )

    @property
    def schemes(self) -> Mapping[str, Scheme]:
        """Every scheme by kommunenummer, also of those that nobody can text."""
        return self._held.schemes

    @property
    def facts(self) -> Facts:
        """The body of facts, with what municipalities have written themselves.

        Raises:
            CatalogueError: names file, key and reason of the first thing that is wrong.
        """
        return self._own_facts[0] or self._facts

    @property
    def _facts(self) -> Facts:
        """What the files hold."""
        return _facts_of_the_files()

    def own_facts(self, municipality: str) -> dict[str, Statement]:
        """What a municipality has written itself, by name."""
        written = self._own_facts[1].items()
        return {name: each for (place, name), each in written if place == municipality}

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

    def has_provider(self, provider: str) -> bool:
        """Whether a provider is in the catalogue now."""
        return provider in self._held.providers

    def provider_name(self, provider: str) -> str:
        """What a provider is called, also one that has left the catalogue.

        A stored choice outlives the provider's entry, so every page, text and notice that names a
        provider from the register names it by this. The id itself is the last way out.
        """
        found = self._held.providers.get(provider)
        return found.name if found else self._former_names.get(provider, provider)

    def names_of_providers(self) -> dict[str, str]:
        """The names of the providers in the catalogue now, by id."""
        return {each.id: each.name for each in self._held.providers.values()}

    def remember_names(self, names: Mapping[str, str]) -> None:
        """Names by id, for providers that are not in the catalogue, or will leave it."""
        self._former_names = {**self._former_names, **names}

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


@cache
def _facts_of_the_files() -> Facts:
    """Read when it is first asked for, once for all catalogues: it never changes."""
    return Facts.load()
