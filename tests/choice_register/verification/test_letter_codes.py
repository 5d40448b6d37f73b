"""The code of a letter: how it is made, and what comes of a try."""

from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from choice_register.audit import SYSTEM
from choice_register.models import Audit, Done
from choice_register.types import Attempt, CodeResult
from choice_register.verification.attempts import Limits
from choice_register.verification.letters import (
    CODE_LENGTH,
    OWASP,
    RANDOM_DIGITS,
    VALID_FOR,
    draw_code,
    read_code,
    with_check_digit,
)
from choice_register.verification.models import CodeTry, LetterCode, Proof
from tests.choice_register.harness import KRISTIANSAND, OSLO, RegisterHarness

DIGITS = st.text("0123456789", min_size=RANDOM_DIGITS, max_size=RANDOM_DIGITS)
BORN = date(1941, 3, 14)


class Counting(PasswordHasher):
    """Argon2id that counts how often it is used."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.count = 0

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.count += 1
        return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        self.count += 1
        return super().verify(hash, password)


def wrong(code: str) -> str:
    """Another code with a check digit that fits."""
    return with_check_digit(f"{(int(code[:-1]) + 1) % 10**RANDOM_DIGITS:0{RANDOM_DIGITS}}")


@given(DIGITS, st.integers(0, CODE_LENGTH - 1), st.integers(1, 9))
def test_every_single_wrong_digit_is_a_slip(digits: str, place: int, off: int) -> None:
    code = with_check_digit(digits)
    other = str((int(code[place]) + off) % 10)
    assert read_code(code) == code
    assert read_code(code[:place] + other + code[place + 1 :]) is None


@given(DIGITS, st.integers(0, CODE_LENGTH - 2))
def test_every_swap_of_two_neighbours_is_a_slip(digits: str, place: int) -> None:
    code = with_check_digit(digits)
    first, second = code[place], code[place + 1]
    swapped = code[:place] + second + first + code[place + 2 :]
    assert read_code(swapped) == (code if first == second else None)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_code_or_a_slip(typed: str) -> None:
    code = read_code(typed)
    assert code is None or (len(code) == CODE_LENGTH and code.isascii() and code.isdigit())


def test_blanks_and_hyphens_in_a_code_do_not_matter() -> None:
    code = with_check_digit("63146726")
    assert read_code(f" {code[:3]} {code[3:6]}-{code[6:]} ") == code


def test_drawn_codes_differ_and_use_every_digit_everywhere() -> None:
    codes = {draw_code() for _ in range(500)}
    assert len(codes) > 490
    assert all(read_code(code) for code in codes)
    for place in range(CODE_LENGTH):
        assert {code[place] for code in codes} == set("0123456789")


def test_the_right_code_with_the_birth_date_proves_who_it_is(harness: RegisterHarness) -> None:
    person = harness.person()
    code = harness.register.issue_letter(person.id)
    assert harness.register.proven_person("c") is None
    assert harness.try_code(code) is CodeResult.OK
    assert harness.register.proven_person("c") == person


def test_a_code_opens_nothing_with_another_birth_date_or_in_another_municipality(
    harness: RegisterHarness,
) -> None:
    code = harness.register.issue_letter(harness.person().id)
    assert harness.try_code(code, birth_date=date(1941, 3, 15)) is CodeResult.WRONG
    assert harness.try_code(code, municipality=KRISTIANSAND) is CodeResult.WRONG
    assert harness.register.proven_person("c") is None


def test_a_code_is_used_again_until_it_expires(harness: RegisterHarness) -> None:
    code = harness.register.issue_letter(harness.person().id)
    assert harness.try_code(code, conversation="by text") is CodeResult.OK
    harness.clock.move(seconds=VALID_FOR.total_seconds() - 1)
    assert harness.try_code(code, conversation="by phone", channel="phone") is CodeResult.OK
    harness.clock.move(seconds=1)
    assert harness.try_code(code, conversation="later") is CodeResult.EXPIRED
    assert harness.register.proven_person("later") is None


def test_a_code_that_expired_long_ago_is_only_wrong(harness: RegisterHarness) -> None:
    code = harness.register.issue_letter(harness.person().id)
    harness.clock.move(days=181)
    assert harness.try_code(code) is CodeResult.WRONG


def test_a_new_letter_ends_the_older_one_and_what_it_had_opened(harness: RegisterHarness) -> None:
    person = harness.person()
    old = harness.register.issue_letter(person.id)
    assert harness.try_code(old, conversation="a") is CodeResult.OK
    new = harness.register.issue_letter(person.id)
    assert harness.register.proven_person("a") is None
    assert harness.try_code(old, conversation="b") is CodeResult.EXPIRED
    assert harness.try_code(new, conversation="b") is CodeResult.OK


def test_a_locked_letter_opens_nothing_and_only_its_own_code_is_told_so(
    harness: RegisterHarness,
) -> None:
    person = harness.person()
    code = harness.register.issue_letter(person.id)
    assert harness.try_code(code) is CodeResult.OK
    harness.register.lock_letter(person.id, SYSTEM, "lost")
    assert harness.register.proven_person("c") is None
    assert harness.try_code(code) is CodeResult.LOCKED_LETTER
    assert harness.try_code(wrong(code)) is CodeResult.WRONG


def test_of_two_people_with_one_birth_date_the_code_tells_which(harness: RegisterHarness) -> None:
    first, second = harness.person(), harness.person()
    codes = [harness.register.issue_letter(each.id) for each in (first, second)]
    assert harness.try_code(codes[1], conversation="two") is CodeResult.OK
    assert harness.try_code(codes[0], conversation="one") is CodeResult.OK
    assert harness.register.proven_person("two") == second
    assert harness.register.proven_person("one") == first


def test_two_letters_with_one_birth_date_never_share_a_code(harness: RegisterHarness) -> None:
    drawn = iter([with_check_digit("11111111")] * 2 + [with_check_digit("22222222")])
    register = harness.reopen(draw=lambda: next(drawn))
    codes = [register.issue_letter(harness.person().id) for _ in range(2)]
    assert codes == [with_check_digit("11111111"), with_check_digit("22222222")]


def test_a_slip_costs_no_try(harness: RegisterHarness) -> None:
    code = harness.register.issue_letter(harness.person().id)
    slip = code[:-1] + str((int(code[-1]) + 1) % 10)
    for typed in [slip] * 6 + [code[:-1], "", "hei", "١٢٣٤٥٦٧٨٩"]:
        assert harness.try_code(typed) is CodeResult.SLIP
    assert harness.try_code(code) is CodeResult.OK


def test_an_unknown_birth_date_is_answered_and_paid_for_like_a_wrong_code(
    harness: RegisterHarness,
) -> None:
    code = harness.register.issue_letter(harness.person().id)
    tries = {
        "known": {"caller": "+4740000011", "code": wrong(code)},
        "unknown": {"caller": "+4740000012", "code": code, "birth_date": date(1950, 1, 1)},
    }
    results = {
        name: [harness.try_code(conversation=name, **said) for _ in range(4)]
        for name, said in tries.items()
    }
    assert results["known"] == results["unknown"]
    with harness.database.read() as session:
        for name in tries:
            spent = select(func.sum(CodeTry.risk)).where(CodeTry.conversation == name)
            assert session.scalar(spent) == 3


def test_a_try_hashes_as_often_whether_or_not_somebody_has_the_birth_date(
    harness: RegisterHarness,
) -> None:
    counts = {}
    hasher = Counting()
    register = harness.reopen(hasher=hasher)
    people = [harness.person() for _ in range(2)]
    for letters in range(3):
        if letters:
            register.issue_letter(people[letters - 1].id)
        hasher.count = 0
        register.check_code(
            Attempt(with_check_digit("00000000"), BORN, "c", None, OSLO, "sms", f"key-{letters}")
        )
        counts[letters] = hasher.count
    assert set(counts.values()) == {Limits().comparisons}


def test_the_same_key_is_one_try_with_one_answer(harness: RegisterHarness) -> None:
    code = harness.register.issue_letter(harness.person().id)
    for _ in range(10):
        assert harness.try_code(wrong(code), key="one") is CodeResult.WRONG
    assert harness.try_code(code, key="one") is CodeResult.WRONG
    assert harness.register.proven_person("c") is None
    assert harness.try_code(code, key="two") is CodeResult.OK
    assert harness.try_code(code, key="two") is CodeResult.OK


def test_codes_are_kept_only_as_slow_salted_hashes(harness: RegisterHarness) -> None:
    people = [harness.person() for _ in range(2)]
    codes = [harness.register.issue_letter(each.id) for each in people]
    for code in codes:
        harness.try_code(code, conversation=code[::-1])
        harness.try_code(wrong(code), conversation=code[::-1])
    with harness.database.read() as session:
        hashes = list(session.scalars(select(LetterCode.code_hash)))
        rows = [
            str(vars(row))
            for model in (LetterCode, CodeTry, Audit, Proof, Done)
            for row in session.scalars(select(model))
        ]
    assert len(set(hashes)) == 2
    assert all(extract_parameters(each).type is Type.ID for each in hashes)
    for code in [*codes, *(wrong(code) for code in codes)]:
        assert not any(code in row or code[:-1] in row for row in rows)


def test_the_default_cost_is_owasps() -> None:
    assert (OWASP.memory_cost, OWASP.time_cost, OWASP.parallelism) == (19456, 2, 1)
    assert OWASP.type is Type.ID


@pytest.mark.parametrize("days", [1, 41])
def test_letters_live_six_weeks(harness: RegisterHarness, days: int) -> None:
    assert timedelta(days=42) == VALID_FOR
    code = harness.register.issue_letter(harness.person().id)
    harness.clock.move(days=days)
    assert harness.try_code(code) is CodeResult.OK
