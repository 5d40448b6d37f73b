"""ANGRE: a choice is taken back until it takes effect, by the person."""

import pytest

from choice_register.audit import Actor
from choice_register.types import Authority, ChoiceState, NotProven, UndoRefusal, UndoRefused
from tests.choice_register.home import Home

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)


def test_a_choice_is_taken_back_and_who_helps_now_goes_on(home: Home) -> None:
    person = home.person(services=("practical_assistance", "home_nursing"))
    conversation = home.prove(person)
    made = home.register.register_choice(
        home.request(person, practical_assistance="hasselvind", home_nursing="klokkebekk")
    )
    key = home.key()
    undone = home.register.undo_choice(person.id, made[0].case_number, conversation, "sms", key)
    assert [each.state for each in undone] == [ChoiceState.WITHDRAWN] * 2
    assert not any(each.can_undo for each in home.register.choices(person.id))
    assert home.provider_now(person.id) == ["oslo-kommune", "oslo-kommune"]
    again = home.register.undo_choice(person.id, made[0].case_number, conversation, "sms", key)
    assert again == undone


def test_undoing_a_switch_leaves_the_provider_from_before(home: Home) -> None:
    person = home.person()
    conversation = home.prove(person)
    [first] = home.register.register_choice(home.request(person, practical_assistance="hasselvind"))
    home.register.approve(person.municipality, first.case_number, CASEWORKER)
    home.clock.move(days=10)
    home.register.bring_into_effect()
    home.prove(person)
    [switch] = home.register.register_choice(
        home.request(person, practical_assistance="klokkebekk")
    )
    home.register.undo_choice(person.id, switch.case_number, conversation, "sms", home.key())
    home.clock.move(days=20)
    home.register.bring_into_effect()
    assert home.provider_now(person.id) == ["hasselvind"]


def test_what_is_done_with_cannot_be_taken_back_and_the_reason_is_told(home: Home) -> None:
    person = home.person()
    conversation = home.prove(person)

    def undo(case_number: str) -> UndoRefusal:
        with pytest.raises(UndoRefused) as refused:
            home.register.undo_choice(person.id, case_number, conversation, "sms", home.key())
        return refused.value.reason

    def choose(provider: str) -> str:
        request = home.request(person, practical_assistance=provider)
        return home.register.register_choice(request)[0].case_number

    assert undo("26-99999-9") is UndoRefusal.UNKNOWN_CASE
    withdrawn = choose("hasselvind")
    home.register.undo_choice(person.id, withdrawn, conversation, "sms", home.key())
    assert undo(withdrawn) is UndoRefusal.WITHDRAWN
    rejected = choose("hasselvind")
    home.register.reject(person.municipality, rejected, CASEWORKER, "no staff")
    assert undo(rejected) is UndoRefusal.REJECTED
    in_effect = choose("hasselvind")
    home.register.approve(person.municipality, in_effect, CASEWORKER)
    home.clock.move(days=10)
    home.prove(person)
    # Its day has come, though nobody has marked it yet.
    assert undo(in_effect) is UndoRefusal.IN_EFFECT
    home.register.bring_into_effect()
    assert undo(in_effect) is UndoRefusal.IN_EFFECT
    switch = choose("klokkebekk")
    home.register.approve(person.municipality, switch, CASEWORKER)
    home.clock.move(days=10)
    home.register.bring_into_effect()
    home.prove(person)
    assert undo(in_effect) is UndoRefusal.ENDED


def test_nobody_takes_back_another_persons_choice(home: Home) -> None:
    person, other = home.person(), home.person()
    home.prove(person)
    elsewhere = home.prove(other)
    [made] = home.register.register_choice(home.request(person, practical_assistance="hasselvind"))
    with pytest.raises(UndoRefused):
        home.register.undo_choice(other.id, made.case_number, elsewhere, "sms", home.key())
    with pytest.raises(NotProven):
        home.register.undo_choice(person.id, made.case_number, elsewhere, "sms", home.key())
    assert home.register.choices(person.id)[0].state is ChoiceState.RECEIVED
