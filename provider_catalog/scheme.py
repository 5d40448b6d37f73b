"""A municipality's scheme: what it states, where, and when that was checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from pydantic_core import to_jsonable_python

from provider_catalog.vocabulary import SERVICES, Coverage, Period, SchemeState, Value


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
        state: as the file has it; `state_on` tells what it is on a day.
        since, until: first and last day, None where not known to the day.
        since_year, until_year: their years, None where not even those are known.
        state_rule: source and date of the state itself.
    """

    municipality: str
    name: str
    state: SchemeState
    since: date | None
    until: date | None
    since_year: int | None
    until_year: int | None
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

    def state_on(self, day: date) -> SchemeState:
        """The state on a day: what is ending has ended after its last day, what is active was
        planned before its first. A plan whose day has come stays a plan until somebody has seen
        that it began.
        """
        if self.state is SchemeState.ENDING and self.until is not None and day > self.until:
            return SchemeState.ENDED
        in_force = self.state in (SchemeState.ACTIVE, SchemeState.ENDING)
        if in_force and self.since is not None and day < self.since:
            return SchemeState.PLANNED
        return self.state

    def open_on(self, day: date) -> bool:
        """Whether people can choose on that day at all."""
        return self.state_on(day) in (SchemeState.ACTIVE, SchemeState.ENDING)

    def covers(self, service: str, on: date) -> bool | None:
        """Whether the service is part of the scheme on a day; None where that is not stated.

        A planned scheme covers what it is planned to cover: `open_on` tells whether anybody can
        choose yet. A scheme that has ended covers nothing.
        """
        if self.state_on(on) is SchemeState.ENDED:
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
