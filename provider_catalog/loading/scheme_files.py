"""The schemes and the rules of law, as their files state them."""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import Field, StrictBool, TypeAdapter
from pydantic.dataclasses import dataclass

from provider_catalog.loading.files import SchemeFile, read_schemes
from provider_catalog.loading.reading import CatalogueError, parse, read
from provider_catalog.scheme import Rule, Scheme
from provider_catalog.vocabulary import (
    CLOSED,
    NATIONAL_RULES,
    RULES,
    Day,
    Kommunenummer,
    SchemeState,
    Service,
    Value,
    WebAddress,
    Year,
)


@dataclass(frozen=True, config=CLOSED)
class _ServiceEntry:
    value: Any
    source: WebAddress | None = None
    checked: Day | None = None
    page_says: str | None = None
    page_age: str | None = None


@dataclass(frozen=True, config=CLOSED)
class _Entry:
    _: KW_ONLY
    source: WebAddress
    checked: Day
    value: Any = None
    page_says: str | None = None
    page_age: str | None = None
    by_service: dict[Service, _ServiceEntry] = Field(default_factory=dict)


@dataclass(frozen=True, config=CLOSED)
class _NationalEntry(_Entry):
    _: KW_ONLY
    verified: StrictBool


@dataclass(frozen=True, config=CLOSED)
class _NotStated:
    source: WebAddress
    checked: Day
    rules: tuple[str, ...]


@dataclass(frozen=True, config=CLOSED)
class _State:
    value: SchemeState
    since: Day | Year | None
    until: Day | Year | None
    source: WebAddress
    checked: Day
    page_says: str | None = None
    page_age: str | None = None


@dataclass(frozen=True, config=CLOSED)
class _File:
    municipality: Kommunenummer
    name: str
    sources: tuple[WebAddress, ...]
    state: _State
    rules: dict[str, _Entry]
    not_stated: _NotStated


_FILE = TypeAdapter(_File)
_NATIONAL = TypeAdapter(dict[str, _NationalEntry])


def check_scheme(stated: SchemeFile) -> Scheme:
    """One municipality's scheme, checked.

    Raises:
        CatalogueError: names file, key and reason.
    """
    file = stated.file
    raw = parse(_FILE, stated.content, file)
    rules: dict[tuple[str, str | None], Rule] = {}
    for key, entry in raw.rules.items():
        rules.update(_rules(file, key, entry, RULES))
    for key in raw.not_stated.rules:
        if key in raw.rules:
            raise CatalogueError(file, f"not_stated.{key}", "stands among the rules as well")
        entry = _Entry(source=raw.not_stated.source, checked=raw.not_stated.checked)
        rules.update(_rules(file, key, entry, RULES))
    for key in RULES:
        if (key, None) not in rules:
            raise CatalogueError(file, key, "stands neither among rules nor in not_stated")
    state = raw.state
    last_day = _day(state.until)
    if state.value is SchemeState.ENDING and last_day is None:
        raise CatalogueError(file, "state.until", "a scheme that is ending has a last day")
    if state.value is SchemeState.ACTIVE and last_day is not None:
        raise CatalogueError(file, "state.until", "a scheme with a last day is ending")
    return Scheme(
        municipality=raw.municipality,
        name=raw.name,
        state=state.value,
        since=_day(state.since),
        until=last_day,
        since_year=_year(state.since),
        until_year=_year(state.until),
        state_rule=Rule(
            "state", str(state.value), state.source, state.checked, state.page_says, state.page_age
        ),
        rules=MappingProxyType(rules),
    )


def _day(when: date | int | None) -> date | None:
    return when if isinstance(when, date) else None


def _year(when: date | int | None) -> int | None:
    return when.year if isinstance(when, date) else when


def load_schemes(folder: Path) -> dict[str, Scheme]:
    """Every scheme in the folder, by kommunenummer.

    Raises:
        CatalogueError: a file is broken, or two are for the same municipality.
    """
    return check_schemes(folder, read_schemes(folder))


def check_schemes(folder: Path, files: Iterable[SchemeFile]) -> dict[str, Scheme]:
    """Every scheme that was read from a folder, by kommunenummer.

    Raises:
        CatalogueError: a file is broken, or two are for the same municipality.
    """
    schemes: dict[str, Scheme] = {}
    for stated in files:
        scheme = check_scheme(stated)
        if scheme.municipality in schemes:
            other = schemes[scheme.municipality].name
            raise CatalogueError(stated.file, "municipality", f"the same number as {other}")
        schemes[scheme.municipality] = scheme
    if not schemes:
        raise CatalogueError(folder, "", "holds no scheme")
    return schemes


def load_national(file: Path) -> dict[str, Rule]:
    """The rules of law that answers use, by key.

    Raises:
        CatalogueError: names file, key and reason.
    """
    entries = parse(_NATIONAL, read(file), file)
    rules: dict[str, Rule] = {}
    for key, entry in entries.items():
        if entry.value is None:
            raise CatalogueError(file, key, "a rule of law without a value says nothing")
        rule = _rules(file, key, entry, NATIONAL_RULES)[key, None]
        rules[key] = replace(rule, verified=entry.verified)
    for key in NATIONAL_RULES:
        if key not in rules:
            raise CatalogueError(file, key, "is missing")
    return rules


def _rules(
    file: Path, key: str, entry: _Entry, vocabulary: Mapping[str, TypeAdapter[Value]]
) -> dict[tuple[str, str | None], Rule]:
    """The general rule of an entry and those of its services."""
    if key not in vocabulary:
        raise CatalogueError(file, key, "no such rule; new words are defined in vocabulary.py")

    def value(raw: Any, place: str) -> Value | None:
        return None if raw is None else parse(vocabulary[key], raw, file, place)

    each: dict[str, Value | None] = {
        service: value(one.value, f"{key}.by_service.{service}")
        for service, one in entry.by_service.items()
    }
    stated = MappingProxyType({s: v for s, v in each.items() if v is not None})
    rules: dict[tuple[str, str | None], Rule] = {
        (key, None): Rule(
            key, value(entry.value, f"{key}.value"), entry.source, entry.checked,
            entry.page_says, entry.page_age, stated,
        )
    }  # fmt: skip
    for service, one in entry.by_service.items():
        rules[key, service] = Rule(
            key, each[service], one.source or entry.source, one.checked or entry.checked,
            one.page_says or entry.page_says, one.page_age or entry.page_age,
        )  # fmt: skip
    return rules
