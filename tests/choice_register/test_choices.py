"""Choosing, switching and taking it back."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select
from stdnum import damm

from choice_register.audit import Actor
from choice_register.models import Audit
from choice_register.register import Register
from choice_register.states import (
    Authority,
    ChoiceRefused,
    ChoiceState,
    NewService,
    NotProven,
    RefusalReason,
    UndoRefusal,
    UndoRefused,
)
from provider_catalog.catalogue import ROOM, Catalogue
from tests.choice_register.home import BAERUM, CHEAP, KRISTIANSAND, MOSS, TRONDHEIM, Home

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)


def provider_now(home: Home, person_id: int) -> list[str]:
    decision = home.register.decision(person_id)
    assert decision is not None
    return [each.provider_id for each in decision.services]


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
    assert provider_now(home, person.id) == ["oslo-kommune"]


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


@pytest.mark.parametrize(
    ("municipality", "services", "pick", "provider", "reason"),
    [
        ("0301", (), "practical_assistance", "hasselvind", RefusalReason.NO_DECISION),
        ("0301", None, "home_nursing", "hasselvind", RefusalReason.SERVICE_NOT_IN_DECISION),
        (TRONDHEIM, None, "practical_assistance", "hasselvind", RefusalReason.SCHEME_PLANNED),
        (MOSS, None, "practical_assistance", "moss-kommune", RefusalReason.SCHEME_ENDED),
        ("0301", None, "practical_assistance", "nobody", RefusalReason.UNKNOWN_PROVIDER),
        ("0301", None, "practical_assistance", "skjaerbris", RefusalReason.PROVIDER_NOT_HERE),
        (
            "0301",
            None,
            "practical_assistance",
            "kristiansand-kommune",
            RefusalReason.PROVIDER_NOT_HERE,
        ),
        ("0301", None, "practical_assistance", "maakesund", RefusalReason.SERVICE_NOT_COVERED),
        (
            "0301",
            ("home_nursing",),
            "home_nursing",
            "rognelykt",
            RefusalReason.DISTRICT_NOT_COVERED,
        ),
        ("0301", None, "practical_assistance", "tunhaugen", RefusalReason.DATE_NOT_COVERED),
        ("0301", None, "practical_assistance", "oslo-kommune", RefusalReason.SAME_AS_NOW),
        # Home nursing joins Kristiansand's scheme on 1 January 2027.
        (
            KRISTIANSAND,
            ("home_nursing",),
            "home_nursing",
            "skjaerbris",
            RefusalReason.SERVICE_NOT_COVERED,
        ),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_the_reason(
    home: Home,
    *,
    municipality: str,
    services: tuple[str, ...] | None,
    pick: str,
    provider: str,
    reason: RefusalReason,
) -> None:
    granted = ("practical_assistance",) if services is None else services
    person = home.person(municipality, services=granted)
    home.prove(person)
    with pytest.raises(ChoiceRefused) as refused:
        home.register.register_choice(home.request(person, **{pick: provider}))
    assert refused.value.reason is reason
    assert (refused.value.service, refused.value.provider_id) == (pick, provider)
    assert home.register.choices(person.id) == []


@pytest.mark.parametrize(
    ("state", "until", "reason"),
    [
        ("no_provider", None, RefusalReason.SCHEME_NO_PROVIDER),
        ("ending", date(2026, 12, 3), None),
        # It would take effect on 3 December.
        ("ending", date(2026, 12, 2), RefusalReason.SCHEME_ENDING),
        ("ending", date(2026, 11, 22), RefusalReason.SCHEME_ENDED),
    ],
)
def test_a_scheme_that_ends_takes_no_choice_that_would_start_after_it(
    home: Home, tmp_path: Path, state: str, until: date | None, reason: RefusalReason | None
) -> None:
    schemes = tmp_path / "schemes"
    shutil.copytree(ROOM / "schemes", schemes)
    oslo = yaml.safe_load((schemes / "oslo.yml").read_text())
    oslo["state"] |= {"value": state, "until": until}
    (schemes / "oslo.yml").write_text(yaml.safe_dump(oslo))
    home.register = Register(
        home.database, Catalogue.load(schemes=schemes), home.clock, hasher=CHEAP
    )
    person = home.person()
    home.prove(person)
    request = home.request(person, practical_assistance="hasselvind")
    if reason is None:
        assert home.register.register_choice(request)
        return
    with pytest.raises(ChoiceRefused) as refused:
        home.register.register_choice(request)
    assert refused.value.reason is reason


def test_a_decision_that_has_run_out_gives_nothing_to_choose(home: Home) -> None:
    person = home.person()
    home.clock.move(days=343)
    home.prove(person)
    assert home.register.decision(person.id) is None
    with pytest.raises(ChoiceRefused) as refused:
        home.register.register_choice(home.request(person, practical_assistance="hasselvind"))
    assert refused.value.reason is RefusalReason.NO_DECISION


def test_a_decision_holds_on_its_last_day_in_oslo(home: Home) -> None:
    person = home.person(services=())
    home.register.add_decision(
        person.id,
        reference="last",
        decided_on=date(2026, 11, 1),
        valid_from=date(2026, 11, 1),
        valid_to=date(2026, 11, 23),
        services=[NewService("practical_assistance")],
    )
    home.clock.move(hours=13, minutes=59)  # 23:59 in Oslo
    assert home.register.decision(person.id) is not None
    home.clock.move(minutes=1)
    assert home.register.decision(person.id) is None


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
    assert provider_now(home, person.id) == ["oslo-kommune", "oslo-kommune"]
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
    assert provider_now(home, person.id) == ["hasselvind"]


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
