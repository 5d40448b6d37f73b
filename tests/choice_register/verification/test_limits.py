"""The limits on guessing hold for anybody, for many tries at once, and after a crash.

docs/decisions/003-letter-code.md reasons about the same numbers.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from fractions import Fraction
from itertools import count

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from choice_register.mandates.mandates import MOST_DAYS
from choice_register.types import Attempt, CodeResult, LetterState
from choice_register.verification.attempts import RISK_WINDOW, Limits
from choice_register.verification.letters import RANDOM_DIGITS, VALID_FOR, with_check_digit
from choice_register.verification.models import CodeTry, LetterCode
from tests.choice_register.harness import OSLO, RegisterHarness

BORN = date(1941, 3, 14)
ONE_IN_A_MILLION = Fraction(1, 10**6)


def guess(number: int) -> str:
    return with_check_digit(f"{number:0{RANDOM_DIGITS}}")


MOST_OF_A_DATE = 10
"""Letters that share a birth date, beyond which decision 003 asks for more digits."""


def odds_a_day(budget: int, digits: int, stepped: int = 0) -> Fraction:
    """The most that guesses compared with `budget` codes can hit, on the last day of a code.

    To them come `stepped` tries with two codes: each is compared with the letters of its birth
    date whose second code it has, so that it must hit two at once.

    The longest lived is a mandate's.

    Every guess that was wrong before leaves one code fewer to be right, and so does every other
    live code with the birth date, so the last day's odds are a little above the first day's.
    """
    days = max(VALID_FOR, timedelta(days=MOST_DAYS + 1)) / RISK_WINDOW
    ruled_out = int(budget * days) + budget
    two = Fraction(stepped * MOST_OF_A_DATE, 10 ** (2 * digits) - int(stepped * days))
    return Fraction(budget, 10**digits - ruled_out) + two


def test_the_odds_of_any_hit_by_guessing_are_below_one_in_a_million_a_day() -> None:
    assert odds_a_day(Limits().risk, RANDOM_DIGITS, Limits().stepped) < ONE_IN_A_MILLION


def test_no_fewer_digits_would_do_and_no_larger_budget() -> None:
    assert odds_a_day(Limits().risk + 1, RANDOM_DIGITS) > ONE_IN_A_MILLION
    assert odds_a_day(Limits().risk, RANDOM_DIGITS - 1) > ONE_IN_A_MILLION
    # With one digit fewer, ten wrong codes in a whole day would be one too many.
    assert odds_a_day(10, RANDOM_DIGITS - 1) > ONE_IN_A_MILLION


def test_a_hundred_numbers_that_know_every_birth_date_get_no_more_than_the_budget(
    harness: RegisterHarness,
) -> None:
    days = [BORN + timedelta(days=each // 2) for each in range(40)]
    people = [harness.person(birth_date=born, services=()) for born in days]
    for person in people:
        harness.register.issue_letter(person.id)
    guesses = count()
    results: Counter[CodeResult] = Counter()
    for number in range(100):
        caller = f"+47400{number:05}"
        for turn in range(2):
            born = days[next(guesses) % len(days)]
            result = harness.try_code(
                guess(next(guesses)),
                birth_date=born,
                conversation=f"{caller}-{turn}",
                caller=caller,
            )
            results[result] += 1
    with harness.database.read() as session:
        spent = session.scalar(select(func.sum(CodeTry.risk)))
        compared = sum(len(each) for each in session.scalars(select(CodeTry.letters)))
    # Two letters a birth date: 49 tries spend 98, and a fiftieth would be too much.
    assert spent == compared == 98
    assert results[CodeResult.LOCKED_ALL] > 0
    assert results[CodeResult.OK] == 0


def test_when_the_budget_is_spent_the_right_code_is_not_taken_either(
    harness_with: Callable[[Limits], RegisterHarness],
) -> None:
    harness = harness_with(Limits(risk=4))
    person = harness.person()
    code = harness.register.issue_letter(person.id)
    for number in range(4):
        result = harness.try_code(guess(number), conversation=f"g{number}", caller=None)
        assert result is CodeResult.WRONG
    assert harness.try_code(code, conversation="own") is CodeResult.LOCKED_ALL
    harness.clock.move(hours=23, minutes=59)
    assert harness.try_code(code, conversation="own") is CodeResult.LOCKED_ALL
    harness.clock.move(minutes=1)
    assert harness.try_code(code, conversation="own") is CodeResult.OK


def test_no_24_hours_have_two_budgets_not_even_around_midnight(
    harness_with: Callable[[Limits], RegisterHarness],
) -> None:
    harness = harness_with(Limits(risk=4))
    harness.clock.move(hours=13, minutes=50)  # 23:50 in Oslo
    taken = []
    for number in range(12):
        taken.append(harness.try_code(guess(number), conversation=f"g{number}", caller=None))
        harness.clock.move(minutes=2)
    assert taken.count(CodeResult.WRONG) == 4


def test_a_right_code_spends_nothing_and_gives_nothing_back(
    harness_with: Callable[[Limits], RegisterHarness],
) -> None:
    harness = harness_with(Limits(risk=4))
    code = harness.register.issue_letter(harness.person().id)
    for turn in range(10):
        assert harness.try_code(code, conversation=f"own{turn}") is CodeResult.OK
    taken = []
    for number in range(6):
        taken.append(harness.try_code(guess(number), conversation=f"g{number}", caller=None))
        harness.try_code(code, conversation=f"own-{number}")
    assert taken == [CodeResult.WRONG] * 4 + [CodeResult.LOCKED_ALL] * 2


def test_three_wrong_codes_close_a_conversation_even_for_the_right_one(
    harness: RegisterHarness,
) -> None:
    code = harness.register.issue_letter(harness.person().id)
    results = [harness.try_code(guess(number), caller=None) for number in range(3)]
    assert results == [CodeResult.WRONG] * 3
    assert harness.try_code(code, caller=None) is CodeResult.LOCKED_CONVERSATION
    assert harness.try_code(code, conversation="another", caller=None) is CodeResult.OK


def test_a_right_code_in_between_does_not_start_the_count_again(harness: RegisterHarness) -> None:
    code = harness.register.issue_letter(harness.person().id)
    tries = [guess(1), code, guess(2), code, guess(3), code]
    results = [harness.try_code(each) for each in tries]
    assert results[-2:] == [CodeResult.WRONG, CodeResult.LOCKED_CONVERSATION]


def test_five_wrong_codes_close_a_number_until_the_next_day_in_oslo(
    harness: RegisterHarness,
) -> None:
    code = harness.register.issue_letter(harness.person().id)
    results = [harness.try_code(guess(each), conversation=f"g{each}") for each in range(5)]
    assert results == [CodeResult.WRONG] * 5
    assert harness.try_code(code, conversation="x") is CodeResult.LOCKED_NUMBER
    assert harness.try_code(code, conversation="y", caller="+4740000002") is CodeResult.OK
    harness.clock.move(hours=13, minutes=59)  # 23:59 in Oslo
    assert harness.try_code(code, conversation="x") is CodeResult.LOCKED_NUMBER
    harness.clock.move(minutes=1)
    assert harness.try_code(code, conversation="x") is CodeResult.OK


def test_a_letter_that_was_guessed_at_a_hundred_times_is_locked(
    harness_with: Callable[[Limits], RegisterHarness],
) -> None:
    harness = harness_with(Limits(letter=5))
    person = harness.person()
    code = harness.register.issue_letter(person.id)

    def wrong_tries(number: int) -> None:
        for _ in range(number):
            harness.try_code(guess(0), conversation=harness.key(), caller=None)

    assert Limits().letter == 100
    wrong_tries(4)
    assert harness.try_code(code, conversation="own") is CodeResult.OK
    wrong_tries(4)
    assert harness.try_code(code, conversation="own again") is CodeResult.OK
    wrong_tries(5)
    assert harness.try_code(code, conversation="own at last") is CodeResult.LOCKED_LETTER


def test_many_tries_at_once_do_not_slip_past_any_limit(
    harness_with: Callable[[Limits], RegisterHarness],
) -> None:
    harness = harness_with(Limits(risk=9, number=5))
    for _ in range(2):
        harness.register.issue_letter(harness.person(services=()).id)

    def attempt(number: int) -> CodeResult:
        caller = "+4740000001" if number % 2 else None
        return harness.try_code(guess(number), conversation=f"c{number % 7}", caller=caller)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(attempt, range(40)))
    with harness.database.read() as session:
        assert session.scalar(select(func.sum(CodeTry.risk))) == 8
        counted = select(func.count()).where(CodeTry.counted)
        assert session.scalar(counted) == 4
    assert CodeResult.OK not in results


def test_the_same_key_at_once_is_one_try(harness: RegisterHarness) -> None:
    harness.register.issue_letter(harness.person().id)
    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(lambda _: harness.try_code(guess(1), key="same"), range(16)))
    assert results == {CodeResult.WRONG}
    with harness.database.read() as session:
        assert session.scalar(select(func.sum(CodeTry.risk))) == 1
        assert session.scalar(select(LetterCode.failures)) == 1


class PowerCut(PasswordHasher):
    """Argon2id on a machine that dies as it begins to compare."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        raise SystemExit


