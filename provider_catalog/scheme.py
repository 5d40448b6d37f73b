"""A municipality's scheme: what it states, where, and when that was checked."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import Field, StrictBool, TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import to_jsonable_python

from provider_catalog.reading import CatalogueError, parse, read
from provider_catalog.vocabulary import (
    CLOSED,
    NATIONAL_RULES,
    RULES,
    SERVICES,
    Coverage,
    Kommunenummer,
    Period,
    SchemeState,
    Service,
    Value,
    WebAddress,
)


@dataclass(frozen=True)
class Rule:
    """One rule: what is stated, by which page, checked when.

    Attributes:
        value: what is stated; None means that the source does not state it. None is never filled
            from another municipality or from the law.
        source: web address of the page that states it, or that was read without finding it.
        checked: the date on which value and source were last compared.
        page_says: a developer's note on the source in our own words; never shown to a citizen.
        page_age: what is known of the source's own age.
        by_service: the values that differ between services, where they do. Such a rule asked
            for without a service has the value None unless there is a general one as well.
        verified: False for a rule of law that nobody has yet read in its source; it is never
            said without «ask the municipality».
    """

    key: str
    value: Value | None
    source: str
    checked: date
    page_says: str | None = None
    page_age: str | None = None
    by_service: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    verified: bool = True

    @property
    def known(self) -> bool:
        """Whether anything at all is stated, for every service or for some."""
        return self.value is not None or bool(self.by_service)

    def as_data(self) -> Any:
        """The value as JSON-able data, for a message's values."""
        return to_jsonable_python(self.value)


@dataclass(frozen=True)
class Scheme:
    """A municipality's scheme for choosing who helps at home.

    Attributes:
        municipality: kommunenummer.
        since, until: first and last day, None where not known.
        state_rule: source and date of the state itself.
    """

    municipality: str
    name: str
    state: SchemeState
    since: date | None
    until: date | None
    state_rule: Rule
    rules: Mapping[tuple[str, str | None], Rule] = field(repr=False)

    def rule(self, key: str, service: str | None = None) -> Rule:
        """What the municipality states on `key`, for one service or in general.

        Raises:
            KeyError: there is no such rule or no such service in the vocabulary.
        """
        if service is not None and service not in SERVICES:
            raise KeyError(service)
        return self.rules.get((key, service)) or self.rules[key, None]

    def open_on(self, day: date) -> bool:
        """Whether people can choose on that day at all."""
        in_force = self.state in (SchemeState.ACTIVE, SchemeState.ENDING)
        begun = self.since is None or self.since <= day
        return in_force and begun and (self.until is None or day <= self.until)

    def covers(self, service: str, on: date) -> bool | None:
        """Whether the service is part of the scheme on a day; None where that is not stated.

        A planned scheme covers what it is planned to cover: `open_on` tells whether anybody can
        choose yet. A scheme that has ended covers nothing.
        """
        if self.state is SchemeState.ENDED:
            return False
        coverage = self.rule("covered_services", service).value
        return coverage.on(on) if isinstance(coverage, Coverage) else None

    def effect_date(self, service: str, received: date) -> date | None:
        """The day on which a choice takes effect, by the municipality's own rule.

        Args:
            service: which service the choice is for.
            received: the day on which the municipality got it.

        Returns:
            The day, or None where the municipality states no rule. Whether it is approximate or
            the earliest possible stands in `rule("start_after_switch", service).value`.
        """
        period = self.rule("start_after_switch", service).value
        return period.after(received) if isinstance(period, Period) else None


@checked_dataclass(frozen=True, config=CLOSED)
class _ServiceEntry:
    value: Any
    source: WebAddress | None = None
    checked: date | None = None
    page_says: str | None = None
    page_age: str | None = None


@checked_dataclass(frozen=True, config=CLOSED)
class _Entry:
    _: KW_ONLY
    source: WebAddress
    checked: date
    value: Any = None
    page_says: str | None = None
    page_age: str | None = None
    by_service: dict[Service, _ServiceEntry] = Field(default_factory=dict)


@checked_dataclass(frozen=True, config=CLOSED)
class _NationalEntry(_Entry):
    _: KW_ONLY
    verified: StrictBool


@checked_dataclass(frozen=True, config=CLOSED)
class _NotStated:
    source: WebAddress
    checked: date
    rules: tuple[str, ...]


@checked_dataclass(frozen=True, config=CLOSED)
class _State:
    value: SchemeState
    since: date | None
    until: date | None
    source: WebAddress
    checked: date
    page_says: str | None = None
    page_age: str | None = None


@checked_dataclass(frozen=True, config=CLOSED)
class _File:
    municipality: Kommunenummer
    name: str
    sources: tuple[WebAddress, ...]
    state: _State
    rules: dict[str, _Entry]
    not_stated: _NotStated


_FILE = TypeAdapter(_File)
_NATIONAL = TypeAdapter(dict[str, _NationalEntry])


def load_scheme(file: Path) -> Scheme:
    """Read one municipality's file.

    Raises:
        CatalogueError: names file, key and reason.
    """
    raw = parse(_FILE, read(file), file)
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
    if state.value is SchemeState.ENDING and state.until is None:
        raise CatalogueError(file, "state.until", "a scheme that is ending has a last day")
    return Scheme(
        municipality=raw.municipality,
        name=raw.name,
        state=state.value,
        since=state.since,
        until=state.until,
        state_rule=Rule(
            "state", str(state.value), state.source, state.checked, state.page_says, state.page_age
        ),
        rules=MappingProxyType(rules),
    )


def load_schemes(folder: Path) -> dict[str, Scheme]:
    """Every scheme in the folder, by kommunenummer.

    Raises:
        CatalogueError: a file is broken, or two are for the same municipality.
    """
    schemes: dict[str, Scheme] = {}
    for file in sorted(folder.glob("*.yml")):
        scheme = load_scheme(file)
        if scheme.municipality in schemes:
            other = schemes[scheme.municipality].name
            raise CatalogueError(file, "municipality", f"the same number as {other}")
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
