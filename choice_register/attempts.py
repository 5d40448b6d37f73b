"""Trying a code: booked first, then compared, then settled. Why it is so: docs/decisions/003."""

from dataclasses import dataclass
from datetime import date, timedelta

from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from choice_register.audit import SYSTEM, Actor, record
from choice_register.letters import OWASP, matches, read_code
from choice_register.locks import hold
from choice_register.mandate_standing import end_of, is_live
from choice_register.models import CodeTry, LetterCode, Person
from choice_register.proofs import give_proof
from choice_register.states import Attempt, CodeResult, LetterState
from foundation.clock import Clock
from foundation.database import Database

REMEMBERED = timedelta(days=138)
"""How long after its end a code is told from a wrong one, so that it can be called old."""


@dataclass(frozen=True)
class Limits:
    """How many wrong codes are taken.

    Attributes:
        conversation: wrong tries in one conversation.
        number: wrong tries from one calling number in a day in Oslo.
        risk: live letters that wrong tries may be compared with in any 24 hours, in all. It and
            the number of random digits are what the odds follow from.
        letter: wrong tries in a row that one letter's code may be compared with; NIST SP 800-63B-4
            allows 100. https://pages.nist.gov/800-63-4/sp800-63b.html
        comparisons: how many codes are hashed for a try at the least, so that the time taken does
            not tell whether there is a letter with the birth date.
    """

    conversation: int = 3
    number: int = 5
    risk: int = 99
    letter: int = 100
    comparisons: int = 3


RISK_WINDOW = timedelta(hours=24)


class Attempts:
    """Checks codes within limits that hold however many try at once.

    Args:
        database: where letters and tries are kept.
        clock: what time it is.
        hasher: Argon2id and its cost.
        limits: how many wrong codes are taken.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        hasher: PasswordHasher = OWASP,
        limits: Limits | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hasher = hasher
        self._limits = limits or Limits()

    def check(self, attempt: Attempt) -> CodeResult:
        """Try a code; with OK the conversation holds a proof of the person. Once for its key.

        The try is booked, at its full price, in a transaction of its own before the code is
        looked at. Only a right code gets the price back. So neither many tries at once nor a
        crash gives a guess for free, and the slow hashing holds no lock.
        """
        with self._database.write() as session:
            hold(session, "codes")
            booked = self._booked(session, attempt)
            if booked.result is not None:
                return CodeResult(booked.result)
            letters = [session.get_one(LetterCode, each) for each in booked.letters]
        code = read_code(attempt.code) or ""
        found = [letter.id for letter in letters if matches(self._hasher, letter, code)]
        for _ in range(self._limits.comparisons - len(letters)):
            self._hasher.hash(code)
        with self._database.write() as session:
            hold(session, "codes")
            booked = session.get_one(CodeTry, booked.id, populate_existing=True)
            if booked.result is None:
                booked.result = self._settle(session, booked, found)
            return CodeResult(booked.result)

    def _booked(self, session: Session, attempt: Attempt) -> CodeTry:
        """The row of this try: the one from before, a refusal, or a new one to be settled."""
        before = session.scalars(select(CodeTry).where(CodeTry.key == attempt.key)).one_or_none()
        if before is not None:
            return before
        letters: list[LetterCode] = []
        risk = 0
        result = self._lock(session, attempt.conversation, attempt.caller)
        if result is None and read_code(attempt.code) is None:
            result = CodeResult.SLIP
        if result is None:
            letters = self._candidates(session, attempt.municipality, attempt.birth_date)
            # A birth date that nobody has costs as much as one that somebody has.
            risk = max(1, sum(self._is_live(letter) for letter in letters))
            if self._risk_spent(session) + risk > self._limits.risk:
                result, letters, risk = CodeResult.LOCKED_ALL, [], 0
        booked = CodeTry(
            key=attempt.key,
            conversation=attempt.conversation,
            caller=attempt.caller,
            municipality=attempt.municipality,
            channel=attempt.channel,
            tried_at=self._clock.now(),
            day=self._clock.today(),
            letters=[letter.id for letter in letters],
            risk=risk,
            counted=result is None,
            result=result,
        )
        session.add(booked)
        session.flush()
        return booked

    def _settle(self, session: Session, booked: CodeTry, found: list[int]) -> CodeResult:
        now = self._clock.now()
        actor = Actor("person", booked.channel, conversation=booked.conversation)
        letters = [session.get_one(LetterCode, each) for each in booked.letters]
        right = [letter for letter in letters if letter.id in found]
        for letter in right:
            if self._is_live(letter):
                booked.risk, booked.counted, letter.failures = 0, False, 0
                if letter.mandate is not None:
                    # Used in time: from now on it holds as long as the mandate.
                    letter.expires_at = end_of(letter.mandate)
                give_proof(session, letter.person, actor, now, letter.mandate)
                return CodeResult.OK
        for letter in letters:
            if self._is_live(letter):
                letter.failures += 1
                if letter.failures >= self._limits.letter:
                    letter.state = LetterState.LOCKED
                    person = session.get_one(Person, letter.person_id)
                    record(session, now, SYSTEM, "letter_locked", person, reason="wrong codes")
        if any(letter.mandate_id is not None for letter in right):
            return CodeResult.MANDATE_OVER
        if right:
            locked = any(letter.state is LetterState.LOCKED for letter in right)
            return CodeResult.LOCKED_LETTER if locked else CodeResult.EXPIRED
        return self._lock(session, booked.conversation, booked.caller) or CodeResult.WRONG

    def _lock(self, session: Session, conversation: str, caller: str | None) -> CodeResult | None:
        """Which limit the wrong tries so far have used up, if any."""
        wrong = select(func.count()).where(CodeTry.counted)
        here = session.scalar(wrong.where(CodeTry.conversation == conversation)) or 0
        if here >= self._limits.conversation:
            return CodeResult.LOCKED_CONVERSATION
        if caller is None:
            return None
        today = wrong.where(CodeTry.caller == caller, CodeTry.day == self._clock.today())
        if (session.scalar(today) or 0) >= self._limits.number:
            return CodeResult.LOCKED_NUMBER
        return None

    def _risk_spent(self, session: Session) -> int:
        since = self._clock.now() - RISK_WINDOW
        spent = select(func.sum(CodeTry.risk)).where(CodeTry.tried_at > since)
        return session.scalar(spent) or 0

    def _candidates(
        self, session: Session, municipality: str, birth_date: date
    ) -> list[LetterCode]:
        """The letters to compare with: the live ones, and old ones that deserve to be told of."""
        now = self._clock.now()
        return list(
            session.scalars(
                select(LetterCode)
                .join(LetterCode.person)
                .where(Person.municipality == municipality, Person.birth_date == birth_date)
                .where(LetterCode.expires_at > now - REMEMBERED)
                .order_by(LetterCode.id)
            )
        )

    def _is_live(self, letter: LetterCode) -> bool:
        now = self._clock.now()
        if letter.mandate is not None and not is_live(letter.mandate, now):
            return False
        return letter.state is LetterState.LIVE and letter.expires_at > now
