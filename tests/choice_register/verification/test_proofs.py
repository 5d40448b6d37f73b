"""How long a proof lasts, and for whom."""

import pytest

from choice_register.types import CodeResult
from tests.choice_register.home import Home


@pytest.mark.parametrize(("channel", "minutes"), [("sms", 60), ("web", 30)])
def test_a_proof_in_writing_lasts_a_while_after_its_last_use(
    home: Home, channel: str, minutes: int
) -> None:
    person = home.person()
    code = home.register.issue_letter(person.id)
    assert home.try_code(code, channel=channel) is CodeResult.OK
    for _ in range(5):
        home.clock.move(minutes=minutes - 3)
        assert home.register.proven_person("c") == person
    home.clock.move(minutes=minutes)
    assert home.register.proven_person("c") is None


def test_a_proof_in_writing_ends_after_twelve_hours_however_it_is_used(home: Home) -> None:
    code = home.register.issue_letter(home.person().id)
    home.try_code(code)
    lasted = 0
    while home.register.proven_person("c") is not None:
        home.clock.move(minutes=30)
        lasted += 30
    assert lasted == 12 * 60


def test_a_proof_by_phone_lasts_at_most_an_hour_and_no_longer_than_the_call(home: Home) -> None:
    person = home.person()
    code = home.register.issue_letter(person.id)
    home.try_code(code, channel="phone")
    home.clock.move(minutes=59)
    assert home.register.proven_person("c") == person
    home.clock.move(minutes=1)
    assert home.register.proven_person("c") is None
    home.try_code(code, conversation="next call", channel="phone")
    home.register.withdraw_proof("next call")
    assert home.register.proven_person("next call") is None


def test_a_proof_holds_in_its_own_conversation_only(home: Home) -> None:
    home.prove(home.person(), "one")
    assert home.register.proven_person("two") is None


def test_the_last_one_to_prove_who_it_is_has_the_conversation(home: Home) -> None:
    first, second = home.person(), home.person()
    home.prove(first, "shared")
    home.prove(second, "shared")
    assert home.register.proven_person("shared") == second
    home.register.withdraw_proof("shared")
    assert home.register.proven_person("shared") is None


def test_what_other_rooms_see_of_a_person_holds_no_national_id(home: Home) -> None:
    person = home.person()
    assert not any(
        len(str(value)) == 11 and str(value).isdigit() for value in vars(person).values()
    )


def test_the_conversations_of_a_person_are_known_latest_first_and_nobody_else_s(home: Home) -> None:
    person, other = home.person(), home.person()
    home.prove(other, "another's")
    code = home.register.issue_letter(person.id)
    home.try_code(code, conversation="yesterday")
    home.clock.move(hours=30)
    since = home.clock.now()
    home.try_code(code, conversation="first")
    home.clock.move(hours=2)  # its proof has run out, and still it was given
    home.try_code(code, conversation="second")
    assert home.register.proven_conversations(person.id, since) == ["second", "first"]


def test_a_conversation_that_somebody_else_took_over_is_no_longer_the_first_one_s(
    home: Home,
) -> None:
    person, other = home.person(), home.person()
    since = home.clock.now()
    home.prove(person, "shared")
    assert home.register.proven_conversations(person.id, since) == ["shared"]
    home.prove(other, "shared")
    home.register.withdraw_proof("shared")
    assert home.register.proven_conversations(person.id, since) == []
    assert home.register.proven_conversations(other.id, since) == []
