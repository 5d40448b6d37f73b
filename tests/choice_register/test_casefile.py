"""What a caseworker opens, finds and decides, and that each look is written down."""

import threading
from datetime import date

import pytest
from sqlalchemy import select

from choice_register.audit import Actor
from choice_register.models import Audit
from choice_register.queries.case_file import CaseFile, NoSuchCase
from choice_register.types import Authority, ChoiceState, NotAllowed, Overtaken, PersonView
from core.clock import Clock
from tests.choice_register.home import BAERUM, OSLO, Home, synthetic_id
from tests.choice_register.mandates.mandating import HERS, give, use

KARI = Actor("caseworker:kari", "casework", Authority.CASEWORKER)
OLA = Actor("caseworker:ola", "casework", Authority.CASEWORKER)


def case_of(home: Home, person: PersonView) -> str:
    home.prove(person)
    [made] = home.register.register_choice(home.request(person, practical_assistance="hasselvind"))
    return made.case_number


def opened(home: Home, case_number: str, actor: Actor = KARI) -> CaseFile:
    return home.register.open_case(actor, OSLO, case_number, "treat")


def lines(home: Home, what: str) -> list[Audit]:
    with home.database.read() as session:
        return list(session.scalars(select(Audit).where(Audit.what == what).order_by(Audit.id)))


def named(home: Home, name: str, municipality: str = OSLO) -> PersonView:
    birth_date = date(1938, 2, 20)
    return home.register.add_person(
        national_id=synthetic_id(birth_date, next(home.numbers)),
        name=name,
        birth_date=birth_date,
        municipality=municipality,
        district="030105" if municipality == OSLO else None,
    )


def test_a_case_shows_what_was_chosen_and_all_that_happened_to_it(home: Home) -> None:
    case_number = case_of(home, home.person())
    home.register.approve(OSLO, case_number, OLA)
    file = opened(home, case_number)
    [choice] = file.choices
    assert (choice.provider_id, choice.state) == ("hasselvind", ChoiceState.APPROVED)
    assert choice.can_undo
    assert [(each.what, each.who) for each in file.events] == [
        ("choice_received", "person"),
        ("choice_approved", "caseworker:ola"),
        ("case_seen", "caseworker:kari"),
    ]


def test_a_look_is_written_down_with_its_reason_also_when_it_is_the_same_one_again(
    home: Home,
) -> None:
    person = home.person()
    case_number = case_of(home, person)
    for _ in range(2):
        opened(home, case_number)
    seen = lines(home, "case_seen")
    assert [(each.who, each.person_id, each.details["reason"]) for each in seen] == [
        ("caseworker:kari", person.id, "treat")
    ] * 2


def test_a_case_is_not_found_from_another_municipality(home: Home) -> None:
    person = home.person()
    case_number = case_of(home, person)
    with pytest.raises(NoSuchCase):
        home.register.open_case(KARI, BAERUM, case_number, "treat")
    with pytest.raises(NoSuchCase):
        home.register.open_person(KARI, BAERUM, person.id, "treat")
    with pytest.raises(NoSuchCase):
        home.register.correct_phone(KARI, BAERUM, person.id, "+4740011009")
    assert home.register.person(person.id).phone == "+4740000001"
    assert home.register.find_people(KARI, BAERUM, "treat", case_number=case_number) == []
    assert not lines(home, "case_seen")


def test_of_two_who_decide_by_the_same_look_one_wins_and_the_other_is_told(home: Home) -> None:
    case_number = case_of(home, home.person())
    seen = opened(home, case_number).version
    ends: list[object] = []
    together = threading.Barrier(2)

    def decide(reject: bool) -> None:
        together.wait()
        try:
            if reject:
                home.register.reject(OSLO, case_number, OLA, "Ikke plass.", seen=seen)
            else:
                home.register.approve(OSLO, case_number, KARI, seen=seen)
            ends.append("done")
        except Overtaken as late:
            ends.append(type(late))

    threads = [threading.Thread(target=decide, args=(reject,)) for reject in (False, True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, ends)) == sorted(map(str, ["done", Overtaken]))
    assert len(lines(home, "choice_approved")) + len(lines(home, "choice_rejected")) == 1


def test_what_the_person_undid_meanwhile_is_not_approved(home: Home) -> None:
    person = home.person()
    case_number = case_of(home, person)
    seen = opened(home, case_number).version
    where = f"conversation-of-{person.id}"
    home.register.undo_choice(person.id, case_number, where, "sms", home.key())
    with pytest.raises(Overtaken):
        home.register.approve(OSLO, case_number, KARI, seen=seen)


