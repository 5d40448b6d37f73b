"""People move, and what a caseworker has mended is not undone by the municipality's file."""

from datetime import date

import pytest

from choice_register.exchange.import_records import LivesElsewhere
from choice_register.types import ChoiceState, CodeResult, RefusalReason
from tests.choice_register.choices.test_last_place import ONE_PLACE, on_paper
from tests.choice_register.deciding import OFFICE, SERVICE, as_in_the_file, decide
from tests.choice_register.home import BAERUM, OSLO, Home
from tests.choice_register.mandates.mandating import CASEWORKER, give, lines, use


def test_a_person_moves_and_everything_of_the_former_municipality_ends(home: Home) -> None:
    person, other = home.person(), home.person()
    number = on_paper(home, person, ONE_PLACE)
    home.register.approve(OSLO, number, CASEWORKER)
    home.clock.move(days=10)
    home.register.bring_into_effect()
    switch = on_paper(home, person, "hasselvind")
    given = give(home, person)
    where = home.prove(person)
    moved = home.register.move_person(person.id, BAERUM, None, OFFICE)
    assert (moved.municipality, moved.district) == (BAERUM, None)
    states = {each.case_number: each.state for each in home.register.choices(person.id)}
    assert states == {number: ChoiceState.ENDED, switch: ChoiceState.WITHDRAWN}
    assert home.register.proven_person(where) is None
    assert use(home, given) is not CodeResult.OK
    assert home.register.decision(person.id) is None
    assert home.register.refusals(other.id, [SERVICE], [ONE_PLACE]) == {ONE_PLACE: None}
    moves = [(each.municipality, each.who) for each in lines(home, "person_moved")]
    assert moves == [(OSLO, "caseworker:office"), (BAERUM, "caseworker:office")]
    decide(home, moved, "B 1", None, first=home.clock.today())
    assert home.provider_now(person.id) == [home.catalogue.municipal_provider(BAERUM).id]


def test_nobody_moves_to_where_there_is_nothing(home: Home) -> None:
    person = home.person()
    for where in [("9999", None), (OSLO, "030199"), (OSLO, None), (OSLO, person.district)]:
        with pytest.raises(ValueError, match=r"municipality|lives"):
            home.register.move_person(person.id, *where, OFFICE)


def test_the_file_moves_somebody_for_whom_nothing_is_under_way(home: Home) -> None:
    person = home.person()
    record = as_in_the_file(home, person, municipality=BAERUM, district=None)
    done = home.register.import_people([record], OFFICE)
    assert (done.people_moved, done.nothing_new) == (1, False)
    assert home.register.person(person.id).municipality == BAERUM
    assert home.register.decision(person.id) is None


@pytest.mark.parametrize("what", ["choice", "mandate"])
def test_the_file_does_not_end_what_is_under_way(home: Home, what: str) -> None:
    person = home.person()
    if what == "choice":
        on_paper(home, person, ONE_PLACE)
    else:
        give(home, person)
    record = as_in_the_file(home, person, municipality=BAERUM, district=None)
    with pytest.raises(LivesElsewhere) as refused:
        home.register.import_people([record], OFFICE)
    assert refused.value.which == [0]
    assert home.register.person(person.id).municipality == OSLO


def test_the_former_municipality_does_not_see_where_somebody_lives_now(home: Home) -> None:
    person = home.person()
    number = on_paper(home, person, ONE_PLACE)
    home.register.move_person(person.id, BAERUM, None, OFFICE)
    file = home.register.open_case(CASEWORKER, OSLO, number, "control")
    assert (file.person.phone, file.person.district) == (None, None)


OLD, MENDED, NEWER = "+4740000001", "+4740000777", "+4740000888"


def phone_after(home: Home, person_id: int, in_file: str | None) -> tuple[str | None, int, int]:
    person = home.register.person(person_id)
    done = home.register.import_people([as_in_the_file(home, person, phone=in_file)], OFFICE)
    return home.register.person(person_id).phone, done.phones_kept, done.phones_replaced


def test_a_corrected_number_stays_until_the_file_has_a_newer_one(home: Home) -> None:
    person = home.person()
    home.register.correct_phone(CASEWORKER, OSLO, person.id, MENDED)
    assert phone_after(home, person.id, OLD) == (MENDED, 1, 0)
    assert phone_after(home, person.id, None) == (MENDED, 1, 0)
    assert phone_after(home, person.id, OLD) == (MENDED, 1, 0)
    assert phone_after(home, person.id, NEWER) == (NEWER, 0, 1)
    [line] = lines(home, "person_changed")
    assert line.details["changed"] == {"phone": [MENDED, NEWER]}
    assert phone_after(home, person.id, OLD) == (OLD, 0, 0)


def test_when_the_file_has_the_corrected_number_it_leads_again(home: Home) -> None:
    person = home.person()
    home.register.correct_phone(CASEWORKER, OSLO, person.id, NEWER)
    home.register.correct_phone(CASEWORKER, OSLO, person.id, MENDED)
    assert phone_after(home, person.id, MENDED) == (MENDED, 0, 0)
    assert phone_after(home, person.id, None) == (None, 0, 0)


def test_a_place_in_the_new_municipality_is_nobody_s_yet(home: Home) -> None:
    person = home.person()
    on_paper(home, person, ONE_PLACE)
    home.register.move_person(person.id, BAERUM, None, OFFICE)
    newcomer = home.person()
    refusals = home.register.refusals(newcomer.id, [SERVICE], [ONE_PLACE])
    assert refusals[ONE_PLACE] is not RefusalReason.FULL
    assert date(2026, 11, 23) == home.clock.today()
