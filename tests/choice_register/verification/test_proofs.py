"""How long a proof lasts, and for whom."""

import pytest

from choice_register.types import CodeResult
from tests.choice_register.harness import RegisterHarness


@pytest.mark.parametrize(("channel", "minutes"), [("sms", 60), ("web", 30)])
def test_a_proof_in_writing_lasts_a_while_after_its_last_use(
    harness: RegisterHarness, channel: str, minutes: int
) -> None:
    person = harness.person()
    code = harness.register.issue_letter(person.id)
    assert harness.try_code(code, channel=channel) is CodeResult.OK
    for _ in range(5):
        harness.clock.move(minutes=minutes - 3)
        assert harness.register.proven_person("c") == person
    harness.clock.move(minutes=minutes)
    assert harness.register.proven_person("c") is None


def test_a_proof_in_writing_ends_after_twelve_hours_however_it_is_used(
    harness: RegisterHarness,
) -> None:
    code = harness.register.issue_letter(harness.person().id)
    harness.try_code(code)
    lasted = 0
    while harness.register.proven_person("c") is not None:
        harness.clock.move(minutes=30)
        lasted += 30
    assert lasted == 12 * 60


def test_a_proof_by_phone_lasts_at_most_an_hour_and_no_longer_than_the_call(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    code = harness.register.issue_letter(person.id)
    harness.try_code(code, channel="phone")
    harness.clock.move(minutes=59)
    assert harness.register.proven_person("c") == person
    harness.clock.move(minutes=1)
    assert harness.register.proven_person("c") is None
    harness.try_code(code, conversation="next call", channel="phone")
    harness.register.withdraw_proof("next call")
    assert harness.register.proven_person("next call") is None


def test_a_proof_holds_in_its_own_conversation_only(harness: RegisterHarness) -> None:
    harness.prove(harness.person(), "one")
    assert harness.register.proven_person("two") is None


def test_the_last_one_to_prove_who_it_is_has_the_conversation(harness: RegisterHarness) -> None:
    first, second = harness.person(), harness.person()
    harness.prove(first, "shared")
    harness.prove(second, "shared")
    assert harness.register.proven_person("shared") == second
    harness.register.withdraw_proof("shared")
    assert harness.register.proven_person("shared") is None


def test_what_other_rooms_see_of_a_person_holds_no_national_id(harness: RegisterHarness) -> None:
    person = harness.person()
    assert not any(
        len(str(value)) == 11 and str(value).isdigit() for value in vars(person).values()
    )


def test_the_conversations_of_a_person_are_known_latest_first_and_nobody_else_s(
    harness: RegisterHarness,
) -> None:
    person, other = harness.person(), harness.person()
    harness.prove(other, "another's")
    code = harness.register.issue_letter(person.id)
    harness.try_code(code, conversation="yesterday")
    harness.clock.move(hours=30)
    since = harness.clock.now()
    harness.try_code(code, conversation="first")
    harness.clock.move(hours=2)  # its proof has run out, and still it was given
    harness.try_code(code, conversation="second")
    assert harness.register.proven_conversations(person.id, since) == ["second", "first"]


def test_a_conversation_that_somebody_else_took_over_is_no_longer_the_first_one_s(
    harness: RegisterHarness,
) -> None:
    person, other = harness.person(), harness.person()
    since = harness.clock.now()
    harness.prove(person, "shared")
    assert harness.register.proven_conversations(person.id, since) == ["shared"]
    harness.prove(other, "shared")
    harness.register.withdraw_proof("shared")
    assert harness.register.proven_conversations(person.id, since) == []
    assert harness.register.proven_conversations(other.id, since) == []
