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
from tests.choice_register.harness import CHEAP, OSLO, SECRET, RegisterHarness
from tests.choice_register.mandates.mandating import DAUGHTER, HERS, STRANGER, give, wish

NEW = "another secret, drawn later"
BOTH = SecretKeys(NEW, (SECRET,))
WRONG = "631467268"
BORN = date(1941, 3, 14)
Kind = Callable[[RegisterHarness], None]


def changed(harness: RegisterHarness, secrets: SecretKeys = BOTH) -> RegisterHarness:
    """The same records after a start with other secrets."""
    register = Register(
        harness.database, harness.catalogue, harness.clock, hasher=CHEAP, secrets=secrets
    )
    return RegisterHarness(
        harness.database, harness.catalogue, harness.clock, register, harness.keys, harness.numbers
    )


def bind(
    harness: RegisterHarness, code: str, national_id: str = DAUGHTER, conversation: str = HERS
) -> CodeResult:
    attempt = Attempt(code, BORN, conversation, None, OSLO, "web", harness.key())
    return harness.register.bind_mandate(attempt, national_id)


def subjects(harness: RegisterHarness) -> list[str | None]:
    with harness.database.read() as session:
        return list(session.scalars(select(Mandate.agent_subject).order_by(Mandate.id)))


def as_before_there_were_marks(harness: RegisterHarness) -> None:
    """A mandate that was bound before its row told which secret it was bound with."""
    plain = DerivedCodes(SecretKeys(SECRET)).subjects(DAUGHTER)[-1]
    assert ":" not in plain
    with harness.database.write() as session:
        session.execute(update(Mandate).values(agent_subject=plain))


def as_it_is(harness: RegisterHarness) -> None:
    """A mandate as the former secret binds it today."""


KINDS = pytest.mark.parametrize("written", [as_before_there_were_marks, as_it_is])


@KINDS
def test_an_agent_bound_with_the_former_secret_is_known_and_bound_anew(
    harness: RegisterHarness, written: Kind
) -> None:
    given = give(harness, harness.person())
    assert bind(harness, given.code) is CodeResult.OK
    written(harness)
    after = changed(harness)
    [hers] = after.register.mandates_for_agent(DAUGHTER)
    assert after.register.mandates_for_agent(STRANGER) == []
    assert after.register.prove_mandate("c", STRANGER, hers.mandate.id, "web") is None
    assert after.register.prove_mandate("c", DAUGHTER, hers.mandate.id, "web") is not None
    # The former secret is gone, and she is still known.
    without = changed(harness, SecretKeys(NEW))
    assert [each.mandate.id for each in without.register.mandates_for_agent(DAUGHTER)] == [
        hers.mandate.id
    ]
    assert changed(harness, SecretKeys(SECRET)).register.mandates_for_agent(DAUGHTER) == []


@KINDS
def test_nobody_else_takes_over_a_mandate_when_the_secret_changes(
    harness: RegisterHarness, written: Kind
) -> None:
    given = give(harness, harness.person())
    assert bind(harness, given.code) is CodeResult.OK
    written(harness)
    before, after = subjects(harness), changed(harness)
    with pytest.raises(MandateRefused) as refused:
        bind(after, given.code, STRANGER, "the stranger's")
    assert refused.value.reason is MandateRefusal.BOUND
    assert subjects(harness) == before
    assert bind(after, given.code, DAUGHTER, "hers again") is CodeResult.OK
    assert subjects(harness) != before


def test_a_mandates_code_from_before_still_opens(harness: RegisterHarness) -> None:
    given = give(harness, harness.person())
    assert bind(changed(harness), given.code) is CodeResult.OK


def test_a_turn_that_is_run_again_after_the_change_tells_the_code_that_was_given(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    harness.prove(person)
    told = wish(harness, person)
    first = harness.register.give_mandate(told)
    again = changed(harness).register.give_mandate(told)
    assert (again.mandate.id, again.code) == (first.mandate.id, first.code)


def test_both_codes_of_a_letter_from_before_open_while_the_former_secret_is_kept(
    harness: RegisterHarness,
) -> None:
    astrid = harness.person()
    code, second = harness.register.issue_letter(astrid.id), harness.register.second_code(astrid.id)
    after = changed(harness)
    for _ in range(3):
        assert after.try_code(WRONG) is CodeResult.WRONG
    assert after.try_code(code) is CodeResult.LOCKED_CONVERSATION
    assert changed(harness, SecretKeys(NEW)).try_code(code, second=second) is CodeResult.WRONG
    assert after.try_code(code, second=WRONG) is CodeResult.WRONG
    assert after.try_code(code, second=second) is CodeResult.OK


def test_what_is_made_after_the_change_needs_no_former_secret(harness: RegisterHarness) -> None:
    astrid = harness.person()
    after, without = changed(harness), changed(harness, SecretKeys(NEW))
    after.register.issue_letter(astrid.id)
    assert after.register.second_code(astrid.id) == without.register.second_code(astrid.id)
    given = give(after, astrid)
    assert bind(after, given.code) is CodeResult.OK
    assert len(without.register.mandates_for_agent(DAUGHTER)) == 1


def test_what_a_former_secret_made_is_counted_until_it_is_made_anew_or_ends(
    harness: RegisterHarness,
) -> None:
    def hangs() -> tuple[int, int]:
        mark, now = BOTH.marks[0], harness.clock.now()
        made = made_by_former(harness.database, mark, at, now)
        return made.mandates, made.letters

    at = harness.clock.now() + timedelta(seconds=1)
    assert hangs() == (0, 0)
    given = give(harness, harness.person())
    assert bind(harness, given.code) is CodeResult.OK
    assert hangs() == (1, 1)
    after = changed(harness)
    [hers] = after.register.mandates_for_agent(DAUGHTER)
    after.register.prove_mandate("c", DAUGHTER, hers.mandate.id, "web")
    assert hangs() == (0, 1)
    harness.clock.move(days=1)
    after.register.issue_letter(hers.mandate.person_id)
    assert hangs() == (0, 0)
