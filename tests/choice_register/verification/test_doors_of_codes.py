"""Guessing on the web shuts the web, and neither the telephone nor every municipality with it."""

from collections.abc import Callable

import pytest

from choice_register.types import CodeResult
from choice_register.verification.attempts import Limits
from tests.choice_register.home import BAERUM, KRISTIANSAND, Home

WRONG = "631467268"


def guesses(home: Home, count: int, municipality: str) -> CodeResult:
    """Wrong codes on the web, each from a browser of its own; what the last came to."""
    results = [
        home.try_code(
            WRONG,
            conversation=f"{municipality}-{number}",
            caller=None,
            municipality=municipality,
            channel="web",
        )
        for number in range(count)
    ]
    return results[-1]


def test_who_texts_is_let_in_while_the_web_is_guessed_shut(home: Home) -> None:
    astrid = home.person()
    code = home.register.issue_letter(astrid.id)
    assert guesses(home, 40, "0301") is CodeResult.LOCKED_ALL
    assert guesses(home, 40, BAERUM) is CodeResult.LOCKED_ALL
    assert home.try_code(code, channel="web", conversation="hers") is CodeResult.LOCKED_ALL
    assert home.try_code(code, channel="sms", conversation="by text") is CodeResult.OK
    assert home.try_code(code, channel="phone", conversation="by phone") is CodeResult.OK


def test_an_attack_on_one_municipality_leaves_the_others_their_web(home: Home) -> None:
    assert guesses(home, 40, "0301") is CodeResult.LOCKED_ALL
    marit = home.person(municipality=KRISTIANSAND)
    code = home.register.issue_letter(marit.id)
    tried = home.try_code(code, municipality=KRISTIANSAND, channel="web", conversation="hers")
    assert tried is CodeResult.OK


def spent(home: Home, *channels: str) -> None:
    """Whoever guesses has used up what may be spent through these doors."""
    for channel in channels:
        for number in range(120):
            home.try_code(WRONG, conversation=f"{channel}-{number}", caller=None, channel=channel)


@pytest.mark.parametrize("channel", ["web", "sms", "phone"])
def test_nobody_is_shut_out_by_others_wrong_codes(home: Home, channel: str) -> None:
    astrid = home.person()
    code = home.register.issue_letter(astrid.id)
    second = home.register.second_code(astrid.id)
    spent(home, "web", "sms")
    assert home.try_code(code, conversation="hers", channel=channel) is CodeResult.LOCKED_ALL
    both = home.try_code(code, conversation="hers", channel=channel, second=second)
    assert both is CodeResult.OK
    assert home.register.proven_person("hers") is not None


def test_who_has_tried_too_often_opens_with_both_codes(home: Home) -> None:
    astrid = home.person()
    code = home.register.issue_letter(astrid.id)
    second = home.register.second_code(astrid.id)
    for _ in range(3):
        assert home.try_code(WRONG) is CodeResult.WRONG
    assert home.try_code(code) is CodeResult.LOCKED_CONVERSATION
    assert home.try_code(code, second=second) is CodeResult.OK


def test_an_answer_never_tells_which_of_two_codes_was_right(home: Home) -> None:
    astrid, berit = home.person(), home.person()
    code = home.register.issue_letter(astrid.id)
    second = home.register.second_code(astrid.id)
    home.register.issue_letter(berit.id)
    others = home.register.second_code(berit.id)
    spent(home, "web")
    for tried, with_it in ((WRONG, second), (code, WRONG), (code, others), (WRONG, WRONG)):
        told = home.try_code(tried, conversation=home.key(), channel="web", second=with_it)
        assert told is CodeResult.WRONG
    assert second != code
    assert home.register.second_code(astrid.id) == second


def test_two_codes_have_a_budget_too_and_a_letter_without_a_secret_has_no_second(
    home_with: Callable[[Limits], Home],
) -> None:
    home = home_with(Limits(risk=1, web=0, stepped=2))
    astrid = home.person()
    code = home.register.issue_letter(astrid.id)
    second = home.register.second_code(astrid.id)
    for expected in (CodeResult.WRONG, CodeResult.WRONG, CodeResult.LOCKED_ALL):
        told = home.try_code(code, conversation=home.key(), channel="web", second=WRONG)
        assert told is expected
    home.clock.move(hours=24)
    assert home.try_code(code, channel="web", second=second) is CodeResult.OK
    assert home.reopen(secrets=None).second_code(astrid.id) is None
