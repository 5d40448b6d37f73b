"""A municipality changes its own rules, providers and contracts, under the checks of the files."""

from datetime import date
from typing import Any

import pytest

from provider_catalog.catalogue import Catalogue
from provider_catalog.changes import Shared
from provider_catalog.contract import NotCovered
from provider_catalog.loading.reading import CatalogueError
from provider_catalog.vocabulary import FACTS, RULES

OSLO, KRISTIANSAND = "0301", "4204"
PAGE = "https://www.oslo.kommune.no/side"
DAY = date(2026, 12, 1)
WEEK = {"value": {"weeks": 1}, "source": PAGE, "checked": "2026-11-20", "page_says": "en uke"}


@pytest.fixture
def own() -> Catalogue:
    """A catalogue that the test may change."""
    return Catalogue.load()


def provider(name: str = "Ny Omsorg", **facts: Any) -> dict[str, Any]:
    values = {"owner_type": "company", **facts}
    return {
        "name": name,
        "aliases": ["ny omsorg"],
        "facts": {
            key: {"value": values.get(key), "source": "demo", "checked": "2026-11-20"}
            for key in FACTS
        },
    }


def contract(who: str = "ny", **changed: Any) -> dict[str, Any]:
    return {
        "provider": who,
        "services": ["practical_assistance"],
        "districts": "all",
        "start": "2026-01-01",
        "end": None,
        "capacity": None,
        **changed,
    }


def test_a_changed_rule_is_stated_with_its_source_and_day(own: Catalogue) -> None:
    assert own.take({OSLO: {"rule:choice_deadline": WEEK}}) == {}
    rule = own.scheme(OSLO).rule("choice_deadline")
    assert (rule.as_data()["weeks"], rule.source) == (1, PAGE)
    assert rule.checked == date(2026, 11, 20)
    assert own.scheme(KRISTIANSAND).rule("choice_deadline").source != PAGE


def test_a_rule_is_changed_for_one_service_alone(own: Catalogue) -> None:
    own.take({OSLO: {"rule:start_after_switch:bpa": WEEK}})
    scheme = own.scheme(OSLO)
    assert scheme.effect_date("bpa", DAY) == date(2026, 12, 8)
    assert scheme.effect_date("home_nursing", DAY) == date(2026, 12, 11)


def test_a_rule_may_become_unknown(own: Catalogue) -> None:
    own.take({OSLO: {"rule:start_after_switch:bpa": {**WEEK, "value": None}}})
    assert own.scheme(OSLO).effect_date("bpa", DAY) is None


def test_the_state_of_the_scheme_is_changed_too(own: Catalogue) -> None:
    ending = {"value": "ending", "since": 2006, "until": "2027-06-30", "source": PAGE}
    own.take({OSLO: {"rule:state": {**ending, "checked": "2026-11-20", "page_says": None}}})
    assert own.scheme(OSLO).until == date(2027, 6, 30)
    assert own.scheme(OSLO).state_rule.source == PAGE


def test_every_rule_as_it_stands_is_a_change_that_changes_nothing(own: Catalogue) -> None:
    faults = []
    for municipality in own.municipalities():
        for key in (*RULES, "state"):
            stands = own.content(municipality.id, f"rule:{key}")
            if own.check(municipality.id, f"rule:{key}", stands) != stands:
                faults.append(f"{municipality.name}-{key}")
    assert not faults, "\n".join(faults)


def test_a_new_provider_with_a_contract_can_be_chosen_there_only(own: Catalogue) -> None:
    edited = {OSLO: {"contract:ny-avtale": contract(), "provider:ny": provider(size=12)}}
    assert own.take(edited) == {}
    here = own.providers(OSLO, "030101", "practical_assistance", DAY)
    assert "Ny Omsorg" in [each.name for each in here]
    there = own.providers(KRISTIANSAND, None, "practical_assistance", DAY)
    assert "Ny Omsorg" not in [each.name for each in there]
    assert own.provider("ny").facts["size"].value == 12
    forms = [name["form"] for name in own.names_since(OSLO)]
    assert forms == ["Ny Omsorg", "ny omsorg"]
    assert own.names_since(KRISTIANSAND) == []


def test_a_provider_that_was_taken_back_is_named_as_before(own: Catalogue) -> None:
    own.take({OSLO: {"contract:ny-avtale": contract(), "provider:ny": provider()}})
    own.take({})
    assert not own.has_provider("ny")
    assert own.provider_name("ny") == "Ny Omsorg"
    own.remember_names({"eldre": "Eldre Omsorg"})
    assert own.provider_name("eldre") == "Eldre Omsorg"
    assert own.provider_name("aldri-sett") == "aldri-sett"


def test_a_contract_that_is_ended_covers_nobody_after_it(own: Catalogue) -> None:
    ended = {**own.content(OSLO, "contract:oslo-hasselvind"), "end": "2026-11-30"}
    assert own.take({OSLO: {"contract:oslo-hasselvind": ended}}) == {}
    with pytest.raises(NotCovered):
        own.contract("hasselvind", OSLO, "030101", "home_nursing", DAY)


