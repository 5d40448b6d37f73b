"""The life of a choice, whatever the order in which things happen."""

import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from choice_register.audit import Actor
from choice_register.decisions import require_national_id
from choice_register.models import Choice
from choice_register.register import Register
from choice_register.types import (
    UNDER_WAY,
    Authority,
    ChoiceRefused,
    ChoiceState,
    ChoiceView,
    NotAllowed,
    UndoRefused,
)
from core.database import Database
from provider_catalog.catalogue import Catalogue
from tests.choice_register.deciding import decide
from tests.choice_register.harness import BAERUM, CHEAP, MovingClock, RegisterHarness

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)
NEXT = {
    ChoiceState.RECEIVED: {ChoiceState.APPROVED, ChoiceState.WITHDRAWN, ChoiceState.REJECTED},
    ChoiceState.APPROVED: {ChoiceState.IN_EFFECT, ChoiceState.WITHDRAWN, ChoiceState.REJECTED},
    ChoiceState.IN_EFFECT: {ChoiceState.ENDED},
}


def choose(harness: RegisterHarness, person_id: int, provider: str, replaces: bool = False) -> str:
    person = harness.register.person(person_id)
    harness.prove(person)
    request = harness.request(person, replaces=replaces, practical_assistance=provider)
    return harness.register.register_choice(request)[0].case_number


def test_a_switch_takes_effect_on_its_day_and_ends_the_one_before(harness: RegisterHarness) -> None:
    person = harness.person()
    for provider in ("hasselvind", "klokkebekk"):
        case_number = choose(harness, person.id, provider)
        harness.register.approve(person.municipality, case_number, CASEWORKER)
        harness.clock.move(days=9)
        assert harness.register.bring_into_effect() == []
        harness.clock.move(days=1)
        [started] = harness.register.bring_into_effect()
        assert (started.provider_id, started.state) == (provider, ChoiceState.IN_EFFECT)
        assert harness.register.bring_into_effect() == []
    decision = harness.register.decision(person.id)
    assert decision is not None
    assert decision.services[0].provider_id == "klokkebekk"
    assert decision.services[0].since == date(2026, 12, 13)
    states = [each.state for each in harness.register.choices(person.id)]
    assert states == [ChoiceState.IN_EFFECT, ChoiceState.ENDED]


def test_a_choice_that_is_not_approved_never_takes_effect(harness: RegisterHarness) -> None:
    person = harness.person()
    choose(harness, person.id, "hasselvind")
    harness.clock.move(days=60)
    assert harness.register.bring_into_effect() == []
    assert harness.register.choices(person.id)[0].can_undo