def test_a_try_that_died_half_way_is_paid_for_and_is_finished_with_its_key(
    harness: RegisterHarness,
) -> None:
    code = harness.register.issue_letter(harness.person().id)
    dying = harness.reopen(hasher=PowerCut())
    own, harness.register = harness.register, dying
    for key in ("guess", "right"):
        with pytest.raises(SystemExit):
            harness.try_code(guess(1) if key == "guess" else code, key=key)
    harness.register = own
    with harness.database.read() as session:
        assert session.scalar(select(func.sum(CodeTry.risk))) == 2
    assert harness.register.proven_person("c") is None
    assert harness.try_code(code, key="right") is CodeResult.OK
    assert harness.try_code(guess(1), key="guess") is CodeResult.WRONG
    with harness.database.read() as session:
        assert session.scalar(select(func.sum(CodeTry.risk))) == 1


def test_a_letter_that_ends_while_its_code_is_compared_opens_nothing(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    code = harness.register.issue_letter(person.id)

    class NewLetterMeanwhile(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            harness.register.issue_letter(person.id)
            return super().verify(hash, password)

    slow = harness.reopen(hasher=NewLetterMeanwhile(time_cost=1, memory_cost=8, parallelism=1))
    result = slow.check_code(Attempt(code, BORN, "c", None, OSLO, "sms", "key"))
    assert result is CodeResult.EXPIRED
    assert harness.register.proven_person("c") is None
    with harness.database.read() as session:
        states = list(session.scalars(select(LetterCode.state).order_by(LetterCode.id)))
    assert states == [LetterState.REPLACED, LetterState.LIVE]


def test_a_code_that_may_be_another_with_a_digit_lost_is_a_slip_and_costs_no_try(
    harness: RegisterHarness,
) -> None:
    code = harness.register.issue_letter(harness.person().id)
    for number in range(Limits().uncertain):
        assert harness.try_code(guess(number), certain=False) is CodeResult.SLIP
    assert harness.try_code(code) is CodeResult.OK


def test_what_is_uncertain_is_no_way_to_guess_on(harness: RegisterHarness) -> None:
    harness.register.issue_letter(harness.person().id)
    tries = Limits().uncertain + Limits().conversation
    for number in range(tries):
        harness.try_code(guess(number), certain=False)
    assert harness.try_code(guess(tries), certain=False) is CodeResult.LOCKED_CONVERSATION
    with harness.database.read() as session:
        spent = session.scalar(select(func.sum(CodeTry.risk)))
    assert spent == tries, "each is compared with a letter, and counted as such"