def test_taking_nothing_goes_back_to_the_files(own: Catalogue) -> None:
    before = own.content(OSLO, "rule:choice_deadline")
    own.take({OSLO: {"rule:choice_deadline": WEEK}})
    own.take({})
    assert own.content(OSLO, "rule:choice_deadline") == before


@pytest.mark.parametrize(
    ("piece", "content"),
    [
        ("rule:choice_deadline", {**WEEK, "source": None}),
        ("rule:choice_deadline", {**WEEK, "source": "siden"}),
        ("rule:choice_deadline", {**WEEK, "checked": None}),
        ("rule:choice_deadline", {**WEEK, "checked": "i går"}),
        ("rule:choice_deadline", {**WEEK, "value": "snart"}),
        ("rule:choice_deadline", {**WEEK, "value": {"weeks": 1, "days": 2}}),
        ("rule:choice_deadline", {k: v for k, v in WEEK.items() if k != "checked"}),
        ("rule:choice_deadline", {**WEEK, "note": "x"}),
        ("rule:choice_deadline", "en uke"),
        ("rule:no_such", WEEK),
        ("rule:price:cooking", WEEK),
        ("rule:state", {**WEEK, "value": "ending", "since": None, "until": None}),
        ("provider:ny", provider(owner_type="municipal")),
        ("provider:ny", provider(owner_type=None)),
        ("provider:ny", provider(phone="12345678")),
        ("provider:ny", provider("Hasselvind Omsorg")),
        ("provider:Ny Omsorg", provider()),
        ("provider:ny", {**provider(), "facts": {}}),
        ("provider:ny", {**provider(), "municipal": True}),
        ("contract:ny", contract()),
        ("contract:ny", contract("hasselvind")),
        ("contract:ny", contract("tunhaugen", end="2025-12-31")),
        ("contract:ny", contract("tunhaugen", start="2026-12-01", districts=["420401"])),
        ("contract:ny", contract("tunhaugen", start="2026-12-01", capacity=-1)),
        ("contract:ny", contract("tunhaugen", start="2026-12-01", municipality=KRISTIANSAND)),
        ("contract:oslo-own", contract("oslo-kommune", end="2027-01-01")),
        ("price:ny", {}),
    ],
)
def test_what_the_files_could_not_say_is_refused(own: Catalogue, piece: str, content: Any) -> None:
    with pytest.raises(CatalogueError):
        own.check(OSLO, piece, content)
    assert set(own.take({OSLO: {piece: content}})) == {(OSLO, piece)}
    assert own.content(OSLO, piece) == Catalogue.load().content(OSLO, piece)


def test_what_does_not_fit_is_left_out_and_what_builds_on_it_too(own: Catalogue) -> None:
    edited = {
        OSLO: {
            "contract:ny-avtale": contract(),
            "provider:ny": provider(phone="12345678"),
            "rule:choice_deadline": WEEK,
        }
    }
    assert set(own.take(edited)) == {(OSLO, "contract:ny-avtale"), (OSLO, "provider:ny")}
    assert own.scheme(OSLO).rule("choice_deadline").source == PAGE


def test_an_order_in_which_changes_fit_is_found(own: Catalogue) -> None:
    """A contract that stands in the way is ended by a change that comes later in the row."""
    ended = {**own.content(OSLO, "contract:oslo-hasselvind"), "end": "2026-11-30"}
    after = contract("hasselvind", start="2026-12-01")
    edited = {
        OSLO: {
            "rule:no_such": WEEK,
            "contract:ny-avtale": after,
            "contract:oslo-hasselvind": ended,
        }
    }
    assert set(own.take(edited)) == {(OSLO, "rule:no_such")}


@pytest.mark.parametrize(
    ("piece", "content"),
    [
        ("provider:skjaerbris", provider("Skjærbris Pluss")),
        ("contract:kristiansand-skjaerbris", contract("skjaerbris")),
        ("contract:ny", contract("skjaerbris")),
    ],
)
def test_nobody_changes_what_another_municipality_sees(
    own: Catalogue, piece: str, content: Any
) -> None:
    with pytest.raises(Shared):
        own.check(OSLO, piece, content)
    assert own.may_change(KRISTIANSAND, "skjaerbris")
    assert not own.may_change(OSLO, "skjaerbris")


def test_a_provider_that_one_municipality_has_described_is_not_anothers(own: Catalogue) -> None:
    edited = {OSLO: {"provider:ny": provider()}, KRISTIANSAND: {"provider:ny": provider("Annen")}}
    assert set(own.take(edited)) == {(KRISTIANSAND, "provider:ny")}
    assert own.provider("ny").name == "Ny Omsorg"
    with pytest.raises(Shared):
        own.check(KRISTIANSAND, "contract:ny", contract())
