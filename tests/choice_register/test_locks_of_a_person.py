"""Acts about one person go one after the other. On PostgreSQL only the person's lock sees to it."""

from collections.abc import Callable
from typing import Any

import pytest

from choice_register.types import ChoiceState, NotAllowed, NotProven
from tests.choice_register.harness import OSLO, RegisterHarness
from tests.choice_register.mandates.mandating import CASEWORKER, give, lines, request, use
from tests.choice_register.pausing import paused

Ending = Callable[[RegisterHarness, int], Any]
LETTER = {
    "locked": lambda harness, who: harness.register.lock_letter(
        who, CASEWORKER, "opened by others"
    ),
    "replaced": lambda harness, who: harness.register.issue_letter(who),
}


def test_a_letter_is_not_locked_while_an_agent_s_choice_is_on_its_way(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    use(harness, give(harness, person))
    with paused(
        harness.database, lambda: harness.register.register_choice(request(harness, person))
    ) as it:
        it.waits(lambda: LETTER["locked"](harness, person.id)).result()
    [chosen], [ended] = lines(harness, "choice_received"), lines(harness, "mandate_withdrawn")
    assert chosen.id < ended.id


def test_a_choice_by_mandate_that_comes_during_the_locking_is_refused(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    use(harness, give(harness, person))
    with paused(harness.database, lambda: LETTER["locked"](harness, person.id)) as it:
        late = it.waits(lambda: harness.register.register_choice(request(harness, person)))
        with pytest.raises(NotProven):
            late.result()
    assert harness.register.choices(person.id) == []


@pytest.mark.parametrize("ending", LETTER.values(), ids=LETTER)
def test_an_own_choice_that_comes_while_its_proof_is_ended_is_refused(
    harness: RegisterHarness, ending: Ending
) -> None:
    person = harness.person()
    harness.prove(person)
    wish = harness.request(person, practical_assistance="hasselvind")
    with paused(harness.database, lambda: ending(harness, person.id)) as it:
        late = it.waits(lambda: harness.register.register_choice(wish))
        with pytest.raises(NotProven):
            late.result()
    assert harness.register.choices(person.id) == []


def test_a_choice_that_comes_while_the_proof_is_given_up_is_refused(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    where = harness.prove(person)
    wish = harness.request(person, practical_assistance="hasselvind")
    with paused(harness.database, lambda: harness.register.withdraw_proof(where)) as it:
        late = it.waits(lambda: harness.register.register_choice(wish))
        with pytest.raises(NotProven):
            late.result()


def test_what_is_being_undone_is_not_approved(harness: RegisterHarness) -> None:
    person = harness.person()
    where = harness.prove(person)
    [made] = harness.register.register_choice(
        harness.request(person, practical_assistance="hasselvind")
    )
    number = made.case_number

    def undo() -> None:
        harness.register.undo_choice(person.id, number, where, "sms", harness.key())

    with paused(harness.database, undo) as it:
        late = it.waits(lambda: harness.register.approve(OSLO, number, CASEWORKER))
        with pytest.raises(NotAllowed):
            late.result()
    assert [each.state for each in harness.register.choices(person.id)] == [ChoiceState.WITHDRAWN]
    assert lines(harness, "choice_approved") == []
