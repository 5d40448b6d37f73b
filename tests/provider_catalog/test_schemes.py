"""What the municipalities state, and that nothing is made up where they state nothing."""

from datetime import date

import pytest

from core.clock import Clock
from provider_catalog.catalogue import ROOM, Catalogue
from provider_catalog.loading.scheme_files import load_schemes
from provider_catalog.scheme import Scheme
from provider_catalog.vocabulary import (
    NATIONAL_RULES,
    RULES,
    SERVICES,
    Coverage,
    Hours,
    Period,
    SchemeState,
    StatedIn,
)

SCHEMES = load_schemes(ROOM / "schemes")
NAMED = {scheme.name: scheme for scheme in SCHEMES.values()}
ALL_RULES = [
    (f"{scheme.name}-{key}-{service or 'general'}", rule)
    for scheme in SCHEMES.values()
    for (key, service), rule in scheme.rules.items()
]


def test_every_municipality_with_words_on_a_scheme_has_a_file() -> None:
    assert sorted(NAMED) == [
        "Arendal", "Bergen", "Bærum", "Flekkefjord", "Kristiansand", "Lillestrøm", "Moss",
        "Oslo", "Tromsø", "Trondheim",
    ]  # fmt: skip


def test_every_rule_has_a_source_and_the_date_it_was_checked() -> None:
    first, today = date(2026, 11, 21), Clock().today()
    faults = [
        f"{name}: {rule.source}, {rule.checked}"
        for name, rule in ALL_RULES
        if not (rule.source.startswith(("https://", "http://")) and first <= rule.checked <= today)
    ]
    assert len(ALL_RULES) > 300
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_every_scheme_answers_every_question_for_every_service_if_only_with_unknown(
    scheme: Scheme,
) -> None:
    for key in RULES:
        for service in (None, *SERVICES):
            assert scheme.rule(key, service).key == key


def test_a_question_that_is_not_in_the_vocabulary_is_refused() -> None:
    with pytest.raises(KeyError):
        NAMED["Oslo"].rule("best_provider")
    with pytest.raises(KeyError):
        NAMED["Oslo"].rule("price", "physiotherapy")


@pytest.mark.parametrize(
    ("name", "key", "service"),
    [
        ("Bærum", "start_after_switch", "practical_assistance"),
        ("Bærum", "choice_deadline", "home_nursing"),  # stated for BPA only
        ("Oslo", "choice_deadline", None),
        ("Oslo", "price", "bpa"),
        ("Kristiansand", "needs_reason", None),  # stated by Oslo and Bergen
        ("Kristiansand", "complaint", None),  # stated by law, and not by the municipality
        ("Kristiansand", "start_after_switch", "bpa"),
        ("Flekkefjord", "notice_period", "practical_assistance"),  # the page contradicts itself
        ("Trondheim", "default_without_choice", None),
        ("Lillestrøm", "price", "bpa"),
        ("Moss", "when_scheme_ends", None),  # stated by Tromsø
    ],
)
def test_what_a_municipality_does_not_state_stays_unknown(
    name: str, key: str, service: str | None
) -> None:
    rule = NAMED[name].rule(key, service)
    assert rule.value is None
    assert rule.as_data() is None
    assert rule.source.startswith("https://"), "the page that was read without finding it"


@pytest.mark.parametrize(
    ("name", "key", "service", "value"),
    [
        ("Oslo", "needs_reason", None, False),
        ("Oslo", "switch_any_time", None, True),
        ("Oslo", "tell_current_provider", None, "helps"),
        ("Oslo", "provider_list", None, "per_district"),
        ("Oslo", "how_switch", None, ("phone", "letter", "form", "current_provider")),
        ("Oslo", "price", "home_nursing", "free"),
        ("Oslo", "price", "practical_assistance", "same_for_all"),
        ("Bærum", "price", "practical_assistance", "same_for_all"),
        ("Bærum", "price", "bpa", "same_for_all_practical_tasks_only"),
        ("Bærum", "choice_deadline", "bpa", "as_soon_as_possible"),
        ("Kristiansand", "choice_deadline", None, StatedIn("decision_letter")),
        ("Kristiansand", "keeps_current_without_action", None, True),
        (
            "Flekkefjord", "choice_deadline", None, Period(weeks=2, counted_from="decision_date"),
        ),
        ("Flekkefjord", "signing", None, "bankid"),
        ("Lillestrøm", "notice_period", "bpa", StatedIn("contract")),
        ("Trondheim", "night_hours", None, "by_municipality"),
        ("Trondheim", "service_hours", None, Hours("all_days", "07:30", "22:30")),
        ("Trondheim", "cleaning_hours", None, Hours("weekdays", "07:45", "15:45")),
        (
            "Trondheim", "exclusions", None,
            (
                "staffed_housing", "mental_health_or_substance_use_housing",
                "specialised_competence", "under_18", "support_contact",
            ),
        ),
    ],
)  # fmt: skip
def test_what_a_municipality_states_is_said(
    name: str, key: str, service: str | None, value: object
) -> None:
    assert NAMED[name].rule(key, service).value == value


