"""The secret is changed while people hold letters, codes and mandates made with the former one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from choice_register.mandates.derived_codes import DerivedCodes
from choice_register.mandates.types import MandateRefusal, MandateRefused
from choice_register.models import Mandate
from choice_register.register import Register
from choice_register.types import Attempt, CodeResult
from choice_register.verification.former_secrets import made_by_former
from core.secret_keys import SecretKeys
from tests.choice_register.home import CHEAP, OSLO, SECRET, Home
from tests.choice_register.mandates.mandating import DAUGHTER, HERS, STRANGER, give, wish

NEW = "another secret, drawn later"
BOTH = SecretKeys(NEW, (SECRET,))
WRONG = "631467268"
BORN = date(1941, 3, 14)
Kind = Callable[[Home], None]


def changed(home: Home, secrets: SecretKeys = BOTH) -> Home:
    """The same records after a start with other secrets."""
    register = Register(home.database, home.catalogue, home.clock, hasher=CHEAP, secrets=secrets)
    return Home(home.database, home.catalogue, home.clock, register, home.keys, home.numbers)


def bind(
    home: Home, code: str, national_id: str = DAUGHTER, conversation: str = HERS
) -> CodeResult:
    attempt = Attempt(code, BORN, conversation, None, OSLO, "web", home.key())
    return home.register.bind_mandate(attempt, national_id)


def subjects(home: Home) -> list[str | None]:
    with home.database.read() as session:
        return list(session.scalars(select(Mandate.agent_subject).order_by(Mandate.id)))


def as_before_there_were_marks(home: Home) -> None:
    """A mandate that was bound before its row told which secret it was bound with."""
    plain = DerivedCodes(SecretKeys(SECRET)).subjects(DAUGHTER)[-1]
    assert ":" not in plain
    with home.database.write() as session:
        session.execute(update(Mandate).values(agent_subject=plain))


def as_it_is(home: Home) -> None:
    """A mandate as the former secret binds it today."""


KINDS = pytest.mark.parametrize("written", [as_before_there_were_marks, as_it_is])


@KINDS
def test_an_agent_bound_with_the_former_secret_is_known_and_bound_anew(
    home: Home, written: Kind
) -> None:
    given = give(home, home.person())
    assert bind(home, given.code) is CodeResult.OK
    written(home)
    after = changed(home)
    [hers] = after.register.mandates_for_agent(DAUGHTER)
    assert after.register.mandates_for_agent(STRANGER) == []
    assert after.register.prove_mandate("c", STRANGER, hers.mandate.id, "web") is None
    assert after.register.prove_mandate("c", DAUGHTER, hers.mandate.id, "web") is not None
    # The former secret is gone, and she is still known.
    without = changed(home, SecretKeys(NEW))
    assert [each.mandate.id for each in without.register.mandates_for_agent(DAUGHTER)] == [
        hers.mandate.id
    ]
    assert changed(home, SecretKeys(SECRET)).register.mandates_for_agent(DAUGHTER) == []


@KINDS
def test_nobody_else_takes_over_a_mandate_when_the_secret_changes(
    home: Home, written: Kind
) -> None:
    given = give(home, home.person())
    assert bind(home, given.code) is CodeResult.OK
    written(home)
    before, after = subjects(home), changed(home)
    with pytest.raises(MandateRefused) as refused:
        bind(after, given.code, STRANGER, "the stranger's")
    assert refused.value.reason is MandateRefusal.BOUND
    assert subjects(home) == before
    assert bind(after, given.code, DAUGHTER, "hers again") is CodeResult.OK
    assert subjects(home) != before


def test_a_mandates_code_from_before_still_opens(home: Home) -> None:
    given = give(home, home.person())
    assert bind(changed(home), given.code) is CodeResult.OK


def test_a_turn_that_is_run_again_after_the_change_tells_the_code_that_was_given(
    home: Home,
) -> None:
    person = home.person()
    home.prove(person)
    told = wish(home, person)
    first = home.register.give_mandate(told)
    again = changed(home).register.give_mandate(told)
    assert (again.mandate.id, again.code) == (first.mandate.id, first.code)


def test_both_codes_of_a_letter_from_before_open_while_the_former_secret_is_kept(
    home: Home,
) -> None:
    astrid = home.person()
    code, second = home.register.issue_letter(astrid.id), home.register.second_code(astrid.id)
    after = changed(home)
    for _ in range(3):
        assert after.try_code(WRONG) is CodeResult.WRONG
    assert after.try_code(code) is CodeResult.LOCKED_CONVERSATION
    assert changed(home, SecretKeys(NEW)).try_code(code, second=second) is CodeResult.WRONG
    assert after.try_code(code, second=WRONG) is CodeResult.WRONG
    assert after.try_code(code, second=second) is CodeResult.OK


def test_what_is_made_after_the_change_needs_no_former_secret(home: Home) -> None:
    astrid = home.person()
    after, without = changed(home), changed(home, SecretKeys(NEW))
    after.register.issue_letter(astrid.id)
    assert after.register.second_code(astrid.id) == without.register.second_code(astrid.id)
    given = give(after, astrid)
    assert bind(after, given.code) is CodeResult.OK
    assert len(without.register.mandates_for_agent(DAUGHTER)) == 1


def test_what_a_former_secret_made_is_counted_until_it_is_made_anew_or_ends(home: Home) -> None:
    def hangs() -> tuple[int, int]:
        mark, now = BOTH.marks[0], home.clock.now()
        made = made_by_former(home.database, mark, at, now)
        return made.mandates, made.letters

    at = home.clock.now() + timedelta(seconds=1)
    assert hangs() == (0, 0)
    given = give(home, home.person())
    assert bind(home, given.code) is CodeResult.OK
    assert hangs() == (1, 1)
    after = changed(home)
    [hers] = after.register.mandates_for_agent(DAUGHTER)
    after.register.prove_mandate("c", DAUGHTER, hers.mandate.id, "web")
    assert hangs() == (0, 1)
    home.clock.move(days=1)
    after.register.issue_letter(hers.mandate.person_id)
    assert hangs() == (0, 0)
