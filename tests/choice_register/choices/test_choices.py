"""Choosing and switching, once for a key and with the right to."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from stdnum import damm

from choice_register.audit import Actor
from choice_register.models import Audit
from choice_register.types import Authority, ChoiceRefused, ChoiceState, NotProven, RefusalReason
from tests.choice_register.harness import BAERUM, KRISTIANSAND, RegisterHarness

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)


def test_without_a_choice_it_is_the_municipalitys_own_service(harness: RegisterHarness) -> None:
    person = harness.person()
    decision = harness.register.decision(person.id)
    assert decision is not None
    assert decision.services[0].provider_id == "oslo-kommune"
    assert decision.services[0].since is None


def test_a_choice_is_received_with_a_case_number_and_the_municipalitys_date(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    harness.prove(person)
    [choice] = harness.register.register_choice(
        harness.request(person, practical_assistance="hasselvind")
    )
    assert choice.case_number == "26-00001-0"
    assert choice.state is ChoiceState.RECEIVED
    # Oslo's own rule: about ten days after the notice is received.
    assert choice.effect_date == date(2026, 12, 3)
    assert choice.can_undo
    assert harness.provider_now(person.id) == ["oslo-kommune"]


def test_the_date_of_effect_stays_unknown_where_the_municipality_states_none(
    harness: RegisterHarness,
) -> None:
    person = harness.person(BAERUM)
    harness.prove(person)
    [choice] = harness.register.register_choice(
        harness.request(person, practical_assistance="lommedugg")
    )
    assert choice.effect_date is None
    assert choice.can_undo


def test_two_services_chosen_at_once_are_one_case(harness: RegisterHarness) -> None:
    person = harness.person(services=("practical_assistance", "home_nursing"))
    harness.prove(person)
    choices = harness.register.register_choice(
        harness.request(person, practical_assistance="klokkebekk", home_nursing="hasselvind")
    )
    assert [each.service for each in choices] == ["practical_assistance", "home_nursing"]
    assert len({each.case_number for each in choices}) == 1


def test_of_two_services_none_is_chosen_when_one_is_refused(harness: RegisterHarness) -> None:
    person = harness.person(services=("practical_assistance", "home_nursing"))
    harness.prove(person)
    request = harness.request(person, practical_assistance="hasselvind", home_nursing="fjellvante")
    with pytest.raises(ChoiceRefused) as refused:
        harness.register.register_choice(request)
    assert refused.value.service == "home_nursing"
    assert harness.register.choices(person.id) == []


def test_case_numbers_count_up_in_each_municipality_and_carry_a_check_digit(
    harness: RegisterHarness,
) -> None:
    people = [harness.person(), harness.person(), harness.person(KRISTIANSAND)]
    numbers = []
    for person, provider in zip(people, ["hasselvind", "hasselvind", "skjaerbris"], strict=True):
        harness.prove(person)
        request = harness.request(person, practical_assistance=provider)
        numbers.append(harness.register.register_choice(request)[0].case_number)
    assert [number[:8] for number in numbers] == ["26-00001", "26-00002", "26-00001"]
    assert all(damm.is_valid(number.replace("-", "")) for number in numbers)


def test_another_choice_under_way_is_replaced_only_when_asked_to(harness: RegisterHarness) -> None:
    person = harness.person()
    harness.prove(person)
    harness.register.register_choice(harness.request(person, practical_assistance="hasselvind"))
    other = harness.request(person, practical_assistance="klokkebekk")
    with pytest.raises(ChoiceRefused) as refused:
        harness.register.register_choice(other)
    assert refused.value.reason is RefusalReason.UNDER_WAY
    again = harness.request(person, replaces=True, practical_assistance="hasselvind")
    with pytest.raises(ChoiceRefused) as refused:
        harness.register.register_choice(again)
    assert refused.value.reason is RefusalReason.ALREADY_CHOSEN
    harness.register.register_choice(replace(other, key=harness.key(), replaces=True))
    states = {each.provider_id: each.state for each in harness.register.choices(person.id)}
    assert states == {"klokkebekk": ChoiceState.RECEIVED, "hasselvind": ChoiceState.WITHDRAWN}


def test_a_refused_replacement_leaves_the_choice_under_way(harness: RegisterHarness) -> None:
    person = harness.person(services=("practical_assistance", "home_nursing"))
    harness.prove(person)
    harness.register.register_choice(harness.request(person, home_nursing="hasselvind"))
    request = harness.request(
        person, replaces=True, home_nursing="klokkebekk", practical_assistance="tunhaugen"
    )
    with pytest.raises(ChoiceRefused):
        harness.register.register_choice(request)
    [choice] = harness.register.choices(person.id)
    assert (choice.provider_id, choice.state) == ("hasselvind", ChoiceState.RECEIVED)


def test_the_same_key_registers_once_and_answers_the_same(harness: RegisterHarness) -> None:
    person = harness.person()
    harness.prove(person)
    request = harness.request(person, practical_assistance="hasselvind")
    first = harness.register.register_choice(request)
    harness.register.withdraw_proof(str(request.conversation))
    harness.clock.move(days=30)
    assert harness.register.register_choice(request) == first
    assert len(harness.register.choices(person.id)) == 1


def test_the_same_key_is_refused_for_the_same_reason_again(harness: RegisterHarness) -> None:
    holder, person = harness.person(), harness.person()
    harness.prove(holder)
    harness.prove(person)
    case = harness.register.register_choice(
        harness.request(holder, practical_assistance="fjellvante")
    )
    request = harness.request(person, practical_assistance="fjellvante")
    with pytest.raises(ChoiceRefused):
        harness.register.register_choice(request)
    harness.register.reject(holder.municipality, case[0].case_number, CASEWORKER, "moved")
    with pytest.raises(ChoiceRefused) as refused:
        harness.register.register_choice(request)
    assert refused.value.reason is RefusalReason.FULL
    # A new turn has a new key, and finds the place free.
    harness.register.register_choice(replace(request, key=harness.key()))


def test_a_choice_of_ones_own_needs_a_proof_in_the_conversation(harness: RegisterHarness) -> None:
    person, other = harness.person(), harness.person()
    harness.prove(other)
    request = harness.request(person, practical_assistance="hasselvind")
    with pytest.raises(NotProven):
        harness.register.register_choice(request)
    stolen = replace(request, conversation=f"conversation-of-{other.id}")
    with pytest.raises(NotProven):
        harness.register.register_choice(stolen)
    assert harness.register.choices(person.id) == []


def test_a_caseworker_registers_what_came_on_paper(harness: RegisterHarness) -> None:
    person = harness.person()
    request = harness.request(person, practical_assistance="hasselvind")
    on_paper = replace(
        request, authority=Authority.CASEWORKER, conversation=None, channel="casework"
    )
    [choice] = harness.register.register_choice(on_paper)
    assert choice.state is ChoiceState.RECEIVED


def test_every_change_and_every_look_leaves_an_audit_line(harness: RegisterHarness) -> None:
    person = harness.person()
    conversation = harness.prove(person)
    harness.register.decision(person.id, conversation, "sms")
    [made] = harness.register.register_choice(
        harness.request(person, practical_assistance="hasselvind")
    )
    harness.register.undo_choice(person.id, made.case_number, conversation, "sms", harness.key())
    with harness.database.read() as session:
        lines = list(session.scalars(select(Audit).order_by(Audit.id)))
    assert [line.what for line in lines] == [
        "person_added",
        "decision_added",
        "letter_issued",
        "proved",
        "decision_seen",
        "choice_received",
        "choice_withdrawn",
    ]
    received = lines[-2]
    assert (received.who, received.channel, received.authority) == ("person", "sms", "self")
    assert received.conversation == conversation
    assert received.details == {
        "case_number": made.case_number,
        "service": "practical_assistance",
        "provider_id": "hasselvind",
    }
