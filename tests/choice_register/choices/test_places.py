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
from tests.choice_register.harness import OSLO, RegisterHarness
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


def helped(harness: RegisterHarness, person: PersonView, provider: str = ONE_PLACE) -> str:
    """Somebody chooses, and the provider begins: the case number."""
    number = on_paper(harness, person, provider)
    harness.register.approve(OSLO, number, CASEWORKER)
    harness.clock.move(days=10)
    harness.register.bring_into_effect()
    return number


def with_decision(
    harness: RegisterHarness, last: date, services: tuple[str, ...] = (SERVICE,)
) -> PersonView:
    person = harness.person(services=())
    decide(harness, person, "2026/1", last, services)
    return person


def is_full(harness: RegisterHarness) -> bool:
    refusals = harness.register.refusals(harness.person().id, [SERVICE], [ONE_PLACE])
    assert refusals[ONE_PLACE] in (None, RefusalReason.FULL)
    return refusals[ONE_PLACE] is RefusalReason.FULL


def states(harness: RegisterHarness, person: PersonView) -> list[ChoiceState]:
    return [each.state for each in harness.register.choices(person.id)]


def test_a_place_is_free_the_day_after_the_decision_has_ended(harness: RegisterHarness) -> None:
    person = with_decision(harness, last=date(2026, 12, 20))
    helped(harness, person)
    harness.clock.move(days=17)
    assert harness.clock.today() == date(2026, 12, 20)
    assert is_full(harness)
    harness.clock.move(days=1)
    assert not is_full(harness)
    on_paper(harness, harness.person(), ONE_PLACE)


def test_a_decision_that_is_renewed_keeps_the_place(harness: RegisterHarness) -> None:
    person = with_decision(harness, last=date(2026, 12, 20))
    helped(harness, person)
    decide(harness, person, "2027/1", None, first=date(2026, 12, 21))
    harness.clock.move(days=60)
    assert harness.register.end_without_decision() == []
    assert is_full(harness)


def test_a_service_that_the_decision_no_longer_grants_frees_the_place(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    helped(harness, person)
    assert is_full(harness)
    decide(harness, person, "2026/1", date(2027, 10, 31), ("home_nursing",))
    assert not is_full(harness)


@pytest.mark.parametrize("old_id", ["oslo-fjellvante"])
def test_a_renewed_contract_keeps_its_people(
    harness: RegisterHarness, catalogue: Catalogue, old_id: str
) -> None:
    stands = catalogue.content(OSLO, f"contract:{old_id}")
    helped(harness, harness.person())
    today = harness.clock.today()
    old = {**stands, "end": today.isoformat()}
    new = {**stands, "start": (today + timedelta(days=1)).isoformat(), "end": None}
    edited = {f"contract:{old_id}": old, f"contract:{old_id}-2": new}
    assert catalogue.take({OSLO: edited}) == {}
    harness.clock.move(days=1)
    assert is_full(harness)
    with pytest.raises(ChoiceRefused) as why:
        on_paper(harness, harness.person(), ONE_PLACE)
    assert why.value.reason is RefusalReason.FULL


def test_a_choice_without_a_decision_is_ended_at_night_when_none_has_come(
    harness: RegisterHarness,
) -> None:
    person = with_decision(harness, last=date(2026, 12, 20))
    helped(harness, person)
    harness.clock.move(days=17 + 28)
    assert harness.register.end_without_decision() == []
    harness.clock.move(days=1)
    [ended] = harness.register.end_without_decision()
    assert (ended.state, ended.ended_on) == (ChoiceState.ENDED, date(2026, 12, 20))
    assert harness.register.end_without_decision() == []
    [line] = lines(harness, "choice_ended")
    assert (line.who, line.details["reason"]) == ("system", "no_decision")
    decide(harness, person, "2027/1", None, first=harness.clock.today())
    assert harness.provider_now(person.id) == ["oslo-kommune"]


def test_a_decision_that_is_renewed_late_finds_the_choice_as_it_was(
    harness: RegisterHarness,
) -> None:
    person = with_decision(harness, last=date(2026, 12, 20))
    helped(harness, person)
    harness.clock.move(days=30)
    harness.register.end_without_decision()
    decide(harness, person, "2027/1", None, first=harness.clock.today())
    assert harness.provider_now(person.id) == [ONE_PLACE]


def test_a_caseworker_ends_a_choice_with_a_reason(harness: RegisterHarness) -> None:
    person = harness.person()
    number = helped(harness, person)
    with pytest.raises(ValueError, match="reason"):
        harness.register.end_choice(OSLO, number, CASEWORKER, " ")
    [ended] = harness.register.end_choice(OSLO, number, CASEWORKER, "Personen er død")
    assert (ended.state, ended.ended_on) == (ChoiceState.ENDED, harness.clock.today())
    assert ended.end_reason == "Personen er død"
    [line] = lines(harness, "choice_ended")
    assert (line.who, line.details["reason"]) == ("caseworker:test", "Personen er død")
    assert not is_full(harness)
    assert harness.provider_now(person.id) == ["oslo-kommune"]


def test_a_switch_ends_the_choice_before_it_with_its_reason(harness: RegisterHarness) -> None:
    person = harness.person()
    helped(harness, person)
    helped(harness, person, "hasselvind")
    [line] = lines(harness, "choice_ended")
    assert line.details["reason"] == "switched"


def test_only_what_is_in_effect_is_ended(harness: RegisterHarness) -> None:
    person = harness.person()
    number = on_paper(harness, person, ONE_PLACE)
    with pytest.raises(NotAllowed):
        harness.register.end_choice(OSLO, number, CASEWORKER, "x")
    with pytest.raises(NotAllowed):
        harness.register.end_choice("4204", number, CASEWORKER, "x")
    assert states(harness, person) == [ChoiceState.RECEIVED]


def test_nobody_s_place_is_counted_twice(harness: RegisterHarness, catalogue: Catalogue) -> None:
    """Two services with the same provider are one person."""
    stands = catalogue.content(OSLO, "contract:oslo-fjellvante")
    both = {**stands, "services": [SERVICE, "home_nursing"], "capacity": 2}
    catalogue.take({OSLO: {"contract:oslo-fjellvante": both}})
    person = harness.person(services=(SERVICE, "home_nursing"))
    harness.prove(person)
    harness.register.register_choice(
        harness.request(person, practical_assistance=ONE_PLACE, home_nursing=ONE_PLACE)
    )
    on_paper(harness, harness.person(), ONE_PLACE)
    assert is_full(harness)
