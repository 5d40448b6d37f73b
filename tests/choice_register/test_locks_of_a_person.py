"""Acts about one person go one after the other. On PostgreSQL only the person's lock sees to it."""

from collections.abc import Callable
from typing import Any

import pytest

from choice_register.types import ChoiceState, NotAllowed, NotProven
from tests.choice_register.home import OSLO, Home
from tests.choice_register.mandates.mandating import CASEWORKER, give, lines, request, use
from tests.choice_register.pausing import paused

Ending = Callable[[Home, int], Any]
LETTER = {
    "locked": lambda home, who: home.register.lock_letter(who, CASEWORKER, "opened by others"),
    "replaced": lambda home, who: home.register.issue_letter(who),
}


def test_a_letter_is_not_locked_while_an_agent_s_choice_is_on_its_way(home: Home) -> None:
    person = home.person()
    use(home, give(home, person))
    with paused(home.database, lambda: home.register.register_choice(request(home, person))) as it:
        it.waits(lambda: LETTER["locked"](home, person.id)).result()
    [chosen], [ended] = lines(home, "choice_received"), lines(home, "mandate_withdrawn")
    assert chosen.id < ended.id


def test_a_choice_by_mandate_that_comes_during_the_locking_is_refused(home: Home) -> None:
    person = home.person()
    use(home, give(home, person))
    with paused(home.database, lambda: LETTER["locked"](home, person.id)) as it:
        late = it.waits(lambda: home.register.register_choice(request(home, person)))
        with pytest.raises(NotProven):
            late.result()
    assert home.register.choices(person.id) == []


@pytest.mark.parametrize("ending", LETTER.values(), ids=LETTER)
def test_an_own_choice_that_comes_while_its_proof_is_ended_is_refused(
    home: Home, ending: Ending
) -> None:
    person = home.person()
    home.prove(person)
    wish = home.request(person, practical_assistance="hasselvind")
    with paused(home.database, lambda: ending(home, person.id)) as it:
        late = it.waits(lambda: home.register.register_choice(wish))
        with pytest.raises(NotProven):
            late.result()
    assert home.register.choices(person.id) == []


def test_a_choice_that_comes_while_the_proof_is_given_up_is_refused(home: Home) -> None:
    person = home.person()
    where = home.prove(person)
    wish = home.request(person, practical_assistance="hasselvind")
    with paused(home.database, lambda: home.register.withdraw_proof(where)) as it:
        late = it.waits(lambda: home.register.register_choice(wish))
        with pytest.raises(NotProven):
            late.result()


def test_what_is_being_undone_is_not_approved(home: Home) -> None:
    person = home.person()
    where = home.prove(person)
    [made] = home.register.register_choice(home.request(person, practical_assistance="hasselvind"))
    number = made.case_number

    def undo() -> None:
        home.register.undo_choice(person.id, number, where, "sms", home.key())

    with paused(home.database, undo) as it:
        late = it.waits(lambda: home.register.approve(OSLO, number, CASEWORKER))
        with pytest.raises(NotAllowed):
            late.result()
    assert [each.state for each in home.register.choices(person.id)] == [ChoiceState.WITHDRAWN]
    assert lines(home, "choice_approved") == []
