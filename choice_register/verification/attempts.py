"""Trying a code: booked first, then compared, then settled. Why it is so: docs/decisions/003."""

import hmac
from dataclasses import dataclass, replace
from datetime import date, timedelta

from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from choice_register.audit import SYSTEM, Actor, record
from choice_register.idempotency import hold
from choice_register.mandates.derived_codes import DerivedCodes
from choice_register.mandates.status import end_of, is_live, is_oneself
from choice_register.models import Mandate, Person
from choice_register.types import Attempt, CodeResult, LetterState
from choice_register.verification.letters import OWASP, matches, read_code
from choice_register.verification.models import CodeTry, LetterCode
from choice_register.verification.proofs import give_proof
from choice_register.verification.queries import ANOTHER_SPOKE
from core.channel import Channel
from core.clock import Clock
from core.database import Database

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
        web: how much of that risk the web may spend. There a try costs nothing and has no number,
            so a handful of addresses can spend all that they may: whoever texts or calls must be
            let in all the same. The odds are not changed by it, for it lies within `risk`.
        web_here: and how much of it in one municipality, so that the others keep some.
        stepped: tries with a second code in any 24 hours. Both codes of one letter are to be
            guessed at once, so these are no part of `risk`; it bounds what a machine could send.
        letter: wrong tries in a row that one letter's code may be compared with; NIST SP 800-63B-4
            allows 100. https://pages.nist.gov/800-63-4/sp800-63b.html
        uncertain: tries in a conversation with a code that may be another with a digit lost, which
            are slips; the next ones count.
        comparisons: how many codes are hashed for a try at the least, so that the time taken does
            not tell whether there is a letter with the birth date.
    """

    conversation: int = 3
    number: int = 5
    risk: int = 99
    web: int = 49
    web_here: int = 33
    stepped: int = 1_000_000
    letter: int = 100
    uncertain: int = 5
    comparisons: int = 3


RISK_WINDOW = timedelta(hours=24)
"""For so long the price of a try counts."""


class Attempts:
    """Checks codes within limits that hold however many try at once.

    Args:
        database: where letters and tries are kept.
        clock: what time it is.
        hasher: Argon2id and its cost.
        limits: how many wrong codes are taken.
        keyed: derives letters' second codes; without a secret there are none.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        hasher: PasswordHasher = OWASP,
        limits: Limits | None = None,
        keyed: DerivedCodes | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hasher = hasher
        self._limits = limits or Limits()
        self._keyed = keyed or DerivedCodes(None)

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
                booked.result = self._settle(session, attempt, booked, found)
            return CodeResult(booked.result)

    def whose_letter(self, key: str) -> int | None:
        """The person whose letter somebody else had, by the key of the try that was refused."""
        with self._database.read() as session:
            tried = session.scalars(select(CodeTry).where(CodeTry.key == key)).one_or_none()
            if tried is None or tried.result != CodeResult.OWN_LETTER:
                return None
            return session.get_one(LetterCode, tried.letters[0]).person_id

    def _booked(self, session: Session, attempt: Attempt) -> CodeTry:
        """The row of this try: the one from before, a refusal, or a new one to be settled."""
        before = session.scalars(select(CodeTry).where(CodeTry.key == attempt.key)).one_or_none()
        if before is not None:
            return before
        letters: list[LetterCode] = []
        risk = 0
        stepped = False
        result = self._lock(session, attempt.conversation, attempt.caller)
        if result is None and read_code(attempt.code) is None:
            result = CodeResult.SLIP
        if result is not CodeResult.SLIP:
            letters = self._candidates(session, attempt.municipality, attempt.birth_date)
            # A birth date that nobody has costs as much as one that somebody has.
            risk = max(1, sum(self._is_live(letter) for letter in letters))
            if result is None and self._would_pass(session, attempt, risk):
                result = CodeResult.LOCKED_ALL
            if result is not None:
                stepped = attempt.second is not None and self._may_step(session)
                # Compared with the letter that has this second code, and with no other.
                letters = [each for each in letters if stepped and self._is_second(each, attempt)]
                result, risk = (None, 0) if stepped else (result, 0)
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
            counted=result is None and not stepped and not self._is_slip(session, attempt),
            stepped=stepped,
            result=result,
        )
        session.add(booked)
        session.flush()
        return booked

    def _settle(
        self, session: Session, attempt: Attempt, booked: CodeTry, found: list[int]
    ) -> CodeResult:
        now = self._clock.now()
        actor = Actor("person", booked.channel, conversation=booked.conversation)
        letters = [session.get_one(LetterCode, each) for each in booked.letters]
        right = [letter for letter in letters if letter.id in found]
        for letter in right:
            if self._is_live(letter):
                booked.risk, booked.counted, letter.failures = 0, False, 0
                refused = _not_for(attempt, letter)
                if refused is not None:
                    booked.letters = [letter.id]
                    own = refused is CodeResult.OF_ONESELF
                    who = actor if own else replace(actor, who="another")
                    record(session, now, who, "code_refused", letter.person)
                    return refused
                if letter.mandate is not None:
                    # Used in time: from now on it holds as long as the mandate.
                    letter.expires_at = end_of(letter.mandate)
                give_proof(session, letter.person, actor, now, mandate=letter.mandate)
                if attempt.another_before:
                    record(session, now, actor, ANOTHER_SPOKE, letter.person)
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
        if booked.stepped:
            # The same for a second code that is wrong and for one that is right: neither is told.
            return CodeResult.WRONG
        if not booked.counted:
            return CodeResult.SLIP
        # That the next one needs the second code is told when it comes.
        return CodeResult.WRONG

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

    def second_code(self, person_id: int) -> str | None:
        """The second code of a person's live letter, for the letter itself; None without one."""
        if not self._keyed.can:
            return None
        live = select(LetterCode).where(
            LetterCode.person_id == person_id,
            LetterCode.mandate_id.is_(None),
            LetterCode.state == LetterState.LIVE,
        )
        with self._database.read() as session:
            letter = session.scalars(live.order_by(LetterCode.id.desc())).first()
            return None if letter is None else self._keyed.second(letter.id, letter.code_hash)

    def _is_second(self, letter: LetterCode, attempt: Attempt) -> bool:
        given = read_code(attempt.second or "")
        if given is None or not self._keyed.can:
            return False
        seconds = self._keyed.seconds(letter.id, letter.code_hash)
        # All are compared, so that the time it takes tells nothing of which.
        return sum(hmac.compare_digest(given, each) for each in seconds) > 0

    def _may_step(self, session: Session) -> bool:
        """Whether two codes may be tried: no machine spends what there is in a day."""
        since = self._clock.now() - RISK_WINDOW
        tried = select(func.count()).where(CodeTry.tried_at > since, CodeTry.stepped)
        return (session.scalar(tried) or 0) < self._limits.stepped

    def _is_slip(self, session: Session, attempt: Attempt) -> bool:
        """Whether a wrong code is a slip, as which code was meant is not certain; a few are."""
        if attempt.certain:
            return False
        before = select(func.count()).where(
            CodeTry.conversation == attempt.conversation,
            CodeTry.result == CodeResult.SLIP,
            CodeTry.risk > 0,
        )
        return (session.scalar(before) or 0) < self._limits.uncertain

    def _would_pass(self, session: Session, attempt: Attempt, risk: int) -> bool:
        """Whether a try of this price would pass what may be spent, in all or in its channel."""
        since = self._clock.now() - RISK_WINDOW
        spent = select(func.sum(CodeTry.risk)).where(CodeTry.tried_at > since)
        budgets = [(spent, self._limits.risk)]
        if attempt.channel == Channel.WEB:
            by_web = spent.where(CodeTry.channel == Channel.WEB)
            here = by_web.where(CodeTry.municipality == attempt.municipality)
            budgets += [(by_web, self._limits.web), (here, self._limits.web_here)]
        return any((session.scalar(each) or 0) + risk > most for each, most in budgets)

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


def _not_for(attempt: Attempt, letter: LetterCode) -> CodeResult | None:
    """Why a right code proves nothing to who gives it; None where it does."""
    if letter.mandate is None:
        return CodeResult.OWN_LETTER if attempt.for_another else None
    if _is_the_giver(attempt, letter.mandate):
        return CodeResult.OF_ONESELF
    unsaid = attempt.own_case and not attempt.as_agent and attempt.caller is None
    return CodeResult.NOT_AS_AGENT if unsaid else None


def _is_the_giver(attempt: Attempt, mandate: Mandate) -> bool:
    """Whether the giver uses the code of the own mandate, as far as that is known.

    By the sign-in, by the proof that is there, or by the number on record, which the agent may have
    borrowed: who says to act for another is none.
    """
    giver = mandate.person
    if is_oneself(giver, attempt.signed_in) or attempt.proven_as == giver.id:
        return True
    own_number = attempt.caller is not None and attempt.caller == giver.phone
    return own_number and not attempt.as_agent and attempt.caller != mandate.agent_phone
