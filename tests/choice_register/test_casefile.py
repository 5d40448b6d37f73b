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
from tests.choice_register.harness import BAERUM, OSLO, RegisterHarness, synthetic_id
from tests.choice_register.mandates.mandating import HERS, give, use

KARI = Actor("caseworker:kari", "casework", Authority.CASEWORKER)
OLA = Actor("caseworker:ola", "casework", Authority.CASEWORKER)


def case_of(harness: RegisterHarness, person: PersonView) -> str:
    harness.prove(person)
    [made] = harness.register.register_choice(
        harness.request(person, practical_assistance="hasselvind")
    )
    return made.case_number


def opened(harness: RegisterHarness, case_number: str, actor: Actor = KARI) -> CaseFile:
    return harness.register.open_case(actor, OSLO, case_number, "treat")


def lines(harness: RegisterHarness, what: str) -> list[Audit]:
    with harness.database.read() as session:
        return list(session.scalars(select(Audit).where(Audit.what == what).order_by(Audit.id)))


def named(harness: RegisterHarness, name: str, municipality: str = OSLO) -> PersonView:
    birth_date = date(1938, 2, 20)
    return harness.register.add_person(
        national_id=synthetic_id(birth_date, next(harness.numbers)),
        name=name,
        birth_date=birth_date,
        municipality=municipality,
        district="030105" if municipality == OSLO else None,
    )


def test_a_case_shows_what_was_chosen_and_all_that_happened_to_it(harness: RegisterHarness) -> None:
    case_number = case_of(harness, harness.person())
    harness.register.approve(OSLO, case_number, OLA)
    file = opened(harness, case_number)
    [choice] = file.choices
    assert (choice.provider_id, choice.state) == ("hasselvind", ChoiceState.APPROVED)
    assert choice.can_undo
    assert [(each.what, each.who) for each in file.events] == [
        ("choice_received", "person"),
        ("choice_approved", "caseworker:ola"),
        ("case_seen", "caseworker:kari"),
    ]


