"""The letter's code: drawing it, hashing it, and ending it. Why it is so: docs/decisions/003."""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from stdnum import damm

from choice_register.audit import SYSTEM, Actor, record
from choice_register.idempotency import hold
from choice_register.mandates.revocation import end_given_since
from choice_register.models import Person
from choice_register.types import LetterState
from choice_register.verification.models import LetterCode
from choice_register.verification.proofs import withdraw_proofs_of
from core.clock import Clock
from core.database import Database

RANDOM_DIGITS = 8
CODE_LENGTH = RANDOM_DIGITS + 1
VALID_FOR = timedelta(days=42)

# OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, two iterations, one lane.
# https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
OWASP = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def with_check_digit(digits: str) -> str:
    """A code: the digits, and the check digit of Damm after them.

    Damm's catches every single wrong digit and every swap of two neighbours.
    """
    return digits + damm.calc_check_digit(digits)


def draw_code() -> str:
    """A new code, from the operating system's source of randomness."""
    return with_check_digit(f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}")


def read_code(typed: str) -> str | None:
    """The code in what was typed or heard, or None for a slip. Blanks and hyphens do not matter."""
    code = "".join(typed.split()).replace("-", "")
    if len(code) != CODE_LENGTH or not (code.isascii() and code.isdigit()):
        return None
    return code if damm.is_valid(code) else None


def matches(hasher: PasswordHasher, letter: LetterCode, code: str) -> bool:
    """Whether a code is this letter's."""
    try:
        return hasher.verify(letter.code_hash, code)
    except VerifyMismatchError:
        return False


class NewerLetter(Exception):
    """A letter was made since somebody looked: another would make its code worthless."""


class Letters:
    """Issues and ends letters' codes.

    Args:
        database: where the hashes are kept.
        clock: what time it is.
        hasher: Argon2id and its cost.
        draw: where a code comes from; another than `draw_code` is for the demo only.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        hasher: PasswordHasher = OWASP,
        draw: Callable[[], str] = draw_code,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hasher = hasher
        self._draw = draw

    def latest(self, person_id: int) -> int:
        """The row of a person's latest letter; 0 where there is none."""
        with self._database.read() as session:
            return _latest(session, person_id)

    def issue(self, person_id: int, actor: Actor = SYSTEM, seen: int | None = None) -> str:
        """Make a code for a new letter. It is given here once, in clear, and kept only as a hash.

        The codes of the person's older letters end, and every proof that they gave.

        Args:
            person_id: whose.
            actor: who asks for it.
            seen: the latest letter that whoever asks knew of (`latest`); None where nobody looked.

        Raises:
            NoResultFound: no such person.
            NewerLetter: there is a later one than was seen.
        """
        now = self._clock.now()
        with self._database.write() as session:
            hold(session, f"person:{person_id}")
            hold(session, "codes")
            if seen is not None and _latest(session, person_id) != seen:
                raise NewerLetter
            person = session.get_one(Person, person_id)
            live = live_letters(session, person.municipality, person.birth_date, now)
            end_letters(session, person, LetterState.REPLACED, now)
            code = self._draw()
            # A code with a birth date names one person, so two such letters never share one.
            while in_use(self._hasher, live, code):
                code = self._draw()
            session.add(
                LetterCode(
                    person_id=person.id,
                    code_hash=self._hasher.hash(code),
                    issued_at=now,
                    expires_at=now + VALID_FOR,
                    state=LetterState.LIVE,
                    failures=0,
                )
            )
            record(session, now, actor, "letter_issued", person)
        return code

    def lock(self, person_id: int, actor: Actor, reason: str) -> None:
        """End the code of a person's letter without a new one: the letter is lost, or was opened.

        The mandates given since the letter was issued end with it: whoever opened it may have
        given them.

        Raises:
            NoResultFound: no such person.
        """
        now = self._clock.now()
        with self._database.write() as session:
            hold(session, f"person:{person_id}")
            hold(session, "codes")
            person = session.get_one(Person, person_id)
            live = live_letters(session, person.municipality, person.birth_date, now)
            own = [each for each in live if each.person_id == person.id and not each.mandate_id]
            end_letters(session, person, LetterState.LOCKED, now)
            if own:
                since = min(each.issued_at for each in own)
                end_given_since(session, person, since, actor, now)
            record(session, now, actor, "letter_locked", person, reason=reason)


def _latest(session: Session, person_id: int) -> int:
    own = (LetterCode.person_id == person_id) & LetterCode.mandate_id.is_(None)
    return session.scalar(select(func.coalesce(func.max(LetterCode.id), 0)).where(own)) or 0


def end_letters(session: Session, person: Person, state: LetterState, at: datetime) -> None:
    """End the live codes of a person's letters, and every proof that they gave."""
    for letter in live_letters(session, person.municipality, person.birth_date, at):
        if letter.person_id == person.id and letter.mandate_id is None:
            letter.state = state
    withdraw_proofs_of(session, person.id, at)


def in_use(hasher: PasswordHasher, live: list[LetterCode], code: str) -> bool:
    """Whether a code is one of these already."""
    return any(matches(hasher, letter, code) for letter in live)


def live_letters(
    session: Session, municipality: str, birth_date: date, at: datetime
) -> list[LetterCode]:
    """The letters and mandates that a code and a birth date can open at a time."""
    return list(
        session.scalars(
            select(LetterCode)
            .join(LetterCode.person)
            .where(Person.municipality == municipality, Person.birth_date == birth_date)
            .where(LetterCode.state == LetterState.LIVE, LetterCode.expires_at > at)
            .order_by(LetterCode.id)
        )
    )
