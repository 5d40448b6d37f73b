"""What happened is written as events, in the transaction of the act itself, for others to use."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from choice_register.events import EventType
from choice_register.models import Audit, DomainEvent
from choice_register.types import ChoiceRefused, NotGranted, PersonView
from tests.choice_register.deciding import decide
from tests.choice_register.harness import BAERUM, OSLO, RegisterHarness
from tests.choice_register.mandates.mandating import CASEWORKER, HERS, give, paper, request, use

SERVICE = "practical_assistance"


def events(harness: RegisterHarness) -> list[DomainEvent]:
    with harness.database.read() as session:
        return list(session.scalars(select(DomainEvent).order_by(DomainEvent.id)))


def types(harness: RegisterHarness) -> list[EventType]:
    return [each.type for each in events(harness)]


def chooses(harness: RegisterHarness, person: PersonView, provider: str = "hasselvind") -> str:
    harness.prove(person)
    wish = harness.request(person, replaces=True, **{SERVICE: provider})
    return harness.register.register_choice(wish)[0].case_number


def test_the_life_of_a_choice_is_told_event_by_event(harness: RegisterHarness) -> None:
    person = harness.person()
    number = chooses(harness, person)
    harness.register.approve(OSLO, number, CASEWORKER)
    harness.clock.move(days=10)
    harness.register.bring_into_effect()
    harness.register.end_choice(OSLO, number, CASEWORKER, "Personen er død.")
    told = events(harness)
    assert [each.type for each in told] == [
        EventType.CHOICE_RECEIVED,
        EventType.CHOICE_APPROVED,
        EventType.CHOICE_ENDED,
    ]
    for each in told:
        assert (each.municipality, each.person_id) == (OSLO, person.id)
        assert each.choice_id is not None
        assert each.payload["case_number"] == number
        assert each.payload["provider_id"] == "hasselvind"
        assert each.payload["service"] == SERVICE
        # A caseworker's own words stand in the case and its audit, and nowhere else.
        assert "Personen er død." not in str(each.payload)
    assert told[1].payload["effect_date"] == "2026-12-03"
    assert told[0].occurred_at < told[2].occurred_at == harness.clock.now()


def test_rejected_undone_replaced_and_switched_are_told_apart(harness: RegisterHarness) -> None:
    person = harness.person()
    first = chooses(harness, person)
    second = chooses(harness, person, "klokkebekk")
    where = f"conversation-of-{person.id}"
    harness.register.undo_choice(person.id, second, where, "sms", harness.key())
    third = chooses(harness, person)
    harness.register.reject(OSLO, third, CASEWORKER, "Ikke plass.")
    told = [
        (each.type, each.payload["case_number"], each.payload.get("why"))
        for each in events(harness)
    ]
    assert told == [
        (EventType.CHOICE_RECEIVED, first, None),
        (EventType.CHOICE_UNDONE, first, "replaced"),
        (EventType.CHOICE_RECEIVED, second, None),
        (EventType.CHOICE_UNDONE, second, "undone"),
        (EventType.CHOICE_RECEIVED, third, None),
        (EventType.CHOICE_REJECTED, third, None),
    ]


def test_a_switch_and_the_night_end_a_choice_with_an_event(harness: RegisterHarness) -> None:
    person = harness.person()
    for provider in ("hasselvind", "klokkebekk"):
        number = chooses(harness, person, provider)
        harness.register.approve(OSLO, number, CASEWORKER)
        harness.clock.move(days=10)
        harness.register.bring_into_effect()
    decide(harness, person, "2026/1", None, ("home_nursing",))
    harness.register.end_without_decision()
    ends = [each.payload["why"] for each in events(harness) if each.type is EventType.CHOICE_ENDED]
    assert ends == ["switched", "no_decision"]


def test_mandates_are_told_of_and_what_was_done_with_them(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person)
    use(harness, given)
    harness.register.register_choice(request(harness, person))
    own = harness.prove(person)
    harness.register.withdraw_mandate(given.mandate.id, own)
    on_paper = harness.register.register_mandate_by_caseworker(paper(harness, person), CASEWORKER)
    assert [(each.type, each.mandate_id) for each in events(harness)] == [
        (EventType.MANDATE_GIVEN, given.mandate.id),
        (EventType.CHOICE_RECEIVED, given.mandate.id),
        (EventType.MANDATE_ENDED, given.mandate.id),
        (EventType.MANDATE_GIVEN, on_paper.mandate.id),
    ]


def test_a_move_ends_what_there_is_with_events(harness: RegisterHarness) -> None:
    person = harness.person()
    chooses(harness, person)
    give(harness, person)
    before = len(events(harness))
    harness.register.move_person(person.id, BAERUM, None, CASEWORKER)
    told = [(each.type, each.municipality) for each in events(harness)[before:]]
    assert told == [(EventType.CHOICE_UNDONE, OSLO), (EventType.MANDATE_ENDED, OSLO)]


def test_an_act_that_is_refused_or_repeated_leaves_no_event(harness: RegisterHarness) -> None:
    person = harness.person(services=(SERVICE, "home_nursing"))
    harness.prove(person)
    wish = harness.request(person, practical_assistance="klokkebekk", home_nursing="klokkebekk")
    made = harness.register.register_choice(wish)
    harness.register.register_choice(wish)
    assert types(harness) == [EventType.CHOICE_RECEIVED] * 2
    with pytest.raises(ChoiceRefused):
        harness.register.register_choice(harness.request(person, practical_assistance="klokkebekk"))
    decide(harness, person, "2026/1", None)  # home nursing is not in it any more
    with pytest.raises(NotGranted):
        harness.register.approve(OSLO, made[0].case_number, CASEWORKER)
    assert types(harness) == [EventType.CHOICE_RECEIVED] * 2


def test_notices_are_planned_by_events_and_not_by_the_audit(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person)
    use(harness, given)
    [made] = harness.register.register_choice(request(harness, person))
    harness.register.approve(OSLO, made.case_number, CASEWORKER)
    since = harness.clock.now() - timedelta(days=1)
    with harness.database.write() as session:
        session.execute(delete(Audit))
    [decided] = harness.register.decided_since(since)
    assert decided.case_number == made.case_number
    acts = [(each.what, each.mandate_id) for each in harness.register.acts_since(since)]
    assert acts == [
        ("mandate_given", given.mandate.id),
        ("choice_received", given.mandate.id),
    ]
    harness.register.undo_choice(person.id, made.case_number, HERS, "sms", harness.key())
    assert harness.register.acts_since(since)[-1].what == "choice_withdrawn"
    assert harness.register.decided_since(since) == []
    assert date(2026, 11, 23) == harness.clock.today()