def test_a_look_is_written_down_with_its_reason_also_when_it_is_the_same_one_again(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    case_number = case_of(harness, person)
    for _ in range(2):
        opened(harness, case_number)
    seen = lines(harness, "case_seen")
    assert [(each.who, each.person_id, each.details["reason"]) for each in seen] == [
        ("caseworker:kari", person.id, "treat")
    ] * 2


def test_a_case_is_not_found_from_another_municipality(harness: RegisterHarness) -> None:
    person = harness.person()
    case_number = case_of(harness, person)
    with pytest.raises(NoSuchCase):
        harness.register.open_case(KARI, BAERUM, case_number, "treat")
    with pytest.raises(NoSuchCase):
        harness.register.open_person(KARI, BAERUM, person.id, "treat")
    with pytest.raises(NoSuchCase):
        harness.register.correct_phone(KARI, BAERUM, person.id, "+4740011009")
    assert harness.register.person(person.id).phone == "+4740000001"
    assert harness.register.find_people(KARI, BAERUM, "treat", case_number=case_number) == []
    assert not lines(harness, "case_seen")


def test_of_two_who_decide_by_the_same_look_one_wins_and_the_other_is_told(
    harness: RegisterHarness,
) -> None:
    case_number = case_of(harness, harness.person())
    seen = opened(harness, case_number).version
    ends: list[object] = []
    together = threading.Barrier(2)

    def decide(reject: bool) -> None:
        together.wait()
        try:
            if reject:
                harness.register.reject(OSLO, case_number, OLA, "Ikke plass.", seen=seen)
            else:
                harness.register.approve(OSLO, case_number, KARI, seen=seen)
            ends.append("done")
        except Overtaken as late:
            ends.append(type(late))

    threads = [threading.Thread(target=decide, args=(reject,)) for reject in (False, True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, ends)) == sorted(map(str, ["done", Overtaken]))
    assert len(lines(harness, "choice_approved")) + len(lines(harness, "choice_rejected")) == 1


def test_what_the_person_undid_meanwhile_is_not_approved(harness: RegisterHarness) -> None:
    person = harness.person()
    case_number = case_of(harness, person)
    seen = opened(harness, case_number).version
    where = f"conversation-of-{person.id}"
    harness.register.undo_choice(person.id, case_number, where, "sms", harness.key())
    with pytest.raises(Overtaken):
        harness.register.approve(OSLO, case_number, KARI, seen=seen)


def test_a_date_that_another_set_meanwhile_is_not_overwritten(harness: RegisterHarness) -> None:
    case_number = case_of(harness, harness.person())
    harness.register.approve(OSLO, case_number, KARI)
    seen = opened(harness, case_number).version
    harness.register.approve(OSLO, case_number, OLA, date(2027, 1, 11), seen=seen)
    with pytest.raises(NotAllowed):
        harness.register.approve(OSLO, case_number, KARI, date(2027, 2, 1), seen=seen)
    assert opened(harness, case_number).choices[0].effect_date == date(2027, 1, 11)


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
def test_a_name_is_found_by_its_parts_in_any_case(
    harness: RegisterHarness, words: str, found: list[str]
) -> None:
    for name in ("Åse Østby", "Åsmund Lie"):
        named(harness, name)
    named(harness, "Åse Østby", municipality=BAERUM)
    people = harness.register.find_people(KARI, OSLO, "contact", name=words)
    assert [each.person.name for each in people] == found
    assert {each.person.municipality for each in people} <= {OSLO}


def test_a_person_is_found_by_case_number_and_by_birth_date(harness: RegisterHarness) -> None:
    person = harness.person(birth_date=date(1941, 3, 14))
    case_number = case_of(harness, person)
    for sought in ({"case_number": case_number}, {"birth_date": date(1941, 3, 14)}):
        [one] = harness.register.find_people(KARI, OSLO, "contact", **sought)  # type: ignore[arg-type]
        assert (one.person.id, one.cases) == (person.id, (case_number,))
    assert harness.register.find_people(KARI, OSLO, "contact", birth_date=date(1941, 3, 15)) == []
    with pytest.raises(ValueError, match="something"):
        harness.register.find_people(KARI, OSLO, "contact")


def test_a_search_is_written_down_and_whom_it_showed_but_not_its_words(
    harness: RegisterHarness,
) -> None:
    person = named(harness, "Åse Østby")
    harness.register.find_people(KARI, OSLO, "contact", name="Østby")
    harness.register.find_people(KARI, OSLO, "contact", name="Finnes Ikke")
    assert [each.details["found"] for each in lines(harness, "searched")] == [1, 0]
    [shown] = lines(harness, "person_found")
    assert (shown.person_id, shown.details) == (person.id, {"by": ["name"], "reason": "contact"})
    assert "Finnes" not in str([each.details for each in lines(harness, "searched")])


def test_decisions_that_somebody_is_to_be_told_of_are_those_that_still_hold(
    harness: RegisterHarness,
) -> None:
    now = Clock(harness.clock.now()).now()
    cases = [case_of(harness, harness.person()) for _ in range(4)]
    approved, rejected, undone, _waits = cases
    harness.register.approve(OSLO, approved, KARI)
    harness.register.reject(OSLO, rejected, KARI, "Ikke plass.")
    harness.register.approve(OSLO, undone, KARI)
    person = harness.register.open_case(KARI, OSLO, undone, "treat").person
    where = f"conversation-of-{person.id}"
    harness.register.undo_choice(person.id, undone, where, "sms", harness.key())
    told = harness.register.decided_since(now)
    assert {(each.case_number, each.state) for each in told} == {
        (approved, ChoiceState.APPROVED),
        (rejected, ChoiceState.REJECTED),
    }
    harness.clock.move(days=1)
    assert harness.register.decided_since(harness.clock.now()) == []


def test_a_caseworker_s_look_where_an_agent_is_proven_is_the_caseworker_s(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    use(harness, give(harness, person))
    kari = Actor("caseworker:kari", "casework", Authority.CASEWORKER, HERS, subject="sub-kari")
    harness.register.decision(person.id, HERS, by=kari)
    harness.register.decision(person.id, HERS, "sms")
    looks = [(each.who, each.subject) for each in lines(harness, "decision_seen")]
    assert looks == [("caseworker:kari", "sub-kari"), ("agent", None)]
