"""From a rule or a fact to words on a page: what is asked, what is answered, by which source.

Nothing is said that the data does not hold. What is not stated stays a question without answers,
and the page then says that it is not known and whom to ask.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_decimal

from assistant.texts.values import say_duration, say_language, say_list
from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Fact
from provider_catalog.scheme import Rule, Scheme
from provider_catalog.vocabulary import (
    INVENTED,
    SERVICES,
    Hours,
    Period,
    SchemeState,
    StatedIn,
    Survey,
    Value,
)
from web.layout.filters import oslo_date, phone

COVERED = {
    SchemeState.PLANNED: "planned",
    SchemeState.ACTIVE: "covered",
    SchemeState.NO_PROVIDER: "nobody",
    SchemeState.ENDING: "covered",
}
"""What is said of a service that the scheme covers, by where the scheme stands."""


@dataclass(frozen=True)
class Source:
    """Where something is stated, and when we looked at it."""

    url: str
    checked: date

    @property
    def invented(self) -> bool:
        """Whether it is made up, so that there is no page to show."""
        return self.url == INVENTED

    @property
    def site(self) -> str:
        """The site's name, as one reads it: «oslo.kommune.no»."""
        return urlsplit(self.url).netloc.removeprefix("www.")


@dataclass(frozen=True)
class Answer:
    """What one source states.

    Attributes:
        says: one sentence or more, each a line.
        services: the names of the services it holds for; empty where it holds for all.
    """

    says: tuple[str, ...]
    source: Source
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A question and what is known of it; no answers means that it is not stated."""

    key: str
    asks: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Wording:
    """Says rules and facts in one written standard.

    Args:
        words: the pages' words in that standard.
        standard: nb or nn.
        catalogue: knows the services' names.
    """

    words: Mapping[str, Any]
    standard: str
    catalogue: Catalogue

    def service(self, service: str) -> str:
        """What a service is called."""
        names = self.catalogue.service_names(service)
        return names.nn if self.standard == "nn" else names.nb

    def rule(self, scheme: Scheme, key: str, services: Iterable[str] = SERVICES) -> Statement:
        """What a municipality states on a rule: in general, and for services where they differ.

        Args:
            scheme: the municipality's.
            key: the rule.
            services: for which services it is asked.
        """
        words = self.words["rules"][key]
        found: dict[tuple[tuple[str, ...], Source], list[str]] = {}
        general = scheme.rule(key)
        if general.value is not None:
            found[self._says(general, words), _source(general)] = []
        for service in services:
            rule = scheme.rule(key, service)
            if rule is not general and rule.value is not None:
                said = found.setdefault((self._says(rule, words), _source(rule)), [])
                said.append(self.service(service))
        answers = tuple(
            Answer(says, source, tuple(names)) for (says, source), names in found.items()
        )
        return Statement(key, words["ask"], answers)

    def law(self, key: str) -> Statement | None:
        """What the law says on something, or None where nobody has read it in its source."""
        rule = self.catalogue.national_rule(key)
        if not rule.verified:
            return None
        words = self.words["law"][key]
        return Statement(key, words["ask"], (Answer(self._says(rule, words), _source(rule)),))

    def coverage(self, scheme: Scheme, service: str, on: date) -> Statement:
        """Whether one can choose for a service on a day."""
        rule = scheme.rule("covered_services", service)
        words = self.words["rules"]["covered_services"]["values"]
        name = self.service(service)
        name = name[:1].upper() + name[1:]
        covered = scheme.covers(service, on)
        since = getattr(rule.value, "since", None)
        if covered is None:
            return Statement(service, name, ())
        if covered:
            says = words[COVERED[scheme.state_on(on)]]
        elif since is not None and since > on:
            says = words["from"].format(date=oslo_date(since))
        else:
            says = words["not_covered"]
        return Statement(service, name, (Answer((says,), _source(rule)),))

    def fact(self, key: str, fact: Fact) -> Statement:
        """A provider's fact; without an answer it is missing."""
        words = self.words["facts"][key]
        if fact.value is None:
            return Statement(key, words["ask"], ())
        source = Source(fact.source, fact.checked)
        return Statement(key, words["ask"], (Answer((self._fact(key, fact.value),), source),))

    def _says(self, rule: Rule, words: Mapping[str, Any]) -> tuple[str, ...]:
        value = rule.value
        match value:
            case bool():
                return (words["values"]["yes" if value else "no"],)
            case str():
                return (words["values"][value],)
            case tuple():
                return tuple(words["values"][each] for each in value)
            case StatedIn():
                return (self.words["stated_in"][value.stated_in],)
            case Hours():
                return (self._hours(value),)
            case Period():
                said = self._period(value)
                frame = words.get("values", {}).get("period", "{period}.")
                return (_sentence(frame.format(period=said)),)
        raise TypeError(f"{rule.key}: no words for {value!r}")

    def _period(self, period: Period) -> str:
        words = self.words["periods"]
        kind = "at_least" if period.at_least else "about" if period.approximate else "exactly"
        said = str(words[kind].format(duration=say_duration(period.duration, self.standard)))
        if period.counted_from is not None:
            said = words[period.counted_from].format(period=said)
        return said

    def _hours(self, hours: Hours) -> str:
        opens, closes = (each.replace(":", ".") for each in (hours.opens, hours.closes))
        return str(self.words["hours"][hours.days].format(opens=opens, closes=closes))

    def _fact(self, key: str, value: Value | int | Survey) -> str:
        words = self.words["facts"][key]
        match value:
            case bool():
                return str(words["values"]["yes" if value else "no"])
            case int():
                return str(words["count"].format(count=format_decimal(value, locale="nb")))
            case Hours():
                return self._hours(value)
            case Survey():
                answers = format_decimal(value.answers, locale="nb")
                percent, year = value.percent_satisfied, value.year
                return str(words["result"].format(percent=percent, answers=answers, year=year))
            case tuple() if not value:
                return str(words["none"])
            case tuple() if key == "languages":
                names = [say_language(each, self.standard) for each in value]
                return _sentence(say_list(names, self.standard) + ".")
            case tuple():
                said = say_list([words["values"][each] for each in value], self.standard)
                return _sentence(said + ".")
            case str() if key == "phone":
                return phone(value)
            case str():
                return str(words["values"][value])
        raise TypeError(f"{key}: no words for {value!r}")


def _source(rule: Rule) -> Source:
    return Source(rule.source, rule.checked)


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]
