"""Mandates end: by a word, by time, with a letter in wrong hands."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

import pytest

from choice_register.mandates.types import CheckReason, MandateState
from choice_register.types import CodeResult, NotProven
from tests.choice_register.home import KRISTIANSAND, OSLO, Home
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
