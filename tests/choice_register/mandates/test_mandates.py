"""Mandates: given with proof, kept as a hash, used within their scope."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from choice_register.mandates.derived_codes import DerivedCodes
from choice_register.mandates.mandates import GivenMandate
from choice_register.mandates.types import MandateKind, MandateRefusal, NewMandate, Scope
from choice_register.models import Audit, Choice, Done, Mandate
from choice_register.types import Authority, CodeResult, NotProven, OutOfScope
from choice_register.verification.attempts import Limits
from choice_register.verification.letters import read_code, with_check_digit
from choice_register.verification.models import CodeTry, LetterCode, Proof
from core.secret_keys import SecretKeys
from tests.choice_register.harness import KRISTIANSAND, SECRET, SECRETS, RegisterHarness
from tests.choice_register.mandates.mandating import (
    HERS,
    give,
    lines,
    refused,
    request,
    use,
    wish,
)

# Giving


def test_a_mandate_is_given_for_ninety_days_by_who_is_proven(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person)
    mandate = given.mandate
    assert (mandate.agent_name, mandate.agent_phone) == ("Kari Myrhaug", "+4740000222")
    assert (mandate.kind, mandate.scope) == (MandateKind.GIVEN, Scope.CHOOSE)
    assert mandate.valid_to == harness.clock.today() + timedelta(days=90)
    assert harness.register.mandates_of(person.id) == [mandate]
    [line] = lines(harness, "mandate_given")
    assert (line.who, line.authority, line.details["mandate"]) == ("person", "self", mandate.id)


def test_nobody_gives_a_mandate_without_proof_or_on_another_s(harness: RegisterHarness) -> None:
    person, other = harness.person(), harness.person()
    harness.prove(other)
    for conversation in ("nobody's", f"conversation-of-{other.id}"):
        with pytest.raises(NotProven):
            harness.register.give_mandate(wish(harness, person, conversation=conversation))
    given = give(harness, person)
    use(harness, given)
    with pytest.raises(NotProven):  # an agent passes it on to nobody
        harness.register.give_mandate(
            wish(harness, person, conversation=HERS, agent_phone="40000333")
        )
    assert len(harness.register.mandates_of(person.id)) == 1


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
    harness: RegisterHarness, said: dict[str, Any], reason: MandateRefusal
) -> None:
    person = harness.person()
    harness.prove(person)
    assert refused(harness, wish(harness, person, **said)) is reason
    assert harness.register.mandates_of(person.id, every=True) == []


def test_a_person_can_have_five_and_give_five_a_day(harness: RegisterHarness) -> None:
    person = harness.person()
    for number in range(5):
        given = give(harness, person, agent_phone=f"4000033{number}")
    sixth = wish(harness, person, agent_phone="40000339")
    assert refused(harness, sixth) is MandateRefusal.TOO_MANY
    harness.register.withdraw_mandate(given.mandate.id, harness.prove(person))
    assert refused(harness, sixth) is MandateRefusal.TOO_MANY
    harness.clock.move(days=1, seconds=1)
    harness.prove(person)
    harness.register.give_mandate(sixth)


def test_another_one_to_the_same_number_takes_the_older_one_s_place(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    first = give(harness, person)
    use(harness, first)
    second = give(harness, person, scope=Scope.SEE)
    assert harness.register.proven_person(HERS) is None
    assert [each.id for each in harness.register.mandates_of(person.id)] == [second.mandate.id]
    assert use(harness, first) is CodeResult.MANDATE_OVER


def test_the_same_key_gives_the_same_mandate_and_code_again(harness: RegisterHarness) -> None:
    person = harness.person()
    harness.prove(person)
    new = wish(harness, person)
    first = harness.register.give_mandate(new)
    harness.clock.move(hours=3)  # the proof has run out: a turn that is run again must not mind
    assert harness.reopen().give_mandate(new) == first
    with harness.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Mandate)) == 1


def test_two_at_once_with_one_key_are_one_and_with_one_number_leave_one(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    harness.prove(person)
    same, other = wish(harness, person), wish(harness, person)
    together = Barrier(4)

    def at_once(new: NewMandate) -> GivenMandate:
        together.wait()
        return harness.register.give_mandate(new)

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(at_once, [same, other, same, other]))
    assert given[0].code == given[2].code
    assert given[1].code == given[3].code
    assert len({each.mandate.id for each in given}) == 2
    assert len(harness.register.mandates_of(person.id)) == 1


def test_the_code_stands_nowhere_and_cannot_be_worked_out_without_the_secret(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    new = replace(wish(harness, person), key="known to the thief")
    harness.prove(person)
    given = harness.register.give_mandate(new)
    use(harness, given)
    tables = (LetterCode, CodeTry, Audit, Proof, Done, Mandate)
    with harness.database.read() as session:
        rows = [str(vars(row)) for table in tables for row in session.scalars(select(table))]
    assert not any(given.code in row or given.code[:-1] in row for row in rows)
    assert read_code(given.code) == given.code
    guesses = {DerivedCodes(SecretKeys(each)).code(new.key, 0) for each in ("demo", SECRET.upper())}
    assert given.code not in guesses
    assert DerivedCodes(SECRETS).code(new.key, 0) == given.code
    with pytest.raises(ValueError, match="secret"):
        DerivedCodes(None).code(new.key, 0)


def test_a_mandate_never_gets_a_code_that_is_in_use_for_the_birth_date(
    harness: RegisterHarness,
) -> None:
    taken = DerivedCodes(SECRETS).code("k", 0)
    first, second = harness.person(), harness.person()
    harness.reopen(draw=lambda: taken).issue_letter(first.id)
    harness.prove(second)
    given = harness.register.give_mandate(wish(harness, second, key="k"))
    assert given.code == DerivedCodes(SECRETS).code("k", 1)
    assert harness.register.give_mandate(wish(harness, second, key="k")).code == given.code


# Using


def test_the_code_with_the_giver_s_birth_date_proves_the_agent(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person)
    assert use(harness, given) is CodeResult.OK
    proven = harness.register.proven_person(HERS)
    assert proven == replace(person, mandate=given.mandate)
    assert harness.register.proven_person(f"conversation-of-{person.id}") == person


def test_the_code_opens_nothing_with_the_agent_s_own_birth_date_or_elsewhere(
    harness: RegisterHarness,
) -> None:
    given = give(harness, harness.person())
    assert use(harness, given, birth_date=date(1968, 5, 3)) is CodeResult.WRONG
    assert use(harness, given, municipality=KRISTIANSAND) is CodeResult.WRONG
    assert harness.register.proven_person(HERS) is None


def test_wrong_codes_for_a_mandate_spend_the_same_tries_and_budget(
    harness_with: Callable[[Limits], RegisterHarness],
) -> None:
    harness = harness_with(Limits(risk=8, number=9))
    person = harness.person()
    given = give(harness, person)  # two live codes with the birth date: letter and mandate
    number = (int(given.code[:-1]) + 1) % 10**8
    wrong = with_check_digit(f"{number:08}")
    results = [
        harness.try_code(wrong, conversation=f"c{each // 3}", caller=f"+474000100{each}")
        for each in range(5)
    ]
    assert results.count(CodeResult.LOCKED_ALL) == 1
    assert use(harness, given) is CodeResult.LOCKED_ALL


def test_an_agent_sees_and_chooses_and_the_audit_says_on_what_authority(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    given = give(harness, person)
    use(harness, given)
    harness.register.decision(person.id, HERS, "sms")
    [choice] = harness.register.register_choice(request(harness, person))
    authority = f"mandate:{given.mandate.id}"
    assert (choice.authority, choice.mandate_id) == (Authority.MANDATE, given.mandate.id)
    taken = harness.register.undo_choice(person.id, choice.case_number, HERS, "sms", harness.key())
    assert [each.case_number for each in taken] == [choice.case_number]
    seen = {what: lines(harness, what)[-1] for what in ("decision_seen", "choice_received")}
    seen |= {"choice_withdrawn": lines(harness, "choice_withdrawn")[-1]}
    assert {(line.who, line.authority) for line in seen.values()} == {("agent", authority)}
    proved = [(line.who, line.authority) for line in lines(harness, "proved")]
    assert proved == [("person", None), ("agent", authority)]


def test_an_agent_is_not_the_person_and_the_person_no_agent(harness: RegisterHarness) -> None:
    person = harness.person()
    use(harness, give(harness, person))
    with pytest.raises(NotProven):
        harness.register.register_choice(request(harness, person, authority=Authority.SELF))
    own = harness.prove(person)
    with pytest.raises(NotProven):
        harness.register.register_choice(request(harness, person, conversation=own))
    with harness.database.read() as session:
        assert session.scalars(select(Choice)).all() == []


def test_a_mandate_to_see_does_not_choose_and_does_not_take_back(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person, scope=Scope.SEE)
    use(harness, given)
    assert harness.register.decision(person.id, HERS, "sms") is not None
    with pytest.raises(OutOfScope):
        harness.register.register_choice(request(harness, person))
    own = harness.prove(person)
    mine = request(harness, person, authority=Authority.SELF, conversation=own)
    [choice] = harness.register.register_choice(mine)
    with pytest.raises(OutOfScope):
        harness.register.undo_choice(person.id, choice.case_number, HERS, "sms", harness.key())


def test_a_mandate_from_one_person_is_nothing_for_another(harness: RegisterHarness) -> None:
    person, other = harness.person(), harness.person()
    use(harness, give(harness, person))
    with pytest.raises(NotProven):
        harness.register.register_choice(request(harness, other))
    theirs = give(harness, other)
    with pytest.raises(NotProven):
        harness.register.withdraw_mandate(theirs.mandate.id, HERS)


def test_where_an_agent_was_proven_the_person_was_not(harness: RegisterHarness) -> None:
    person = harness.person()
    since = harness.clock.now()
    use(harness, give(harness, person))
    found = harness.register.proven_conversations(person.id, since)
    assert found == [f"conversation-of-{person.id}"]
