"""A place is taken by people who have a decision, with the provider, whatever the contract is."""

from datetime import date, timedelta

import pytest

from choice_register.audit import Actor
from choice_register.types import (
    Authority,
    ChoiceRefused,
    ChoiceState,
    NotAllowed,
    PersonView,
    RefusalReason,
)
from provider_catalog.catalogue import Catalogue
from tests.choice_register.choices.test_last_place import ONE_PLACE, on_paper
from tests.choice_register.deciding import decide
from tests.choice_register.home import OSLO, Home
from tests.choice_register.mandates.mandating import lines

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)
SERVICE = "practical_assistance"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """One that these tests change."""
    return Catalogue.load()


@pytest.fixture(autouse=True)
def as_in_the_files(catalogue: Catalogue) -> None:
    catalogue.take({})


def helped(home: Home, person: PersonView, provider: str = ONE_PLACE) -> str:
    """Somebody chooses, and the provider begins: the case number."""
    number = on_paper(home, person, provider)
    home.register.approve(OSLO, number, CASEWORKER)
    home.clock.move(days=10)
    home.register.bring_into_effect()
    return number


def with_decision(home: Home, last: date, services: tuple[str, ...] = (SERVICE,)) -> PersonView:
    person = home.person(services=())
    decide(home, person, "2026/1", last, services)
    return person


def is_full(home: Home) -> bool:
    refusals = home.register.refusals(home.person().id, [SERVICE], [ONE_PLACE])
    assert refusals[ONE_PLACE] in (None, RefusalReason.FULL)
    return refusals[ONE_PLACE] is RefusalReason.FULL


def states(home: Home, person: PersonView) -> list[ChoiceState]:
    return [each.state for each in home.register.choices(person.id)]


def test_a_place_is_free_the_day_after_the_decision_has_ended(home: Home) -> None:
    person = with_decision(home, last=date(2026, 12, 20))
    helped(home, person)
    home.clock.move(days=17)
    assert home.clock.today() == date(2026, 12, 20)
    assert is_full(home)
    home.clock.move(days=1)
    assert not is_full(home)
    on_paper(home, home.person(), ONE_PLACE)


def test_a_decision_that_is_renewed_keeps_the_place(home: Home) -> None:
    person = with_decision(home, last=date(2026, 12, 20))
    helped(home, person)
    decide(home, person, "2027/1", None, first=date(2026, 12, 21))
    home.clock.move(days=60)
    assert home.register.end_without_decision() == []
    assert is_full(home)


def test_a_service_that_the_decision_no_longer_grants_frees_the_place(home: Home) -> None:
    person = home.person()
    helped(home, person)
    assert is_full(home)
    decide(home, person, "2026/1", date(2027, 10, 31), ("home_nursing",))
    assert not is_full(home)


@pytest.mark.parametrize("old_id", ["oslo-fjellvante"])
def test_a_renewed_contract_keeps_its_people(home: Home, catalogue: Catalogue, old_id: str) -> None:
    stands = catalogue.content(OSLO, f"contract:{old_id}")
    helped(home, home.person())
    today = home.clock.today()
    old = {**stands, "end": today.isoformat()}
    new = {**stands, "start": (today + timedelta(days=1)).isoformat(), "end": None}
    edited = {f"contract:{old_id}": old, f"contract:{old_id}-2": new}
    assert catalogue.take({OSLO: edited}) == {}
    home.clock.move(days=1)
    assert is_full(home)
    with pytest.raises(ChoiceRefused) as why:
        on_paper(home, home.person(), ONE_PLACE)
    assert why.value.reason is RefusalReason.FULL


def test_a_choice_without_a_decision_is_ended_at_night_when_none_has_come(home: Home) -> None:
    person = with_decision(home, last=date(2026, 12, 20))
    helped(home, person)
    home.clock.move(days=17 + 28)
    assert home.register.end_without_decision() == []
    home.clock.move(days=1)
    [ended] = home.register.end_without_decision()
    assert (ended.state, ended.ended_on) == (ChoiceState.ENDED, date(2026, 12, 20))
    assert home.register.end_without_decision() == []
    [line] = lines(home, "choice_ended")
    assert (line.who, line.details["reason"]) == ("system", "no_decision")
    decide(home, person, "2027/1", None, first=home.clock.today())
    assert home.provider_now(person.id) == ["oslo-kommune"]


def test_a_decision_that_is_renewed_late_finds_the_choice_as_it_was(home: Home) -> None:
    person = with_decision(home, last=date(2026, 12, 20))
    helped(home, person)
    home.clock.move(days=30)
    home.register.end_without_decision()
    decide(home, person, "2027/1", None, first=home.clock.today())
    assert home.provider_now(person.id) == [ONE_PLACE]


def test_a_caseworker_ends_a_choice_with_a_reason(home: Home) -> None:
    person = home.person()
    number = helped(home, person)
    with pytest.raises(ValueError, match="reason"):
        home.register.end_choice(OSLO, number, CASEWORKER, " ")
    [ended] = home.register.end_choice(OSLO, number, CASEWORKER, "Personen er død")
    assert (ended.state, ended.ended_on) == (ChoiceState.ENDED, home.clock.today())
    assert ended.end_reason == "Personen er død"
    [line] = lines(home, "choice_ended")
    assert (line.who, line.details["reason"]) == ("caseworker:test", "Personen er død")
    assert not is_full(home)
    assert home.provider_now(person.id) == ["oslo-kommune"]


def test_a_switch_ends_the_choice_before_it_with_its_reason(home: Home) -> None:
    person = home.person()
    helped(home, person)
    helped(home, person, "hasselvind")
    [line] = lines(home, "choice_ended")
    assert line.details["reason"] == "switched"


def test_only_what_is_in_effect_is_ended(home: Home) -> None:
    person = home.person()
    number = on_paper(home, person, ONE_PLACE)
    with pytest.raises(NotAllowed):
        home.register.end_choice(OSLO, number, CASEWORKER, "x")
    with pytest.raises(NotAllowed):
        home.register.end_choice("4204", number, CASEWORKER, "x")
    assert states(home, person) == [ChoiceState.RECEIVED]


def test_nobody_s_place_is_counted_twice(home: Home, catalogue: Catalogue) -> None:
    """Two services with the same provider are one person."""
    stands = catalogue.content(OSLO, "contract:oslo-fjellvante")
    both = {**stands, "services": [SERVICE, "home_nursing"], "capacity": 2}
    catalogue.take({OSLO: {"contract:oslo-fjellvante": both}})
    person = home.person(services=(SERVICE, "home_nursing"))
    home.prove(person)
    home.register.register_choice(
        home.request(person, practical_assistance=ONE_PLACE, home_nursing=ONE_PLACE)
    )
    on_paper(home, home.person(), ONE_PLACE)
    assert is_full(home)
