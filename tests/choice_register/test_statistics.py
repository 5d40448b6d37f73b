"""Counts of choices: on invented people whose sums are known."""

from collections import Counter
from datetime import UTC, date, datetime

from choice_register.audit import Actor
from choice_register.models import Choice
from choice_register.types import Authority, ChoiceState, NewService, PersonView
from core.year import Year
from tests.choice_register.harness import BAERUM, FROGNER, OSLO, RegisterHarness

KARI = Actor("caseworker:kari", "casework", Authority.CASEWORKER)
SAGENE = "030103"


def chosen(
    harness: RegisterHarness, person: PersonView, at: datetime, state: ChoiceState, channel: str
) -> None:
    with harness.database.write() as session:
        number = next(harness.numbers)
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
    harness: RegisterHarness,
) -> None:
    west, east = harness.person(), harness.person(district=SAGENE)
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
        chosen(harness, person, at, withdrawn, channel)
    counted = harness.register.count_choices(OSLO, Year(2026))
    assert {(each.month, each.district, each.channel): each.count for each in counted} == {
        (1, FROGNER, "sms"): 2,
        (2, FROGNER, "phone"): 1,
        (7, SAGENE, "phone"): 1,
        (8, SAGENE, "phone"): 1,
        (12, SAGENE, "web"): 1,
    }
    assert {(each.provider_id, each.state) for each in counted} == {("hasselvind", withdrawn)}


def test_another_municipality_is_not_counted(harness: RegisterHarness) -> None:
    there = harness.person(municipality=BAERUM)
    chosen(harness, there, datetime(2026, 5, 5, tzinfo=UTC), ChoiceState.REJECTED, "sms")
    assert harness.register.count_choices(OSLO, Year(2026)) == []
    assert harness.register.count_deliveries(OSLO) == []
    assert harness.register.districts_of(OSLO) == {}
    [one] = harness.register.count_choices(BAERUM, Year(2026))
    assert (one.month, one.district, one.count) == (5, None, 1)


def test_who_delivers_now_is_counted_once_for_each_person_and_service(
    harness: RegisterHarness,
) -> None:
    services = ("practical_assistance", "home_nursing")
    chooses = harness.person(services=services)
    harness.person()  # has not chosen: the municipality's own
    harness.person(services=())  # has no decision
    harness.prove(chooses)
    [made] = harness.register.register_choice(
        harness.request(chooses, practical_assistance="hasselvind")
    )
    before = harness.register.count_deliveries(OSLO)
    assert [(each.district, each.provider_id, each.count) for each in before] == [
        (FROGNER, None, 3)
    ]
    harness.register.approve(OSLO, made.case_number, KARI, harness.clock.today())
    harness.register.bring_into_effect()
    # A second decision that overlaps grants one of the services again.
    harness.register.add_decision(
        chooses.id,
        reference="2026/2",
        decided_on=date(2026, 11, 2),
        valid_from=date(2026, 11, 1),
        valid_to=None,
        services=[NewService("practical_assistance")],
    )
    after = harness.register.count_deliveries(OSLO)
    assert Counter({each.provider_id: each.count for each in after}) == {None: 2, "hasselvind": 1}


def test_a_decision_that_has_ended_counts_no_more(harness: RegisterHarness) -> None:
    harness.person()
    harness.clock.move(days=400)
    assert harness.register.count_deliveries(OSLO) == []


def test_districts_are_told_of_everybody_here(harness: RegisterHarness) -> None:
    first, second = harness.person(), harness.person(district=SAGENE)
    harness.person(municipality=BAERUM)
    assert harness.register.districts_of(OSLO) == {first.id: FROGNER, second.id: SAGENE}
