"""People move, and what a caseworker has mended is not undone by the municipality's file."""

from datetime import date

import pytest

from choice_register.exchange.import_records import LivesElsewhere
from choice_register.types import ChoiceState, CodeResult, RefusalReason
from tests.choice_register.choices.test_last_place import ONE_PLACE, on_paper
from tests.choice_register.deciding import OFFICE, SERVICE, as_in_the_file, decide
from tests.choice_register.harness import BAERUM, OSLO, RegisterHarness
from tests.choice_register.mandates.mandating import CASEWORKER, give, lines, use


def test_a_person_moves_and_everything_of_the_former_municipality_ends(
    harness: RegisterHarness,
) -> None:
    person, other = harness.person(), harness.person()
    number = on_paper(harness, person, ONE_PLACE)
    harness.register.approve(OSLO, number, CASEWORKER)
    harness.clock.move(days=10)
    harness.register.bring_into_effect()
    switch = on_paper(harness, person, "hasselvind")
    given = give(harness, person)
    where = harness.prove(person)
    moved = harness.register.move_person(person.id, BAERUM, None, OFFICE)
    assert (moved.municipality, moved.district) == (BAERUM, None)
    states = {each.case_number: each.state for each in harness.register.choices(person.id)}
    assert states == {number: ChoiceState.ENDED, switch: ChoiceState.WITHDRAWN}
    assert harness.register.proven_person(where) is None
    assert use(harness, given) is not CodeResult.OK
    assert harness.register.decision(person.id) is None
    assert harness.register.refusals(other.id, [SERVICE], [ONE_PLACE]) == {ONE_PLACE: None}
    moves = [(each.municipality, each.who) for each in lines(harness, "person_moved")]
    assert moves == [(OSLO, "caseworker:office"), (BAERUM, "caseworker:office")]
    decide(harness, moved, "B 1", None, first=harness.clock.today())
    assert harness.provider_now(person.id) == [harness.catalogue.municipal_provider(BAERUM).id]


def test_nobody_moves_to_where_there_is_nothing(harness: RegisterHarness) -> None:
    person = harness.person()
    for where in [("9999", None), (OSLO, "030199"), (OSLO, None), (OSLO, person.district)]:
        with pytest.raises(ValueError, match=r"municipality|lives"):
            harness.register.move_person(person.id, *where, OFFICE)


def test_the_file_moves_somebody_for_whom_nothing_is_under_way(harness: RegisterHarness) -> None:
    person = harness.person()
    record = as_in_the_file(harness, person, municipality=BAERUM, district=None)
    done = harness.register.import_people([record], OFFICE)
    assert (done.people_moved, done.nothing_new) == (1, False)
    assert harness.register.person(person.id).municipality == BAERUM
    assert harness.register.decision(person.id) is None


@pytest.mark.parametrize("what", ["choice", "mandate"])
def test_the_file_does_not_end_what_is_under_way(harness: RegisterHarness, what: str) -> None:
    person = harness.person()
    if what == "choice":
        on_paper(harness, person, ONE_PLACE)
    else:
        give(harness, person)
    record = as_in_the_file(harness, person, municipality=BAERUM, district=None)
    with pytest.raises(LivesElsewhere) as refused:
        harness.register.import_people([record], OFFICE)
    assert refused.value.which == [0]
    assert harness.register.person(person.id).municipality == OSLO


def test_the_former_municipality_does_not_see_where_somebody_lives_now(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    number = on_paper(harness, person, ONE_PLACE)
    harness.register.move_person(person.id, BAERUM, None, OFFICE)
    file = harness.register.open_case(CASEWORKER, OSLO, number, "control")
    assert (file.person.phone, file.person.district) == (None, None)


OLD, MENDED, NEWER = "+4740000001", "+4740000777", "+4740000888"


def phone_after(
    harness: RegisterHarness, person_id: int, in_file: str | None
) -> tuple[str | None, int, int]:
    person = harness.register.person(person_id)
    done = harness.register.import_people([as_in_the_file(harness, person, phone=in_file)], OFFICE)
    return harness.register.person(person_id).phone, done.phones_kept, done.phones_replaced


def test_a_corrected_number_stays_until_the_file_has_a_newer_one(harness: RegisterHarness) -> None:
    person = harness.person()
    harness.register.correct_phone(CASEWORKER, OSLO, person.id, MENDED)
    assert phone_after(harness, person.id, OLD) == (MENDED, 1, 0)
    assert phone_after(harness, person.id, None) == (MENDED, 1, 0)
    assert phone_after(harness, person.id, OLD) == (MENDED, 1, 0)
    assert phone_after(harness, person.id, NEWER) == (NEWER, 0, 1)
    [line] = lines(harness, "person_changed")
    assert line.details["changed"] == {"phone": [MENDED, NEWER]}
    assert phone_after(harness, person.id, OLD) == (OLD, 0, 0)


def test_when_the_file_has_the_corrected_number_it_leads_again(harness: RegisterHarness) -> None:
    person = harness.person()
    harness.register.correct_phone(CASEWORKER, OSLO, person.id, NEWER)
    harness.register.correct_phone(CASEWORKER, OSLO, person.id, MENDED)
    assert phone_after(harness, person.id, MENDED) == (MENDED, 0, 0)
    assert phone_after(harness, person.id, None) == (None, 0, 0)


def test_a_place_in_the_new_municipality_is_nobody_s_yet(harness: RegisterHarness) -> None:
    person = harness.person()
    on_paper(harness, person, ONE_PLACE)
    harness.register.move_person(person.id, BAERUM, None, OFFICE)
    newcomer = harness.person()
    refusals = harness.register.refusals(newcomer.id, [SERVICE], [ONE_PLACE])
    assert refusals[ONE_PLACE] is not RefusalReason.FULL
    assert date(2026, 11, 23) == harness.clock.today()
