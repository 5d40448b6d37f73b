"""Municipalities, districts, providers and contracts, and whether they fit together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import StrictBool, TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass

from provider_catalog.contract import Contract
from provider_catalog.loading.files import Files
from provider_catalog.loading.reading import CatalogueError, parse
from provider_catalog.names import spoken_names
from provider_catalog.provider import District, Fact, Municipality, Provider
from provider_catalog.vocabulary import CLOSED, FACTS, SERVICES, Day, Form, Id, Service, Source


@checked_dataclass(frozen=True, config=CLOSED)
class ServiceNames:
    """A service's name in both written standards, and what people call it."""

    nb: Form
    nn: Form
    said_as: tuple[Form, ...]


@dataclass(frozen=True)
class Data:
    """What the files hold, checked."""

    services: Mapping[str, ServiceNames]
    municipalities: tuple[Municipality, ...]
    districts: tuple[District, ...]
    providers: tuple[Provider, ...]
    contracts: tuple[Contract, ...]
    names: tuple[dict[str, str], ...]


@checked_dataclass(frozen=True, config=CLOSED)
class _SaidAs:
    said_as: tuple[Form, ...]


@checked_dataclass(frozen=True, config=CLOSED)
class _Services:
    services: dict[Service, ServiceNames]
    municipal_provider: _SaidAs


@checked_dataclass(frozen=True, config=CLOSED)
class _Fact:
    value: Any
    source: Source
    checked: Day


@checked_dataclass(frozen=True, config=CLOSED)
class _Provider:
    id: Id
    name: Form
    municipal: StrictBool
    aliases: tuple[Form, ...]
    facts: dict[str, _Fact]


_SERVICES = TypeAdapter(_Services)
_MUNICIPALITIES = TypeAdapter(tuple[Municipality, ...])
_DISTRICTS = TypeAdapter(tuple[District, ...])
_PROVIDERS = TypeAdapter(tuple[_Provider, ...])
_CONTRACTS = TypeAdapter(tuple[Contract, ...])


def check_data(files: Files) -> Data:
    """Municipalities, districts, providers and contracts, checked.

    Raises:
        CatalogueError: names file, key and reason.
    """
    services = parse(_SERVICES, files.services, files.services_file)
    for service in SERVICES:
        if service not in services.services:
            raise CatalogueError(files.services_file, f"services.{service}", "is missing")
    raw = files.lists
    data = Data(
        services={service: names for service, names in services.services.items()},
        municipalities=parse(
            _MUNICIPALITIES, raw["municipalities"], files.file("municipalities"), "municipalities"
        ),
        districts=parse(_DISTRICTS, raw["districts"], files.file("districts"), "districts"),
        providers=tuple(
            _provider(files.file("providers"), provider)
            for provider in parse(
                _PROVIDERS, raw["providers"], files.file("providers"), "providers"
            )
        ),
        contracts=parse(_CONTRACTS, raw["contracts"], files.file("contracts"), "contracts"),
        names=tuple(
            spoken_names(
                files.services,
                {"municipalities": raw["municipalities"]},
                {"districts": raw["districts"]},
                {"providers": raw["providers"]},
            )
        ),
    )
    _check_ids(data, files)
    _check_contracts(data, files.file("contracts"))
    return data


def _provider(file: Path, raw: _Provider) -> Provider:
    facts: dict[str, Fact] = {}
    place = f"providers.{raw.id}.facts"
    for key in raw.facts:
        if key not in FACTS:
            raise CatalogueError(file, f"{place}.{key}", "no such fact; see vocabulary.FACTS")
    for key, shape in FACTS.items():
        if key not in raw.facts:
            raise CatalogueError(file, f"{place}.{key}", "is missing; not known is written null")
        fact = raw.facts[key]
        value = None if fact.value is None else parse(shape, fact.value, file, f"{place}.{key}")
        facts[key] = Fact(value, fact.source, fact.checked)
    owner = facts["owner_type"].value
    if owner is None:
        raise CatalogueError(file, f"{place}.owner_type", "who owns a provider is always told")
    if (owner == "municipal") is not raw.municipal:
        raise CatalogueError(file, f"{place}.owner_type", "does not fit with `municipal`")
    return Provider(raw.id, raw.name, raw.municipal, MappingProxyType(facts), raw.aliases)


def _check_ids(data: Data, files: Files) -> None:
    def once(kind: str, values: Iterable[str], what: str) -> None:
        twice = [value for value, times in Counter(values).items() if times > 1]
        if twice:
            raise CatalogueError(files.file(kind), what, f"stands twice: {', '.join(twice)}")

    once("municipalities", (m.id for m in data.municipalities), "id")
    once("municipalities", (m.phone for m in data.municipalities), "phone")
    once("districts", (d.id for d in data.districts), "id")
    once("providers", (p.id for p in data.providers), "id")
    once("providers", (p.name for p in data.providers), "name")
    once("contracts", (c.id for c in data.contracts), "id")
    municipalities = {m.id for m in data.municipalities}
    for district in data.districts:
        if district.municipality not in municipalities:
            raise CatalogueError(
                files.file("districts"),
                f"districts.{district.id}.municipality",
                "no such municipality",
            )


def _check_contracts(data: Data, file: Path) -> None:
    providers = {p.id: p for p in data.providers}
    districts = {d.id: d.municipality for d in data.districts}
    own: Counter[str] = Counter()
    for contract in data.contracts:
        place = f"contracts.{contract.id}"
        if contract.provider not in providers:
            raise CatalogueError(file, f"{place}.provider", f"no such: {contract.provider}")
        if contract.municipality not in {m.id for m in data.municipalities}:
            raise CatalogueError(file, f"{place}.municipality", f"no such: {contract.municipality}")
        for district in contract.districts or ():
            if districts.get(district) != contract.municipality:
                raise CatalogueError(file, f"{place}.districts", f"not in it: {district}")
        if providers[contract.provider].municipal:
            own[contract.municipality] += 1
            if contract.districts or contract.end or contract.capacity is not None:
                raise CatalogueError(file, place, "the municipality's own service has no limit")
    for municipality in data.municipalities:
        if own[municipality.id] != 1:
            reason = f"{municipality.name} needs one row for its own service"
            raise CatalogueError(file, "contracts", f"{reason}; has {own[municipality.id]}")
    for one, other in combinations(data.contracts, 2):
        if one.overlaps(other):
            raise CatalogueError(file, f"contracts.{one.id}", f"overlaps with {other.id}")
