"""What happened is written as events, in the transaction of the act itself, for others to use."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from choice_register.events import EventType
from choice_register.models import Audit, DomainEvent
from choice_register.types import ChoiceRefused, NotGranted, PersonView
from tests.choice_register.deciding import decide
from tests.choice_register.home import BAERUM, OSLO, Home
from tests.choice_register.mandates.mandating import CASEWORKER, HERS, give, paper, request, use

SERVICE = "practical_assistance"


def events(home: Home) -> list[DomainEvent]:
    with home.database.read() as session:
        return list(session.scalars(select(DomainEvent).order_by(DomainEvent.id)))


def types(home: Home) -> list[EventType]:
    return [each.type for each in events(home)]


def chooses(home: Home, person: PersonView, provider: str = "hasselvind") -> str:
    home.prove(person)
    wish = home.request(person, replaces=True, **{SERVICE: provider})
    return home.register.register_choice(wish)[0].case_number


def test_the_life_of_a_choice_is_told_event_by_event(home: Home) -> None:
    person = home.person()
    number = chooses(home, person)
    home.register.approve(OSLO, number, CASEWORKER)
    home.clock.move(days=10)
    home.register.bring_into_effect()
    home.register.end_choice(OSLO, number, CASEWORKER, "Personen er død.")
    told = events(home)
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
    assert told[0].occurred_at < told[2].occurred_at == home.clock.now()


def test_rejected_undone_replaced_and_switched_are_told_apart(home: Home) -> None:
    person = home.person()
    first = chooses(home, person)
    second = chooses(home, person, "klokkebekk")
    where = f"conversation-of-{person.id}"
    home.register.undo_choice(person.id, second, where, "sms", home.key())
    third = chooses(home, person)
    home.register.reject(OSLO, third, CASEWORKER, "Ikke plass.")
    told = [
        (each.type, each.payload["case_number"], each.payload.get("why")) for each in events(home)
    ]
    assert told == [
        (EventType.CHOICE_RECEIVED, first, None),
        (EventType.CHOICE_UNDONE, first, "replaced"),
        (EventType.CHOICE_RECEIVED, second, None),
        (EventType.CHOICE_UNDONE, second, "undone"),
        (EventType.CHOICE_RECEIVED, third, None),
        (EventType.CHOICE_REJECTED, third, None),
    ]


def test_a_switch_and_the_night_end_a_choice_with_an_event(home: Home) -> None:
    person = home.person()
    for provider in ("hasselvind", "klokkebekk"):
        number = chooses(home, person, provider)
        home.register.approve(OSLO, number, CASEWORKER)
        home.clock.move(days=10)
        home.register.bring_into_effect()
    decide(home, person, "2026/1", None, ("home_nursing",))
    home.register.end_without_decision()
    ends = [each.payload["why"] for each in events(home) if each.type is EventType.CHOICE_ENDED]
    assert ends == ["switched", "no_decision"]


def test_mandates_are_told_of_and_what_was_done_with_them(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    use(home, given)
    home.register.register_choice(request(home, person))
    own = home.prove(person)
    home.register.withdraw_mandate(given.mandate.id, own)
    on_paper = home.register.register_mandate_by_caseworker(paper(home, person), CASEWORKER)
    assert [(each.type, each.mandate_id) for each in events(home)] == [
        (EventType.MANDATE_GIVEN, given.mandate.id),
        (EventType.CHOICE_RECEIVED, given.mandate.id),
        (EventType.MANDATE_ENDED, given.mandate.id),
        (EventType.MANDATE_GIVEN, on_paper.mandate.id),
    ]


def test_a_move_ends_what_there_is_with_events(home: Home) -> None:
    person = home.person()
    chooses(home, person)
    give(home, person)
    before = len(events(home))
    home.register.move_person(person.id, BAERUM, None, CASEWORKER)
    told = [(each.type, each.municipality) for each in events(home)[before:]]
    assert told == [(EventType.CHOICE_UNDONE, OSLO), (EventType.MANDATE_ENDED, OSLO)]


def test_an_act_that_is_refused_or_repeated_leaves_no_event(home: Home) -> None:
    person = home.person(services=(SERVICE, "home_nursing"))
    home.prove(person)
    wish = home.request(person, practical_assistance="klokkebekk", home_nursing="klokkebekk")
    made = home.register.register_choice(wish)
    home.register.register_choice(wish)
    assert types(home) == [EventType.CHOICE_RECEIVED] * 2
    with pytest.raises(ChoiceRefused):
        home.register.register_choice(home.request(person, practical_assistance="klokkebekk"))
    decide(home, person, "2026/1", None)  # home nursing is not in it any more
    with pytest.raises(NotGranted):
        home.register.approve(OSLO, made[0].case_number, CASEWORKER)
    assert types(home) == [EventType.CHOICE_RECEIVED] * 2


def test_notices_are_planned_by_events_and_not_by_the_audit(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    use(home, given)
    [made] = home.register.register_choice(request(home, person))
    home.register.approve(OSLO, made.case_number, CASEWORKER)
    since = home.clock.now() - timedelta(days=1)
    with home.database.write() as session:
        session.execute(delete(Audit))
    [decided] = home.register.decided_since(since)
    assert decided.case_number == made.case_number
    acts = [(each.what, each.mandate_id) for each in home.register.acts_since(since)]
    assert acts == [
        ("mandate_given", given.mandate.id),
        ("choice_received", given.mandate.id),
    ]
    home.register.undo_choice(person.id, made.case_number, HERS, "sms", home.key())
    assert home.register.acts_since(since)[-1].what == "choice_withdrawn"
    assert home.register.decided_since(since) == []
    assert date(2026, 11, 23) == home.clock.today()