def test_a_rule_that_differs_between_services_says_so_when_asked_in_general() -> None:
    rule = NAMED["Oslo"].rule("start_after_switch")
    assert rule.value is None
    assert rule.known
    assert set(rule.by_service) == {"practical_assistance", "home_nursing", "bpa"}
    assert not NAMED["Bærum"].rule("start_after_switch").known


def test_each_service_s_rule_carries_the_page_that_states_it() -> None:
    oslo = NAMED["Oslo"]
    assert oslo.rule("start_after_switch", "home_nursing").source.endswith("hjemmetjenester/")
    assert oslo.rule("start_after_switch", "bpa").source.endswith("assistanse-bpa/")


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Oslo", SchemeState.ACTIVE),
        ("Bærum", SchemeState.ACTIVE),
        ("Kristiansand", SchemeState.ACTIVE),
        ("Flekkefjord", SchemeState.ACTIVE),
        ("Trondheim", SchemeState.PLANNED),
        ("Moss", SchemeState.ENDED),
        ("Tromsø", SchemeState.ENDED),
    ],
)
def test_each_scheme_is_in_the_state_that_its_source_tells(
    name: str, state: SchemeState, today: date
) -> None:
    assert NAMED[name].state is state
    assert NAMED[name].state_on(today) is state
    assert NAMED[name].open_on(today) is (state is SchemeState.ACTIVE)


def test_how_exactly_a_date_is_known_is_kept() -> None:
    assert (NAMED["Moss"].until, NAMED["Moss"].until_year) == (None, 2018)
    assert (NAMED["Tromsø"].until, NAMED["Tromsø"].until_year) == (date(2019, 9, 1), 2019)
    assert (NAMED["Trondheim"].since, NAMED["Trondheim"].since_year) == (None, None)


def test_a_service_is_covered_not_covered_or_not_stated(today: date) -> None:
    def covered(name: str) -> list[bool | None]:
        return [NAMED[name].covers(service, today) for service in SERVICES]

    assert covered("Oslo") == [True, True, True]
    assert covered("Flekkefjord") == [True, None, True]
    assert covered("Lillestrøm") == [None, None, True]
    assert covered("Moss") == [False, False, False]
    assert covered("Trondheim") == [True, True, None], "what it is planned to cover"


def test_kristiansand_covers_home_nursing_from_new_year_2027() -> None:
    covers = NAMED["Kristiansand"].covers
    assert covers("home_nursing", date(2026, 12, 31)) is False
    assert covers("home_nursing", date(2027, 1, 1)) is True
    assert covers("practical_assistance", date(2026, 12, 31)) is True


def test_a_service_that_leaves_the_scheme_is_covered_until_its_last_day() -> None:
    leaving = Coverage(covered=True, until=date(2027, 6, 30))
    assert leaving.on(date(2027, 6, 30))
    assert not leaving.on(date(2027, 7, 1))
    assert not Coverage(covered=False).on(date(2027, 1, 1))


def test_the_rules_of_law_are_all_there_with_source_date_and_whether_they_were_read(
    catalogue: Catalogue,
) -> None:
    for key in NATIONAL_RULES:
        rule = catalogue.national_rule(key)
        assert rule.value is not None
        assert rule.source.startswith("https://")
        assert rule.checked <= Clock().today()
    assert catalogue.national_rule("complaint_deadline_health_and_care").value == Period(weeks=4)
    assert catalogue.national_rule("complaint_deadline_other").value == Period(weeks=3)
    assert catalogue.national_rule("relative_has_authority").value is False
    unread = {key for key in NATIONAL_RULES if not catalogue.national_rule(key).verified}
    assert unread == {"capacity_assessed_by", "information_adapted"}


def test_a_law_never_fills_in_for_a_municipality() -> None:
    assert not set(RULES) & (set(NATIONAL_RULES) - {"complaint_written"})
    assert NAMED["Bergen"].rule("complaint_written").value is None
