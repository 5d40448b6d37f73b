"""ANGRE: a choice is taken back until it takes effect, by the person."""

import pytest

from choice_register.audit import Actor
from choice_register.types import Authority, ChoiceState, NotProven, UndoRefusal, UndoRefused
from tests.choice_register.harness import RegisterHarness

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)


def test_a_choice_is_taken_back_and_who_helps_now_goes_on(harness: RegisterHarness) -> None:
    person = harness.person(services=("practical_assistance", "home_nursing"))
    conversation = harness.prove(person)
    made = harness.register.register_choice(
        harness.request(person, practical_assistance="hasselvind", home_nursing="klokkebekk")
    )
    key = harness.key()
    undone = harness.register.undo_choice(person.id, made[0].case_number, conversation, "sms", key)
    assert [each.state for each in undone] == [ChoiceState.WITHDRAWN] * 2
    assert not any(each.can_undo for each in harness.register.choices(person.id))
    assert harness.provider_now(person.id) == ["oslo-kommune", "oslo-kommune"]
    again = harness.register.undo_choice(person.id, made[0].case_number, conversation, "sms", key)
    assert again == undone


def test_undoing_a_switch_leaves_the_provider_from_before(harness: RegisterHarness) -> None:
    person = harness.person()
    conversation = harness.prove(person)
    [first] = harness.register.register_choice(
        harness.request(person, practical_assistance="hasselvind")
    )
    harness.register.approve(person.municipality, first.case_number, CASEWORKER)
    harness.clock.move(days=10)
    harness.register.bring_into_effect()
    harness.prove(person)
    [switch] = harness.register.register_choice(
        harness.request(person, practical_assistance="klokkebekk")
    )
    harness.register.undo_choice(person.id, switch.case_number, conversation, "sms", harness.key())
    harness.clock.move(days=20)
    harness.register.bring_into_effect()
    assert harness.provider_now(person.id) == ["hasselvind"]


def test_what_is_done_with_cannot_be_taken_back_and_the_reason_is_told(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    conversation = harness.prove(person)

    def undo(case_number: str) -> UndoRefusal:
        with pytest.raises(UndoRefused) as refused:
            harness.register.undo_choice(person.id, case_number, conversation, "sms", harness.key())
        return refused.value.reason

    def choose(provider: str) -> str:
        request = harness.request(person, practical_assistance=provider)
        return harness.register.register_choice(request)[0].case_number

    assert undo("26-99999-9") is UndoRefusal.UNKNOWN_CASE
    withdrawn = choose("hasselvind")
    harness.register.undo_choice(person.id, withdrawn, conversation, "sms", harness.key())
    assert undo(withdrawn) is UndoRefusal.WITHDRAWN
    rejected = choose("hasselvind")
    harness.register.reject(person.municipality, rejected, CASEWORKER, "no staff")
    assert undo(rejected) is UndoRefusal.REJECTED
    in_effect = choose("hasselvind")
    harness.register.approve(person.municipality, in_effect, CASEWORKER)
    harness.clock.move(days=10)
    harness.prove(person)
    # Its day has come, though nobody has marked it yet.
    assert undo(in_effect) is UndoRefusal.IN_EFFECT
    harness.register.bring_into_effect()
    assert undo(in_effect) is UndoRefusal.IN_EFFECT
    switch = choose("klokkebekk")
    harness.register.approve(person.municipality, switch, CASEWORKER)
    harness.clock.move(days=10)
    harness.register.bring_into_effect()
    harness.prove(person)
    assert undo(in_effect) is UndoRefusal.ENDED


def test_nobody_takes_back_another_persons_choice(harness: RegisterHarness) -> None:
    person, other = harness.person(), harness.person()
    harness.prove(person)
    elsewhere = harness.prove(other)
    [made] = harness.register.register_choice(
        harness.request(person, practical_assistance="hasselvind")
    )
    with pytest.raises(UndoRefused):
        harness.register.undo_choice(other.id, made.case_number, elsewhere, "sms", harness.key())
    with pytest.raises(NotProven):
        harness.register.undo_choice(person.id, made.case_number, elsewhere, "sms", harness.key())
    assert harness.register.choices(person.id)[0].state is ChoiceState.RECEIVED