def test_a_choice_approved_late_takes_effect_no_earlier_than_its_approval(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    case_number = choose(harness, person.id, "hasselvind")
    harness.clock.move(days=20)
    [approved] = harness.register.approve(person.municipality, case_number, CASEWORKER)
    assert approved.effect_date == date(2026, 12, 13)


def test_where_no_date_is_stated_the_choice_waits_for_the_caseworkers(
    harness: RegisterHarness,
) -> None:
    person = harness.person(BAERUM)
    case_number = choose(harness, person.id, "lommedugg")
    harness.register.approve(person.municipality, case_number, CASEWORKER)
    harness.clock.move(days=100)
    assert harness.register.bring_into_effect() == []
    with pytest.raises(NotAllowed):
        harness.register.approve(person.municipality, case_number, CASEWORKER, date(2026, 11, 30))
    harness.register.approve(person.municipality, case_number, CASEWORKER, harness.clock.today())
    assert len(harness.register.bring_into_effect()) == 1


def test_a_choice_does_not_start_without_a_decision_on_the_day(harness: RegisterHarness) -> None:
    person = harness.person()
    case_number = choose(harness, person.id, "hasselvind")
    harness.register.approve(person.municipality, case_number, CASEWORKER)
    decide(harness, person, "2026/1", date(2026, 11, 25))
    harness.clock.move(days=10)
    assert harness.register.bring_into_effect() == []


def test_what_is_over_can_be_neither_approved_nor_rejected(harness: RegisterHarness) -> None:
    person = harness.person()
    case_number = choose(harness, person.id, "hasselvind")
    harness.register.reject(person.municipality, case_number, CASEWORKER, "no staff")
    assert harness.register.choices(person.id)[0].rejection_reason == "no staff"
    with pytest.raises(NotAllowed):
        harness.register.approve(person.municipality, case_number, CASEWORKER)
    with pytest.raises(NotAllowed):
        harness.register.reject(person.municipality, case_number, CASEWORKER, "again")
    with pytest.raises(NotAllowed):
        harness.register.approve(BAERUM, case_number, CASEWORKER)


def test_a_rejection_needs_a_reason(harness: RegisterHarness) -> None:
    person = harness.person()
    case_number = choose(harness, person.id, "hasselvind")
    with pytest.raises(ValueError, match="reason"):
        harness.register.reject(person.municipality, case_number, CASEWORKER, " ")


@pytest.mark.parametrize("number", ["", "1483411178", "14834111782", "1483411178x", "14834111780"])
def test_a_national_id_with_a_slip_is_refused_and_not_repeated(number: str) -> None:
    with pytest.raises(ValueError, match="not a national id"):
        require_national_id(number)
    require_national_id("14834111781")


def test_a_person_lives_in_a_district_that_is_there(harness: RegisterHarness) -> None:
    with pytest.raises(ValueError, match="district"):
        harness.person(district="030199")
    with pytest.raises(ValueError, match="district"):
        harness.person(district=None)
    with pytest.raises(KeyError):
        harness.person("9999")


class Life(RuleBasedStateMachine):
    """One person and everything that can happen to the choices, in any order."""

    catalogue = Catalogue.load()

    def __init__(self, template: Path) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        file = shutil.copy(template, Path(self.folder.name) / "register.sqlite")
        database, clock = Database(f"sqlite:///{file}"), MovingClock()
        register = Register(database, self.catalogue, clock, hasher=CHEAP)
        self.harness = RegisterHarness(database, self.catalogue, clock, register)
        self.person = self.harness.person()
        self.states: dict[int, ChoiceState] = {}
        self.before = self.provider()

    def teardown(self) -> None:
        self.harness.database.close()
        self.folder.cleanup()

    def provider(self) -> str:
        decision = self.harness.register.decision(self.person.id)
        assert decision is not None
        return decision.services[0].provider_id

    def cases(self) -> list[str]:
        return [each.case_number for each in self.harness.register.choices(self.person.id)]

    @rule(
        provider=st.sampled_from(["hasselvind", "klokkebekk", "fjellvante", "oslo-kommune"]),
        replaces=st.booleans(),
    )
    def choose(self, provider: str, replaces: bool) -> None:
        try:
            choose(self.harness, self.person.id, provider, replaces)
        except ChoiceRefused:
            assert provider == self.provider() or self.under_way()
        self.nothing_but_the_calendar_changes_who_helps()

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        if not self.cases():
            return
        case_number = data.draw(st.sampled_from(self.cases()))
        conversation = self.harness.prove(self.person)
        view = next(v for v in self.views() if v.case_number == case_number)
        try:
            self.harness.register.undo_choice(
                self.person.id, case_number, conversation, "sms", self.harness.key()
            )
            assert view.can_undo
        except UndoRefused:
            assert not view.can_undo
        self.nothing_but_the_calendar_changes_who_helps()

    @rule(data=st.data(), approved=st.booleans())
    def decide(self, data: st.DataObject, approved: bool) -> None:
        if not self.cases():
            return
        case_number = data.draw(st.sampled_from(self.cases()))
        state = next(v.state for v in self.views() if v.case_number == case_number)
        try:
            if approved:
                self.harness.register.approve(self.person.municipality, case_number, CASEWORKER)
            else:
                self.harness.register.reject(self.person.municipality, case_number, CASEWORKER, "x")
            assert state in UNDER_WAY
        except NotAllowed:
            assert state not in UNDER_WAY
        self.nothing_but_the_calendar_changes_who_helps()

    @rule(days=st.integers(0, 12))
    def time_goes(self, days: int) -> None:
        if self.harness.clock.today() < date(2027, 9, 1):
            self.harness.clock.move(days=days)
        self.harness.register.bring_into_effect()
        self.before = self.provider()
        due = [v for v in self.views() if v.state is ChoiceState.APPROVED]
        assert all(v.effect_date > self.harness.clock.today() for v in due if v.effect_date)

    def nothing_but_the_calendar_changes_who_helps(self) -> None:
        assert self.provider() == self.before

    def views(self) -> list[ChoiceView]:
        return self.harness.register.choices(self.person.id)

    def under_way(self) -> bool:
        return any(view.state in UNDER_WAY for view in self.views())

    @invariant()
    def one_under_way_one_in_effect_and_only_allowed_steps(self) -> None:
        with self.harness.database.read() as session:
            now = {each.id: each.state for each in session.scalars(select(Choice))}
        assert sum(state in UNDER_WAY for state in now.values()) <= 1
        assert sum(state is ChoiceState.IN_EFFECT for state in now.values()) <= 1
        for choice, state in now.items():
            before = self.states.get(choice, ChoiceState.RECEIVED)
            assert state == before or state in NEXT[before]
        self.states = now


def test_whatever_happens_in_whatever_order_a_choice_takes_allowed_steps_only(
    sqlite_template: Path,
) -> None:
    run_state_machine_as_test(
        lambda: Life(sqlite_template),
        settings=settings(max_examples=10, stateful_step_count=15, deadline=None),
    )
