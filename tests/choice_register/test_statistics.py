"""Counts of choices: on invented people whose sums are known."""

from collections import Counter
from datetime import UTC, date, datetime

from choice_register.audit import Actor
from choice_register.models import Choice
from choice_register.types import Authority, ChoiceState, NewService, PersonView
from core.year import Year
from tests.choice_register.home import BAERUM, FROGNER, OSLO, Home

KARI = Actor("caseworker:kari", "casework", Authority.CASEWORKER)
SAGENE = "030103"


def chosen(home: Home, person: PersonView, at: datetime, state: ChoiceState, channel: str) -> None:
    with home.database.write() as session:
        number = next(home.numbers)
        session.add(
            Choice(
                person_id=person.id,
                municipality=person.municipality,
                case_number=f"26-{number:05}-0",
                service="practical_assistance",
                provider_id="hasselvind",
                contract_id="x",
                state=state,
                received_at=at,
                channel=channel,
                authority=Authority.SELF,
                key=str(number),
            )
        )


def test_choices_are_counted_by_the_month_in_oslo_and_each_way_of_telling_them_apart(
    home: Home,
) -> None:
    west, east = home.person(), home.person(district=SAGENE)
    withdrawn = ChoiceState.WITHDRAWN
    for at, person, channel in (
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), west, "sms"),  # 23.59 in Oslo: last year
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), west, "sms"),  # midnight in Oslo: this year
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), west, "sms"),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), west, "phone"),  # already February
        (datetime(2026, 7, 31, 21, 59, tzinfo=UTC), east, "phone"),  # summer time
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), east, "phone"),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), east, "web"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), east, "web"),  # next year
    ):
        chosen(home, person, at, withdrawn, channel)
    counted = home.register.count_choices(OSLO, Year(2026))
    assert {(each.month, each.district, each.channel): each.count for each in counted} == {
        (1, FROGNER, "sms"): 2,
        (2, FROGNER, "phone"): 1,
        (7, SAGENE, "phone"): 1,
        (8, SAGENE, "phone"): 1,
        (12, SAGENE, "web"): 1,
    }
    assert {(each.provider_id, each.state) for each in counted} == {("hasselvind", withdrawn)}


def test_another_municipality_is_not_counted(home: Home) -> None:
    there = home.person(municipality=BAERUM)
    chosen(home, there, datetime(2026, 5, 5, tzinfo=UTC), ChoiceState.REJECTED, "sms")
    assert home.register.count_choices(OSLO, Year(2026)) == []
    assert home.register.count_deliveries(OSLO) == []
    assert home.register.districts_of(OSLO) == {}
    [one] = home.register.count_choices(BAERUM, Year(2026))
    assert (one.month, one.district, one.count) == (5, None, 1)


def test_who_delivers_now_is_counted_once_for_each_person_and_service(home: Home) -> None:
    services = ("practical_assistance", "home_nursing")
    chooses = home.person(services=services)
    home.person()  # has not chosen: the municipality's own
    home.person(services=())  # has no decision
    home.prove(chooses)
    [made] = home.register.register_choice(home.request(chooses, practical_assistance="hasselvind"))
    before = home.register.count_deliveries(OSLO)
    assert [(each.district, each.provider_id, each.count) for each in before] == [
        (FROGNER, None, 3)
    ]
    home.register.approve(OSLO, made.case_number, KARI, home.clock.today())
    home.register.bring_into_effect()
    # A second decision that overlaps grants one of the services again.
    home.register.add_decision(
        chooses.id,
        reference="2026/2",
        decided_on=date(2026, 11, 2),
        valid_from=date(2026, 11, 1),
        valid_to=None,
        services=[NewService("practical_assistance")],
    )
    after = home.register.count_deliveries(OSLO)
    assert Counter({each.provider_id: each.count for each in after}) == {None: 2, "hasselvind": 1}


def test_a_decision_that_has_ended_counts_no_more(home: Home) -> None:
    home.person()
    home.clock.move(days=400)
    assert home.register.count_deliveries(OSLO) == []


def test_districts_are_told_of_everybody_here(home: Home) -> None:
    first, second = home.person(), home.person(district=SAGENE)
    home.person(municipality=BAERUM)
    assert home.register.districts_of(OSLO) == {first.id: FROGNER, second.id: SAGENE}
