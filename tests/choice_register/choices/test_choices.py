"""Choosing and switching, once for a key and with the right to."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from stdnum import damm

from choice_register.audit import Actor
from choice_register.models import Audit
from choice_register.types import Authority, ChoiceRefused, ChoiceState, NotProven, RefusalReason
from tests.choice_register.home import BAERUM, KRISTIANSAND, Home

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)


def test_without_a_choice_it_is_the_municipalitys_own_service(home: Home) -> None:
    person = home.person()
    decision = home.register.decision(person.id)
    assert decision is not None
    assert decision.services[0].provider_id == "oslo-kommune"
    assert decision.services[0].since is None


def test_a_choice_is_received_with_a_case_number_and_the_municipalitys_date(home: Home) -> None:
    person = home.person()
    home.prove(person)
    [choice] = home.register.register_choice(
        home.request(person, practical_assistance="hasselvind")
    )
    assert choice.case_number == "26-00001-0"
    assert choice.state is ChoiceState.RECEIVED
    # Oslo's own rule: about ten days after the notice is received.
    assert choice.effect_date == date(2026, 12, 3)
    assert choice.can_undo
    assert home.provider_now(person.id) == ["oslo-kommune"]


def test_the_date_of_effect_stays_unknown_where_the_municipality_states_none(home: Home) -> None:
    person = home.person(BAERUM)
    home.prove(person)
    [choice] = home.register.register_choice(home.request(person, practical_assistance="lommedugg"))
    assert choice.effect_date is None
    assert choice.can_undo


def test_two_services_chosen_at_once_are_one_case(home: Home) -> None:
    person = home.person(services=("practical_assistance", "home_nursing"))
    home.prove(person)
    choices = home.register.register_choice(
        home.request(person, practical_assistance="klokkebekk", home_nursing="hasselvind")
    )
    assert [each.service for each in choices] == ["practical_assistance", "home_nursing"]
    assert len({each.case_number for each in choices}) == 1


def test_of_two_services_none_is_chosen_when_one_is_refused(home: Home) -> None:
    person = home.person(services=("practical_assistance", "home_nursing"))
    home.prove(person)
    request = home.request(person, practical_assistance="hasselvind", home_nursing="fjellvante")
    with pytest.raises(ChoiceRefused) as refused:
        home.register.register_choice(request)
    assert refused.value.service == "home_nursing"
    assert home.register.choices(person.id) == []


def test_case_numbers_count_up_in_each_municipality_and_carry_a_check_digit(home: Home) -> None:
    people = [home.person(), home.person(), home.person(KRISTIANSAND)]
    numbers = []
    for person, provider in zip(people, ["hasselvind", "hasselvind", "skjaerbris"], strict=True):
        home.prove(person)
        request = home.request(person, practical_assistance=provider)
        numbers.append(home.register.register_choice(request)[0].case_number)
    assert [number[:8] for number in numbers] == ["26-00001", "26-00002", "26-00001"]
    assert all(damm.is_valid(number.replace("-", "")) for number in numbers)


def test_another_choice_under_way_is_replaced_only_when_asked_to(home: Home) -> None:
    person = home.person()
    home.prove(person)
    home.register.register_choice(home.request(person, practical_assistance="hasselvind"))
    other = home.request(person, practical_assistance="klokkebekk")
    with pytest.raises(ChoiceRefused) as refused:
        home.register.register_choice(other)
    assert refused.value.reason is RefusalReason.UNDER_WAY
    again = home.request(person, replaces=True, practical_assistance="hasselvind")
    with pytest.raises(ChoiceRefused) as refused:
        home.register.register_choice(again)
    assert refused.value.reason is RefusalReason.ALREADY_CHOSEN
    home.register.register_choice(replace(other, key=home.key(), replaces=True))
    states = {each.provider_id: each.state for each in home.register.choices(person.id)}
    assert states == {"klokkebekk": ChoiceState.RECEIVED, "hasselvind": ChoiceState.WITHDRAWN}


def test_a_refused_replacement_leaves_the_choice_under_way(home: Home) -> None:
    person = home.person(services=("practical_assistance", "home_nursing"))
    home.prove(person)
    home.register.register_choice(home.request(person, home_nursing="hasselvind"))
    request = home.request(
        person, replaces=True, home_nursing="klokkebekk", practical_assistance="tunhaugen"
    )
    with pytest.raises(ChoiceRefused):
        home.register.register_choice(request)
    [choice] = home.register.choices(person.id)
    assert (choice.provider_id, choice.state) == ("hasselvind", ChoiceState.RECEIVED)


def test_the_same_key_registers_once_and_answers_the_same(home: Home) -> None:
    person = home.person()
    home.prove(person)
    request = home.request(person, practical_assistance="hasselvind")
    first = home.register.register_choice(request)
    home.register.withdraw_proof(str(request.conversation))
    home.clock.move(days=30)
    assert home.register.register_choice(request) == first
    assert len(home.register.choices(person.id)) == 1


def test_the_same_key_is_refused_for_the_same_reason_again(home: Home) -> None:
    holder, person = home.person(), home.person()
    home.prove(holder)
    home.prove(person)
    case = home.register.register_choice(home.request(holder, practical_assistance="fjellvante"))
    request = home.request(person, practical_assistance="fjellvante")
    with pytest.raises(ChoiceRefused):
        home.register.register_choice(request)
    home.register.reject(holder.municipality, case[0].case_number, CASEWORKER, "moved")
    with pytest.raises(ChoiceRefused) as refused:
        home.register.register_choice(request)
    assert refused.value.reason is RefusalReason.FULL
    # A new turn has a new key, and finds the place free.
    home.register.register_choice(replace(request, key=home.key()))


def test_a_choice_of_ones_own_needs_a_proof_in_the_conversation(home: Home) -> None:
    person, other = home.person(), home.person()
    home.prove(other)
    request = home.request(person, practical_assistance="hasselvind")
    with pytest.raises(NotProven):
        home.register.register_choice(request)
    stolen = replace(request, conversation=f"conversation-of-{other.id}")
    with pytest.raises(NotProven):
        home.register.register_choice(stolen)
    assert home.register.choices(person.id) == []


def test_a_caseworker_registers_what_came_on_paper(home: Home) -> None:
    person = home.person()
    request = home.request(person, practical_assistance="hasselvind")
    on_paper = replace(
        request, authority=Authority.CASEWORKER, conversation=None, channel="casework"
    )
    [choice] = home.register.register_choice(on_paper)
    assert choice.state is ChoiceState.RECEIVED


def test_every_change_and_every_look_leaves_an_audit_line(home: Home) -> None:
    person = home.person()
    conversation = home.prove(person)
    home.register.decision(person.id, conversation, "sms")
    [made] = home.register.register_choice(home.request(person, practical_assistance="hasselvind"))
    home.register.undo_choice(person.id, made.case_number, conversation, "sms", home.key())
    with home.database.read() as session:
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
