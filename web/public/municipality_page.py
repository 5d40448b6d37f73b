"""What a municipality's page tells: its scheme's state, then every rule in its section."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from provider_catalog.scheme import Scheme
from provider_catalog.vocabulary import SERVICES, SchemeState
from web.public.rule_presenter import Source, Statement, Wording


@dataclass(frozen=True)
class Contents:
    """The rules of one section: a municipality's own, and those of the law."""

    rules: tuple[str, ...]
    law: tuple[str, ...] = ()


SECTIONS: Mapping[str, Contents] = {
    "who": Contents(
        ("who", "exclusions", "provider_list", "provider_requirements", "provider_information")
    ),
    "choose": Contents(
        (
            *("how_choose", "choice_deadline", "default_without_choice", "letter_contents"),
            *("needs_contract", "on_behalf"),
        )
    ),
    "switch": Contents(
        (
            *("switch_any_time", "needs_reason", "how_switch", "signing", "start_after_switch"),
            *("notice_period", "tell_current_provider", "keeps_current_without_action"),
            *("decision_changes_with_provider", "switch_limit"),
        )
    ),
    "price": Contents(
        ("price", "extra_services", "service_hours", "cleaning_hours", "night_hours"),
        ("health_care_price", "user_fee"),
    ),
    "complaint": Contents(
        ("complaint", "complaint_about_service", "complaint_written", "complaint_help"),
        (
            *("complaint_deadline_goes_first", "complaint_deadline_health_and_care"),
            *("complaint_late_may_be_heard", "complaint_path", "complaint_written"),
            *("complaint_price", "complaint_for_another"),
        ),
    ),
    "ends": Contents(("told_before_provider_ends", "when_scheme_ends"), ("responsible",)),
    "help": Contents(
        ("contact_office",),
        (
            *("extent_stated_in", "participation", "relative_has_authority", "authority"),
            *("statutory_relative_mandate_has_authority", "interpreter_price"),
            "interpreter_booked_by",
        ),
    ),
}
"""Every rule of the vocabulary but the covered services, which stand by themselves."""

OF_THE_CHOICE = ("who", "choose", "switch", "ends")
"""Sections that say nothing to anybody where the scheme has ended."""


@dataclass(frozen=True)
class Section:
    """A part of the page.

    Attributes:
        stated: what the municipality states.
        unknown: what it does not state.
        law: what holds in the whole country.
    """

    key: str
    stated: tuple[Statement, ...]
    unknown: tuple[Statement, ...]
    law: tuple[Statement, ...]


@dataclass(frozen=True)
class State:
    """Where the scheme stands, in words."""

    value: SchemeState
    is_open: bool
    source: Source
    since: str | None
    until: str | None
    until_day: date | None


def state(scheme: Scheme, on: date) -> State:
    """Where a scheme stands on a day."""
    rule = scheme.state_rule
    return State(
        value=scheme.state_on(on),
        is_open=scheme.open_on(on),
        source=Source(rule.source, rule.checked),
        since=str(scheme.since_year) if scheme.since_year else None,
        until=str(scheme.until_year) if scheme.until_year else None,
        until_day=scheme.until,
    )


def services(wording: Wording, scheme: Scheme, on: date) -> list[Statement]:
    """For which services one can choose; none where the scheme has ended."""
    if scheme.state_on(on) is SchemeState.ENDED:
        return []
    return [wording.coverage(scheme, service, on) for service in SERVICES]


def sections(wording: Wording, scheme: Scheme, on: date) -> list[Section]:
    """The sections of the page, each rule with its source or among what is unknown."""
    ended = scheme.state_on(on) is SchemeState.ENDED
    return [
        _section(wording, scheme, key, contents, ended)
        for key, contents in SECTIONS.items()
        if not (ended and key in OF_THE_CHOICE)
    ]


def if_nobody_is_chosen(wording: Wording, scheme: Scheme) -> list[Statement]:
    """What follows for whoever chooses nobody, stated or not."""
    keys = (
        *("default_without_choice", "choice_deadline", "keeps_current_without_action"),
        "switch_any_time",
    )
    return [wording.rule(scheme, key) for key in keys]


def law(wording: Wording, *keys: str) -> tuple[Statement, ...]:
    """What the law says on each, leaving out what nobody has read in its source."""
    found = (wording.law(key) for key in keys)
    return tuple(each for each in found if each is not None)


def _section(
    wording: Wording, scheme: Scheme, key: str, contents: Contents, ended: bool
) -> Section:
    every = [wording.rule(scheme, rule) for rule in contents.rules]
    # Where the scheme has ended, what it does not state is of no use to anybody.
    unknown = [] if ended else [each for each in every if not each.answers]
    return Section(
        key,
        tuple(each for each in every if each.answers),
        tuple(unknown),
        law(wording, *contents.law),
    )
