"""Mandates end: by a word, by time, with a letter in wrong hands."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

import pytest

from choice_register.mandates.types import CheckReason, MandateState
from choice_register.types import CodeResult, NotProven
from tests.choice_register.harness import KRISTIANSAND, OSLO, RegisterHarness
from tests.choice_register.mandates.mandating import (
    CASEWORKER,
    HERS,
    give,
    lines,
    paper,
    request,
    use,
)

# Ending


def test_a_withdrawn_mandate_ends_its_proof_and_its_code_at_once(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person)
    use(harness, given)
    own = harness.prove(person)  # a new letter leaves the mandate alone
    assert harness.register.proven_person(HERS) is not None
    ended = harness.register.withdraw_mandate(given.mandate.id, own)
    assert (ended.state, ended.withdrawn_by) == (MandateState.WITHDRAWN, "person")
    assert harness.register.proven_person(HERS) is None
    with pytest.raises(NotProven):
        harness.register.register_choice(request(harness, person))
    assert use(harness, given, "another") is CodeResult.MANDATE_OVER
    assert harness.register.mandates_of(person.id) == []
    assert harness.register.withdraw_mandate(given.mandate.id, own) == ended
    assert len(lines(harness, "mandate_withdrawn")) == 1


def test_an_expired_mandate_ends_a_proof_that_is_still_young(harness: RegisterHarness) -> None:
    person = harness.person()
    given = give(harness, person, valid_to=harness.clock.today())
    harness.clock.move(hours=13, minutes=30)  # 22.30 UTC: half an hour before midnight in Oslo
    assert use(harness, given) is CodeResult.OK
    harness.clock.move(minutes=29)
    assert harness.register.proven_person(HERS) is not None
    harness.clock.move(minutes=1)
    assert harness.register.proven_person(HERS) is None
    with pytest.raises(NotProven):
        harness.register.register_choice(request(harness, person))
    assert use(harness, given, "later") is CodeResult.MANDATE_OVER
    [view] = harness.register.mandates_of(person.id, every=True)
    assert view.state is MandateState.EXPIRED


def test_a_code_used_within_three_weeks_holds_as_long_as_the_mandate(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    given = give(harness, person, valid_to=harness.clock.today() + timedelta(days=365))
    harness.clock.move(days=20)
    assert use(harness, given) is CodeResult.OK
    harness.clock.move(days=345)
    assert use(harness, given, "a year later") is CodeResult.OK
    harness.clock.move(days=1)
    assert use(harness, given, "too late") is CodeResult.MANDATE_OVER


def test_a_code_that_nobody_used_for_three_weeks_is_dead_and_to_be_checked(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    given = give(harness, person)
    assert harness.register.mandates_to_check(CASEWORKER, OSLO) == []
    harness.clock.move(days=21)
    assert use(harness, given) is CodeResult.MANDATE_OVER
    [listed] = harness.register.mandates_to_check(CASEWORKER, OSLO)
    assert (listed.mandate.id, listed.why) == (given.mandate.id, (CheckReason.CODE_UNUSED,))
    assert harness.register.mandates_to_check(CASEWORKER, KRISTIANSAND) == []


def test_an_agent_can_lay_the_mandate_down_and_nobody_else_s(harness: RegisterHarness) -> None:
    person = harness.person()
    hers = give(harness, person)
    son_s = give(harness, person, agent_phone="40000444")
    use(harness, hers)
    with pytest.raises(NotProven):
        harness.register.withdraw_mandate(son_s.mandate.id, HERS)
    assert harness.register.withdraw_mandate(hers.mandate.id, HERS).withdrawn_by == "agent"
    assert [each.id for each in harness.register.mandates_of(person.id)] == [son_s.mandate.id]


def test_a_letter_in_wrong_hands_takes_the_mandates_given_with_it_along(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    seen = harness.register.register_mandate_by_caseworker(paper(harness, person), CASEWORKER)
    given = give(harness, person)
    use(harness, given)
    harness.register.lock_letter(person.id, CASEWORKER, "opened by somebody else")
    assert harness.register.proven_person(HERS) is None
    assert use(harness, given) is CodeResult.MANDATE_OVER
    assert [each.id for each in harness.register.mandates_of(person.id)] == [seen.mandate.id]
    assert use(harness, seen, "the guardian's") is CodeResult.OK


def test_choosing_and_withdrawing_at_once_never_leaves_a_choice_after_the_withdrawal(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    given = give(harness, person)
    use(harness, given)
    own = f"conversation-of-{person.id}"
    together = Barrier(2)

    def choose() -> None:
        together.wait()
        with suppress(NotProven):
            harness.register.register_choice(request(harness, person))

    def withdraw() -> None:
        together.wait()
        harness.register.withdraw_mandate(given.mandate.id, own)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(choose), pool.submit(withdraw)]:
            done.result()
    order = [
        line.what
        for what in ("choice_received", "mandate_withdrawn")
        for line in lines(harness, what)
    ]
    [end] = lines(harness, "mandate_withdrawn")
    assert all(line.id < end.id for line in lines(harness, "choice_received")), order