def test_a_date_that_another_set_meanwhile_is_not_overwritten(home: Home) -> None:
    case_number = case_of(home, home.person())
    home.register.approve(OSLO, case_number, KARI)
    seen = opened(home, case_number).version
    home.register.approve(OSLO, case_number, OLA, date(2027, 1, 11), seen=seen)
    with pytest.raises(NotAllowed):
        home.register.approve(OSLO, case_number, KARI, date(2027, 2, 1), seen=seen)
    assert opened(home, case_number).choices[0].effect_date == date(2027, 1, 11)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("østby", ["Åse Østby"]),
        ("ØSTBY åse", ["Åse Østby"]),
        ("ås", ["Åse Østby", "Åsmund Lie"]),
        ("as", ["Åse Østby", "Åsmund Lie"]),
        ("ostby", ["Åse Østby"]),
        ("Østby, Åse", ["Åse Østby"]),
        ("aase", ["Åse Østby"]),
        ("A\u030ase", ["Åse Østby"]),
        ("%", []),
        ("_", []),
        ("/", []),
    ],
)
def test_a_name_is_found_by_its_parts_in_any_case(home: Home, words: str, found: list[str]) -> None:
    for name in ("Åse Østby", "Åsmund Lie"):
        named(home, name)
    named(home, "Åse Østby", municipality=BAERUM)
    people = home.register.find_people(KARI, OSLO, "contact", name=words)
    assert [each.person.name for each in people] == found
    assert {each.person.municipality for each in people} <= {OSLO}


def test_a_person_is_found_by_case_number_and_by_birth_date(home: Home) -> None:
    person = home.person(birth_date=date(1941, 3, 14))
    case_number = case_of(home, person)
    for sought in ({"case_number": case_number}, {"birth_date": date(1941, 3, 14)}):
        [one] = home.register.find_people(KARI, OSLO, "contact", **sought)  # type: ignore[arg-type]
        assert (one.person.id, one.cases) == (person.id, (case_number,))
    assert home.register.find_people(KARI, OSLO, "contact", birth_date=date(1941, 3, 15)) == []
    with pytest.raises(ValueError, match="something"):
        home.register.find_people(KARI, OSLO, "contact")


def test_a_search_is_written_down_and_whom_it_showed_but_not_its_words(home: Home) -> None:
    person = named(home, "Åse Østby")
    home.register.find_people(KARI, OSLO, "contact", name="Østby")
    home.register.find_people(KARI, OSLO, "contact", name="Finnes Ikke")
    assert [each.details["found"] for each in lines(home, "searched")] == [1, 0]
    [shown] = lines(home, "person_found")
    assert (shown.person_id, shown.details) == (person.id, {"by": ["name"], "reason": "contact"})
    assert "Finnes" not in str([each.details for each in lines(home, "searched")])


def test_decisions_that_somebody_is_to_be_told_of_are_those_that_still_hold(home: Home) -> None:
    now = Clock(home.clock.now()).now()
    cases = [case_of(home, home.person()) for _ in range(4)]
    approved, rejected, undone, _waits = cases
    home.register.approve(OSLO, approved, KARI)
    home.register.reject(OSLO, rejected, KARI, "Ikke plass.")
    home.register.approve(OSLO, undone, KARI)
    person = home.register.open_case(KARI, OSLO, undone, "treat").person
    where = f"conversation-of-{person.id}"
    home.register.undo_choice(person.id, undone, where, "sms", home.key())
    told = home.register.decided_since(now)
    assert {(each.case_number, each.state) for each in told} == {
        (approved, ChoiceState.APPROVED),
        (rejected, ChoiceState.REJECTED),
    }
    home.clock.move(days=1)
    assert home.register.decided_since(home.clock.now()) == []


def test_a_caseworker_s_look_where_an_agent_is_proven_is_the_caseworker_s(home: Home) -> None:
    person = home.person()
    use(home, give(home, person))
    kari = Actor("caseworker:kari", "casework", Authority.CASEWORKER, HERS, subject="sub-kari")
    home.register.decision(person.id, HERS, by=kari)
    home.register.decision(person.id, HERS, "sms")
    looks = [(each.who, each.subject) for each in lines(home, "decision_seen")]
    assert looks == [("caseworker:kari", "sub-kari"), ("agent", None)]
