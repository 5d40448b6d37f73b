"""Mandates: who may give one, how far it reaches, and that it ends when it ends."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from choice_register.attempts import Limits
from choice_register.audit import Actor
from choice_register.keyed import Keyed
from choice_register.letters import read_code, with_check_digit
from choice_register.mandate_states import (
    CheckReason,
    MandateKind,
    MandateRefusal,
    MandateRefused,
    MandateState,
    NewMandate,
    Paper,
    PaperMandate,
    Scope,
)
from choice_register.mandates import GivenMandate
from choice_register.models import Audit, Choice, CodeTry, Done, LetterCode, Mandate, Proof
from choice_register.states import (
    Attempt,
    Authority,
    ChoiceRequest,
    CodeResult,
    NotProven,
    OutOfScope,
    PersonView,
)
from tests.choice_register.home import KRISTIANSAND, OSLO, SECRET, Home, synthetic_id

CASEWORKER = Actor("caseworker:test", "casework", Authority.CASEWORKER)
DAUGHTER = synthetic_id(date(1968, 5, 3), 1)
STRANGER = synthetic_id(date(1970, 8, 9), 2)
HERS = "the daughter's conversation"


def wish(home: Home, person: PersonView, **other: Any) -> NewMandate:
    return NewMandate(
        **{
            "person_id": person.id,
            "agent_name": "Kari  Myrhaug",
            "agent_phone": "400 00 222",
            "scope": Scope.CHOOSE,
            "conversation": f"conversation-of-{person.id}",
            "channel": "sms",
            "key": home.key(),
        }
        | other
    )


def give(home: Home, person: PersonView, **other: Any) -> GivenMandate:
    """The proven person gives a mandate."""
    home.prove(person)
    return home.register.give_mandate(wish(home, person, **other))


def paper(home: Home, person: PersonView, **other: Any) -> PaperMandate:
    today = home.clock.today()
    return PaperMandate(
        **{
            "municipality": person.municipality,
            "person_id": person.id,
            "paper": Paper.GUARDIAN,
            "reference": "Sak 2026/44",
            "seen_on": today,
            "agent_name": "Ola Verge",
            "scope": Scope.CHOOSE,
            "valid_to": today + timedelta(days=365),
            "key": home.key(),
        }
        | other
    )


def use(home: Home, given: GivenMandate, conversation: str = HERS, **other: Any) -> CodeResult:
    """Somebody with the mandate's code, and the giver's birth date."""
    return home.try_code(given.code, conversation=conversation, caller="+4740000222", **other)


def request(home: Home, person: PersonView, **other: Any) -> ChoiceRequest:
    return ChoiceRequest(
        **{
            "person_id": person.id,
            "picks": {"practical_assistance": "klokkebekk"},
            "channel": "sms",
            "authority": Authority.MANDATE,
            "conversation": HERS,
            "key": home.key(),
        }
        | other
    )


def refused(home: Home, new: NewMandate) -> MandateRefusal:
    with pytest.raises(MandateRefused) as why:
        home.register.give_mandate(new)
    return why.value.reason


def lines(home: Home, what: str) -> list[Audit]:
    with home.database.read() as session:
        return list(session.scalars(select(Audit).where(Audit.what == what).order_by(Audit.id)))


# Giving


def test_a_mandate_is_given_for_ninety_days_by_who_is_proven(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    mandate = given.mandate
    assert (mandate.agent_name, mandate.agent_phone) == ("Kari Myrhaug", "+4740000222")
    assert (mandate.kind, mandate.scope) == (MandateKind.GIVEN, Scope.CHOOSE)
    assert mandate.valid_to == home.clock.today() + timedelta(days=90)
    assert home.register.mandates_of(person.id) == [mandate]
    [line] = lines(home, "mandate_given")
    assert (line.who, line.authority, line.details["mandate"]) == ("person", "self", mandate.id)


def test_nobody_gives_a_mandate_without_proof_or_on_another_s(home: Home) -> None:
    person, other = home.person(), home.person()
    home.prove(other)
    for conversation in ("nobody's", f"conversation-of-{other.id}"):
        with pytest.raises(NotProven):
            home.register.give_mandate(wish(home, person, conversation=conversation))
    given = give(home, person)
    use(home, given)
    with pytest.raises(NotProven):  # an agent passes it on to nobody
        home.register.give_mandate(wish(home, person, conversation=HERS, agent_phone="40000333"))
    assert len(home.register.mandates_of(person.id)) == 1


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"agent_name": " "}, MandateRefusal.NO_NAME),
        ({"agent_name": "12345678"}, MandateRefusal.NO_NAME),
        ({"agent_name": "Kari " * 20}, MandateRefusal.NO_NAME),
        ({"agent_phone": "1234"}, MandateRefusal.BAD_PHONE),
        ({"agent_phone": "22 00 00 00"}, MandateRefusal.BAD_PHONE),  # not a mobile number
        ({"agent_phone": "kari"}, MandateRefusal.BAD_PHONE),
        ({"valid_to": date(2026, 11, 22)}, MandateRefusal.BAD_DAYS),  # yesterday
        ({"valid_to": date(2027, 11, 24)}, MandateRefusal.BAD_DAYS),  # a year and a day
    ],
)
def test_what_is_no_mandate_is_refused(
    home: Home, said: dict[str, Any], reason: MandateRefusal
) -> None:
    person = home.person()
    home.prove(person)
    assert refused(home, wish(home, person, **said)) is reason
    assert home.register.mandates_of(person.id, every=True) == []


def test_a_person_can_have_five_and_give_five_a_day(home: Home) -> None:
    person = home.person()
    for number in range(5):
        given = give(home, person, agent_phone=f"4000033{number}")
    sixth = wish(home, person, agent_phone="40000339")
    assert refused(home, sixth) is MandateRefusal.TOO_MANY
    home.register.withdraw_mandate(given.mandate.id, home.prove(person))
    assert refused(home, sixth) is MandateRefusal.TOO_MANY
    home.clock.move(days=1, seconds=1)
    home.prove(person)
    home.register.give_mandate(sixth)


def test_another_one_to_the_same_number_takes_the_older_one_s_place(home: Home) -> None:
    person = home.person()
    first = give(home, person)
    use(home, first)
    second = give(home, person, scope=Scope.SEE)
    assert home.register.proven_person(HERS) is None
    assert [each.id for each in home.register.mandates_of(person.id)] == [second.mandate.id]
    assert use(home, first) is CodeResult.MANDATE_OVER


def test_the_same_key_gives_the_same_mandate_and_code_again(home: Home) -> None:
    person = home.person()
    home.prove(person)
    new = wish(home, person)
    first = home.register.give_mandate(new)
    home.clock.move(hours=3)  # the proof has run out: a turn that is run again must not mind
    assert home.reopen().give_mandate(new) == first
    with home.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Mandate)) == 1


def test_two_at_once_with_one_key_are_one_and_with_one_number_leave_one(home: Home) -> None:
    person = home.person()
    home.prove(person)
    same, other = wish(home, person), wish(home, person)
    together = Barrier(4)

    def at_once(new: NewMandate) -> GivenMandate:
        together.wait()
        return home.register.give_mandate(new)

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(at_once, [same, other, same, other]))
    assert given[0].code == given[2].code
    assert given[1].code == given[3].code
    assert len({each.mandate.id for each in given}) == 2
    assert len(home.register.mandates_of(person.id)) == 1


def test_the_code_stands_nowhere_and_cannot_be_worked_out_without_the_secret(home: Home) -> None:
    person = home.person()
    new = replace(wish(home, person), key="known to the thief")
    home.prove(person)
    given = home.register.give_mandate(new)
    use(home, given)
    tables = (LetterCode, CodeTry, Audit, Proof, Done, Mandate)
    with home.database.read() as session:
        rows = [str(vars(row)) for table in tables for row in session.scalars(select(table))]
    assert not any(given.code in row or given.code[:-1] in row for row in rows)
    assert read_code(given.code) == given.code
    guesses = {Keyed(each).code(new.key, 0) for each in ("", "demo", SECRET.upper()) if each}
    assert given.code not in guesses
    assert Keyed(SECRET).code(new.key, 0) == given.code
    with pytest.raises(ValueError, match="secret"):
        Keyed(None).code(new.key, 0)


def test_a_mandate_never_gets_a_code_that_is_in_use_for_the_birth_date(home: Home) -> None:
    taken = Keyed(SECRET).code("k", 0)
    first, second = home.person(), home.person()
    home.reopen(draw=lambda: taken).issue_letter(first.id)
    home.prove(second)
    given = home.register.give_mandate(wish(home, second, key="k"))
    assert given.code == Keyed(SECRET).code("k", 1)
    assert home.register.give_mandate(wish(home, second, key="k")).code == given.code


# Using


def test_the_code_with_the_giver_s_birth_date_proves_the_agent(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    assert use(home, given) is CodeResult.OK
    proven = home.register.proven_person(HERS)
    assert proven == replace(person, mandate=given.mandate)
    assert home.register.proven_person(f"conversation-of-{person.id}") == person


def test_the_code_opens_nothing_with_the_agent_s_own_birth_date_or_elsewhere(home: Home) -> None:
    given = give(home, home.person())
    assert use(home, given, birth_date=date(1968, 5, 3)) is CodeResult.WRONG
    assert use(home, given, municipality=KRISTIANSAND) is CodeResult.WRONG
    assert home.register.proven_person(HERS) is None


def test_wrong_codes_for_a_mandate_spend_the_same_tries_and_budget(
    home_with: Callable[[Limits], Home],
) -> None:
    home = home_with(Limits(risk=8, number=9))
    person = home.person()
    given = give(home, person)  # two live codes with the birth date: letter and mandate
    number = (int(given.code[:-1]) + 1) % 10**8
    wrong = with_check_digit(f"{number:08}")
    results = [
        home.try_code(wrong, conversation=f"c{each // 3}", caller=f"+474000100{each}")
        for each in range(5)
    ]
    assert results.count(CodeResult.LOCKED_ALL) == 1
    assert use(home, given) is CodeResult.LOCKED_ALL


def test_an_agent_sees_and_chooses_and_the_audit_says_on_what_authority(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    use(home, given)
    home.register.decision(person.id, HERS, "sms")
    [choice] = home.register.register_choice(request(home, person))
    authority = f"mandate:{given.mandate.id}"
    assert (choice.authority, choice.mandate_id) == (Authority.MANDATE, given.mandate.id)
    taken = home.register.undo_choice(person.id, choice.case_number, HERS, "sms", home.key())
    assert [each.case_number for each in taken] == [choice.case_number]
    seen = {what: lines(home, what)[-1] for what in ("decision_seen", "choice_received")}
    seen |= {"choice_withdrawn": lines(home, "choice_withdrawn")[-1]}
    assert {(line.who, line.authority) for line in seen.values()} == {("agent", authority)}
    proved = [(line.who, line.authority) for line in lines(home, "proved")]
    assert proved == [("person", None), ("agent", authority)]


def test_an_agent_is_not_the_person_and_the_person_no_agent(home: Home) -> None:
    person = home.person()
    use(home, give(home, person))
    with pytest.raises(NotProven):
        home.register.register_choice(request(home, person, authority=Authority.SELF))
    own = home.prove(person)
    with pytest.raises(NotProven):
        home.register.register_choice(request(home, person, conversation=own))
    with home.database.read() as session:
        assert session.scalars(select(Choice)).all() == []


def test_a_mandate_to_see_does_not_choose_and_does_not_take_back(home: Home) -> None:
    person = home.person()
    given = give(home, person, scope=Scope.SEE)
    use(home, given)
    assert home.register.decision(person.id, HERS, "sms") is not None
    with pytest.raises(OutOfScope):
        home.register.register_choice(request(home, person))
    own = home.prove(person)
    mine = request(home, person, authority=Authority.SELF, conversation=own)
    [choice] = home.register.register_choice(mine)
    with pytest.raises(OutOfScope):
        home.register.undo_choice(person.id, choice.case_number, HERS, "sms", home.key())


def test_a_mandate_from_one_person_is_nothing_for_another(home: Home) -> None:
    person, other = home.person(), home.person()
    use(home, give(home, person))
    with pytest.raises(NotProven):
        home.register.register_choice(request(home, other))
    theirs = give(home, other)
    with pytest.raises(NotProven):
        home.register.withdraw_mandate(theirs.mandate.id, HERS)


def test_where_an_agent_was_proven_the_person_was_not(home: Home) -> None:
    person = home.person()
    since = home.clock.now()
    use(home, give(home, person))
    found = home.register.proven_conversations(person.id, since)
    assert found == [f"conversation-of-{person.id}"]


# Ending


def test_a_withdrawn_mandate_ends_its_proof_and_its_code_at_once(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    use(home, given)
    own = home.prove(person)  # a new letter leaves the mandate alone
    assert home.register.proven_person(HERS) is not None
    ended = home.register.withdraw_mandate(given.mandate.id, own)
    assert (ended.state, ended.withdrawn_by) == (MandateState.WITHDRAWN, "person")
    assert home.register.proven_person(HERS) is None
    with pytest.raises(NotProven):
        home.register.register_choice(request(home, person))
    assert use(home, given, "another") is CodeResult.MANDATE_OVER
    assert home.register.mandates_of(person.id) == []
    assert home.register.withdraw_mandate(given.mandate.id, own) == ended
    assert len(lines(home, "mandate_withdrawn")) == 1


def test_an_expired_mandate_ends_a_proof_that_is_still_young(home: Home) -> None:
    person = home.person()
    given = give(home, person, valid_to=home.clock.today())
    home.clock.move(hours=13, minutes=30)  # 22.30 UTC: half an hour before midnight in Oslo
    assert use(home, given) is CodeResult.OK
    home.clock.move(minutes=29)
    assert home.register.proven_person(HERS) is not None
    home.clock.move(minutes=1)
    assert home.register.proven_person(HERS) is None
    with pytest.raises(NotProven):
        home.register.register_choice(request(home, person))
    assert use(home, given, "later") is CodeResult.MANDATE_OVER
    [view] = home.register.mandates_of(person.id, every=True)
    assert view.state is MandateState.EXPIRED


def test_a_code_used_within_three_weeks_holds_as_long_as_the_mandate(home: Home) -> None:
    person = home.person()
    given = give(home, person, valid_to=home.clock.today() + timedelta(days=365))
    home.clock.move(days=20)
    assert use(home, given) is CodeResult.OK
    home.clock.move(days=345)
    assert use(home, given, "a year later") is CodeResult.OK
    home.clock.move(days=1)
    assert use(home, given, "too late") is CodeResult.MANDATE_OVER


def test_a_code_that_nobody_used_for_three_weeks_is_dead_and_to_be_checked(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    assert home.register.mandates_to_check(CASEWORKER, OSLO) == []
    home.clock.move(days=21)
    assert use(home, given) is CodeResult.MANDATE_OVER
    [listed] = home.register.mandates_to_check(CASEWORKER, OSLO)
    assert (listed.mandate.id, listed.why) == (given.mandate.id, (CheckReason.CODE_UNUSED,))
    assert home.register.mandates_to_check(CASEWORKER, KRISTIANSAND) == []


def test_an_agent_can_lay_the_mandate_down_and_nobody_else_s(home: Home) -> None:
    person = home.person()
    hers = give(home, person)
    son_s = give(home, person, agent_phone="40000444")
    use(home, hers)
    with pytest.raises(NotProven):
        home.register.withdraw_mandate(son_s.mandate.id, HERS)
    assert home.register.withdraw_mandate(hers.mandate.id, HERS).withdrawn_by == "agent"
    assert [each.id for each in home.register.mandates_of(person.id)] == [son_s.mandate.id]


def test_a_letter_in_wrong_hands_takes_the_mandates_given_with_it_along(home: Home) -> None:
    person = home.person()
    seen = home.register.register_mandate_by_caseworker(paper(home, person), CASEWORKER)
    given = give(home, person)
    use(home, given)
    home.register.lock_letter(person.id, CASEWORKER, "opened by somebody else")
    assert home.register.proven_person(HERS) is None
    assert use(home, given) is CodeResult.MANDATE_OVER
    assert [each.id for each in home.register.mandates_of(person.id)] == [seen.mandate.id]
    assert use(home, seen, "the guardian's") is CodeResult.OK


def test_choosing_and_withdrawing_at_once_never_leaves_a_choice_after_the_withdrawal(
    home: Home,
) -> None:
    person = home.person()
    given = give(home, person)
    use(home, given)
    own = f"conversation-of-{person.id}"
    together = Barrier(2)

    def choose() -> None:
        together.wait()
        with suppress(NotProven):
            home.register.register_choice(request(home, person))

    def withdraw() -> None:
        together.wait()
        home.register.withdraw_mandate(given.mandate.id, own)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(choose), pool.submit(withdraw)]:
            done.result()
    order = [
        line.what for what in ("choice_received", "mandate_withdrawn") for line in lines(home, what)
    ]
    [end] = lines(home, "mandate_withdrawn")
    assert all(line.id < end.id for line in lines(home, "choice_received")), order


# On paper


def test_a_caseworker_registers_a_guardian_whose_paper_was_seen(home: Home) -> None:
    person = home.person()
    given = home.register.register_mandate_by_caseworker(paper(home, person), CASEWORKER)
    mandate = given.mandate
    assert (mandate.kind, mandate.reference) == (MandateKind.GUARDIAN, "Sak 2026/44")
    assert (mandate.seen_by, mandate.agent_phone) == ("caseworker:test", None)
    assert use(home, given) is CodeResult.OK
    [choice] = home.register.register_choice(request(home, person))
    assert choice.mandate_id == mandate.id


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"paper": Paper.NEXT_OF_KIN}, MandateRefusal.NEXT_OF_KIN),
        ({"reference": " "}, MandateRefusal.NO_PAPER),
        ({"seen_on": date(2026, 11, 24)}, MandateRefusal.NO_PAPER),
        ({"municipality": KRISTIANSAND}, MandateRefusal.NOT_HERE),
        ({"valid_to": date(2028, 1, 1)}, MandateRefusal.BAD_DAYS),
        ({"valid_from": date(2026, 11, 1)}, MandateRefusal.BAD_DAYS),
        ({"agent_phone": "110"}, MandateRefusal.BAD_PHONE),
        ({"agent_name": ""}, MandateRefusal.NO_NAME),
    ],
)
def test_a_paper_that_does_not_suffice_is_refused(
    home: Home, said: dict[str, Any], reason: MandateRefusal
) -> None:
    person = home.person()
    with pytest.raises(MandateRefused) as why:
        home.register.register_mandate_by_caseworker(paper(home, person, **said), CASEWORKER)
    assert why.value.reason is reason
    assert home.register.mandates_of(person.id, every=True) == []


def test_a_mandate_that_begins_later_is_dead_until_then(home: Home) -> None:
    person = home.person()
    begins = home.clock.today() + timedelta(days=30)
    later = paper(home, person, valid_from=begins)
    given = home.register.register_mandate_by_caseworker(later, CASEWORKER)
    assert given.mandate.state is MandateState.COMING
    assert use(home, given) is CodeResult.MANDATE_OVER
    home.clock.move(days=30)
    assert use(home, given) is CodeResult.OK


def test_a_guardian_is_not_sent_away_by_a_word_but_by_a_caseworker(home: Home) -> None:
    person = home.person()
    given = home.register.register_mandate_by_caseworker(paper(home, person), CASEWORKER)
    with pytest.raises(MandateRefused) as why:
        home.register.withdraw_mandate(given.mandate.id, home.prove(person))
    assert why.value.reason is MandateRefusal.NOT_THE_GIVER_S
    with pytest.raises(MandateRefused) as elsewhere:
        home.register.withdraw_mandate_by_caseworker(
            KRISTIANSAND, given.mandate.id, CASEWORKER, "ended"
        )
    assert elsewhere.value.reason is MandateRefusal.NOT_HERE
    home.register.withdraw_mandate_by_caseworker(OSLO, given.mandate.id, CASEWORKER, "ended")
    assert use(home, given) is CodeResult.MANDATE_OVER


def test_papers_are_looked_at_again_before_they_run_out_and_each_look_is_audited(
    home: Home,
) -> None:
    person = home.person()
    given = home.register.register_mandate_by_caseworker(paper(home, person), CASEWORKER)
    use(home, given)
    assert home.register.mandates_to_check(CASEWORKER, OSLO) == []
    home.clock.move(days=335)
    [listed] = home.register.mandates_to_check(CASEWORKER, OSLO)
    assert (listed.person_name, listed.why) == ("Prøve Person", (CheckReason.ENDS_SOON,))
    assert home.register.list_mandates(CASEWORKER, KRISTIANSAND) == []
    assert home.register.mandate(KRISTIANSAND, given.mandate.id, CASEWORKER) is None
    assert [line.who for line in lines(home, "mandate_seen")] == ["caseworker:test"]


# Signed in


def test_who_signs_in_is_proven_in_the_own_case_and_only_there(home: Home) -> None:
    born = date(1941, 3, 14)
    person = home.person(birth_date=born)
    own = synthetic_id(born, 0)
    assert home.register.prove_signed_in("web", own, "web") == person
    assert home.register.proven_person("web") == person
    assert home.register.prove_signed_in("b", own, "web", municipality=KRISTIANSAND) is None
    assert home.register.prove_signed_in("c", STRANGER, "web") is None
    assert home.register.proven_person("b") is home.register.proven_person("c") is None
    assert lines(home, "proved")[-1].authority == "id-porten"


def attempt(home: Home, code: str, conversation: str = "web") -> Attempt:
    return Attempt(code, date(1941, 3, 14), conversation, None, OSLO, "web", home.key())


def test_a_mandate_is_bound_to_the_first_sign_in_and_to_no_other(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    assert home.register.mandates_for_agent(DAUGHTER) == []
    assert home.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is None
    assert home.register.bind_mandate(attempt(home, given.code), DAUGHTER) is CodeResult.OK
    [mine] = home.register.mandates_for_agent(DAUGHTER)
    assert (mine.person_name, mine.mandate.bound) == (person.name, True)
    proven = home.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web")
    assert proven == replace(person, mandate=mine.mandate)
    with pytest.raises(MandateRefused) as why:
        home.register.bind_mandate(attempt(home, given.code, "thief"), STRANGER)
    assert why.value.reason is MandateRefusal.BOUND
    assert home.register.proven_person("thief") is None
    assert home.register.prove_mandate("x", STRANGER, given.mandate.id, "web") is None
    with home.database.read() as session:
        assert DAUGHTER not in str([vars(each) for each in session.scalars(select(Mandate))])


def test_a_relative_who_signs_in_cannot_use_the_code_of_the_person_s_own_letter(home: Home) -> None:
    code = home.register.issue_letter(home.person().id)
    with pytest.raises(MandateRefused) as why:
        home.register.bind_mandate(attempt(home, code), DAUGHTER)
    assert why.value.reason is MandateRefusal.OWN_CODE
    assert home.register.proven_person("web") is None


def test_a_sign_in_does_not_outlive_the_mandate(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    home.register.bind_mandate(attempt(home, given.code), DAUGHTER)
    home.register.withdraw_mandate(given.mandate.id, f"conversation-of-{person.id}")
    assert home.register.proven_person("web") is None
    assert home.register.mandates_for_agent(DAUGHTER) == []
    assert home.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is None


def test_a_guardian_named_on_the_paper_needs_no_code(home: Home) -> None:
    person = home.person()
    named = paper(home, person, agent_national_id=DAUGHTER)
    given = home.register.register_mandate_by_caseworker(named, CASEWORKER)
    assert home.register.prove_mandate("w", DAUGHTER, given.mandate.id, "web") is not None
    elsewhere = home.register.prove_mandate("v", DAUGHTER, given.mandate.id, "web", KRISTIANSAND)
    assert elsewhere is None
    with pytest.raises(ValueError, match="national id"):
        home.register.register_mandate_by_caseworker(
            replace(named, agent_national_id="12345678901", key=home.key()), CASEWORKER
        )


def test_what_is_known_of_an_agent_is_forgotten_but_for_the_name(home: Home) -> None:
    person = home.person()
    given = give(home, person)
    home.register.bind_mandate(attempt(home, given.code), DAUGHTER)
    home.clock.move(days=100)
    before = home.clock.now() - timedelta(days=5)
    assert home.register.purge(before, CASEWORKER, dry_run=True).agents == 1
    assert home.register.purge(before, CASEWORKER).agents == 1
    assert home.register.purge(before, CASEWORKER).agents == 0
    with home.database.read() as session:
        [left] = session.scalars(select(Mandate))
    assert (left.agent_name, left.agent_phone, left.agent_subject) == ("Kari Myrhaug", None, None)
