"""Guessing on the web shuts the web, and neither the telephone nor every municipality with it."""

from collections.abc import Callable

import pytest

from choice_register.types import CodeResult
from choice_register.verification.attempts import Limits
from tests.choice_register.harness import BAERUM, KRISTIANSAND, RegisterHarness

WRONG = "631467268"


def guesses(harness: RegisterHarness, count: int, municipality: str) -> CodeResult:
    """Wrong codes on the web, each from a browser of its own; what the last came to."""
    results = [
        harness.try_code(
            WRONG,
            conversation=f"{municipality}-{number}",
            caller=None,
            municipality=municipality,
            channel="web",
        )
        for number in range(count)
    ]
    return results[-1]


def test_who_texts_is_let_in_while_the_web_is_guessed_shut(harness: RegisterHarness) -> None:
    astrid = harness.person()
    code = harness.register.issue_letter(astrid.id)
    assert guesses(harness, 40, "0301") is CodeResult.LOCKED_ALL
    assert guesses(harness, 40, BAERUM) is CodeResult.LOCKED_ALL
    assert harness.try_code(code, channel="web", conversation="hers") is CodeResult.LOCKED_ALL
    assert harness.try_code(code, channel="sms", conversation="by text") is CodeResult.OK
    assert harness.try_code(code, channel="phone", conversation="by phone") is CodeResult.OK


def test_an_attack_on_one_municipality_leaves_the_others_their_web(
    harness: RegisterHarness,
) -> None:
    assert guesses(harness, 40, "0301") is CodeResult.LOCKED_ALL
    marit = harness.person(municipality=KRISTIANSAND)
    code = harness.register.issue_letter(marit.id)
    tried = harness.try_code(code, municipality=KRISTIANSAND, channel="web", conversation="hers")
    assert tried is CodeResult.OK


def spent(harness: RegisterHarness, *channels: str) -> None:
    """Whoever guesses has used up what may be spent through these doors."""
    for channel in channels:
        for number in range(120):
            harness.try_code(
                WRONG, conversation=f"{channel}-{number}", caller=None, channel=channel
            )


@pytest.mark.parametrize("channel", ["web", "sms", "phone"])
def test_nobody_is_shut_out_by_others_wrong_codes(harness: RegisterHarness, channel: str) -> None:
    astrid = harness.person()
    code = harness.register.issue_letter(astrid.id)
    second = harness.register.second_code(astrid.id)
    spent(harness, "web", "sms")
    assert harness.try_code(code, conversation="hers", channel=channel) is CodeResult.LOCKED_ALL
    both = harness.try_code(code, conversation="hers", channel=channel, second=second)
    assert both is CodeResult.OK
    assert harness.register.proven_person("hers") is not None


def test_who_has_tried_too_often_opens_with_both_codes(harness: RegisterHarness) -> None:
    astrid = harness.person()
    code = harness.register.issue_letter(astrid.id)
    second = harness.register.second_code(astrid.id)
    for _ in range(3):
        assert harness.try_code(WRONG) is CodeResult.WRONG
    assert harness.try_code(code) is CodeResult.LOCKED_CONVERSATION
    assert harness.try_code(code, second=second) is CodeResult.OK


def test_an_answer_never_tells_which_of_two_codes_was_right(harness: RegisterHarness) -> None:
    astrid, berit = harness.person(), harness.person()
    code = harness.register.issue_letter(astrid.id)
    second = harness.register.second_code(astrid.id)
    harness.register.issue_letter(berit.id)
    others = harness.register.second_code(berit.id)
    spent(harness, "web")
    for tried, with_it in ((WRONG, second), (code, WRONG), (code, others), (WRONG, WRONG)):
        told = harness.try_code(tried, conversation=harness.key(), channel="web", second=with_it)
        assert told is CodeResult.WRONG
    assert second != code
    assert harness.register.second_code(astrid.id) == second


def test_two_codes_have_a_budget_too_and_a_letter_without_a_secret_has_no_second(
    harness_with: Callable[[Limits], RegisterHarness],
) -> None:
    harness = harness_with(Limits(risk=1, web=0, stepped=2))
    astrid = harness.person()
    code = harness.register.issue_letter(astrid.id)
    second = harness.register.second_code(astrid.id)
    for expected in (CodeResult.WRONG, CodeResult.WRONG, CodeResult.LOCKED_ALL):
        told = harness.try_code(code, conversation=harness.key(), channel="web", second=WRONG)
        assert told is expected
    harness.clock.move(hours=24)
    assert harness.try_code(code, channel="web", second=second) is CodeResult.OK
    assert harness.reopen(secrets=None).second_code(astrid.id) is None
