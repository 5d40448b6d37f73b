"""Giving mandates. Why it is so: docs/decisions/011."""

from dataclasses import dataclass
from datetime import date, timedelta

from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record
from choice_register.decisions import require_national_id
from choice_register.events import EventType, mandate_event
from choice_register.idempotency import hold, recall, remember
from choice_register.mandates.derived_codes import DerivedCodes
from choice_register.mandates.revocation import end_mandate
from choice_register.mandates.status import begin_of, end_of, is_oneself, view_mandate
from choice_register.mandates.types import (
    MandateKind,
    MandateRefusal,
    MandateRefused,
    MandateView,
    NewMandate,
    Paper,
    PaperMandate,
)
from choice_register.models import Mandate, Person
from choice_register.types import Authority, LetterState
from choice_register.verification.letters import in_use, live_letters, matches
from choice_register.verification.models import LetterCode
from choice_register.verification.proofs import actor_of, require_own_proof
from core.clock import Clock
from core.database import Database
from core.names import composed
from core.phone_number import NotAllowed, PhoneNumber

USUAL_DAYS = 90
MOST_DAYS = 365
FIRST_USE = timedelta(days=21)
"""A code that nobody has used by then has gone astray. NIST SP 800-63A-4 lets one by post live as
long. https://pages.nist.gov/800-63-4/sp800-63a.html"""
MOST_AT_ONCE = 5
"""Live mandates of one person, and mandates given in a day: each sends a text to a number."""
LONGEST_NAME = 60
GIVE = "give_mandate"

KINDS = {
    Paper.SIGNED: MandateKind.GIVEN,
    Paper.GUARDIAN: MandateKind.GUARDIAN,
    Paper.ATTORNEY: MandateKind.ATTORNEY,
}


@dataclass(frozen=True)
class GivenMandate:
    """A mandate with its code in clear, for whoever delivers it and for nobody else."""

    mandate: MandateView
    code: str


class Mandates:
    """Gives mandates; each act once for its key.

    Args:
        database: where they are kept.
        clock: what time it is.
        hasher: for their codes.
        keyed: derives their codes.
    """

    def __init__(
        self, database: Database, clock: Clock, hasher: PasswordHasher, keyed: DerivedCodes
    ) -> None:
        self._database = database
        self._clock = clock
        self._hasher = hasher
        self._keyed = keyed

    def give(self, new: NewMandate) -> GivenMandate:
        """Give a mandate: the proven person's own act, which nobody else can do.

        One to the same number takes the older one's place. The same key gives the same again, with
        the same code: it is derived anew, and kept only as a hash.

        Raises:
            MandateRefused: why it cannot be.
            NotProven: the person is not proven in the conversation; a mandate does not suffice.
            NoResultFound: no such person.
        """
        name, phone = _name(new.agent_name), mobile(new.agent_phone)
        with self._database.write() as session:
            hold(session, f"person:{new.person_id}")
            hold(session, "codes")
            person = session.get_one(Person, new.person_id)
            if (before := self._before(session, new.key)) is not None:
                return before
            now, today = self._clock.now(), self._clock.today()
            proof = require_own_proof(session, new.conversation, person.id, now)
            last = new.valid_to or today + timedelta(days=USUAL_DAYS)
            _require_days(today, today, last)
            actor = actor_of(proof, Authority.SELF)
            for former in _live(session, person.id, today):
                if former.agent_phone == phone and former.kind is MandateKind.GIVEN:
                    end_mandate(session, former, actor, now, "replaced")
            self._require_room(session, person.id)
            mandate = Mandate(
                person=person,
                municipality=person.municipality,
                kind=MandateKind.GIVEN,
                scope=new.scope,
                agent_name=name,
                agent_phone=phone,
                valid_from=today,
                valid_to=last,
                given_at=now,
                given_through=new.channel,
                conversation=new.conversation,
                key=new.key,
            )
            return self._keep(session, mandate, actor)

    def register_paper(self, paper: PaperMandate, actor: Actor) -> GivenMandate:
        """Register a mandate whose paper a caseworker has seen.

        Args:
            actor: the caseworker, who stands in the record as the one who saw it.

        Raises:
            MandateRefused: why it cannot be; legalfullmakt never can.
            ValueError: the agent's national id is none.
            NoResultFound: no such person.
        """
        if paper.paper is Paper.NEXT_OF_KIN:
            raise MandateRefused(MandateRefusal.NEXT_OF_KIN)
        today = self._clock.today()
        if not paper.reference.strip() or paper.seen_on > today:
            raise MandateRefused(MandateRefusal.NO_PAPER)
        name = _name(paper.agent_name)
        phone = mobile(paper.agent_phone) if paper.agent_phone else None
        if paper.agent_national_id is not None:
            require_national_id(paper.agent_national_id)
        with self._database.write() as session:
            hold(session, f"person:{paper.person_id}")
            hold(session, "codes")
            person = session.get_one(Person, paper.person_id)
            if person.municipality != paper.municipality:
                raise MandateRefused(MandateRefusal.NOT_HERE)
            if (before := self._before(session, paper.key)) is not None:
                return before
            first = paper.valid_from or today
            _require_days(today, first, paper.valid_to)
            self._require_room(session, person.id)
            if is_oneself(person, paper.agent_national_id):
                raise MandateRefused(MandateRefusal.OF_ONESELF)
            subject = paper.agent_national_id and self._keyed.subject(paper.agent_national_id)
            mandate = Mandate(
                person=person,
                municipality=person.municipality,
                kind=KINDS[paper.paper],
                scope=paper.scope,
                agent_name=name,
                agent_phone=phone,
                agent_subject=subject,
                valid_from=first,
                valid_to=paper.valid_to,
                given_at=self._clock.now(),
                given_through="casework",
                reference=paper.reference.strip(),
                seen_on=paper.seen_on,
                seen_by=actor.who,
                key=paper.key,
            )
            return self._keep(session, mandate, actor)

    def _before(self, session: Session, key: str) -> GivenMandate | None:
        outcome = recall(session, GIVE, key)
        if outcome is None:
            return None
        mandate = session.get_one(Mandate, outcome["mandate"])
        codes = self._keyed.codes(key, outcome["code"])
        letter = session.scalars(
            select(LetterCode).where(LetterCode.mandate_id == mandate.id).order_by(LetterCode.id)
        ).first()
        if letter is not None and len(codes) > 1:  # the secret may have changed since
            codes = [code for code in codes if matches(self._hasher, letter, code)] or codes
        return GivenMandate(view_mandate(mandate, self._clock.today()), codes[0])

    def _require_room(self, session: Session, person_id: int) -> None:
        live = _live(session, person_id, self._clock.today())
        since = self._clock.now() - timedelta(days=1)
        lately = session.scalar(
            select(func.count()).where(Mandate.person_id == person_id, Mandate.given_at > since)
        )
        if len(live) >= MOST_AT_ONCE or (lately or 0) >= MOST_AT_ONCE:
            raise MandateRefused(MandateRefusal.TOO_MANY)

    def _keep(self, session: Session, mandate: Mandate, actor: Actor) -> GivenMandate:
        """Add a mandate with its code, in the transaction of the act."""
        now, person = self._clock.now(), mandate.person
        live = live_letters(session, person.municipality, person.birth_date, now)
        number = 0
        code = self._keyed.code(mandate.key, number)
        # A code with a birth date opens one thing, so no two that are live ever share one.
        while in_use(self._hasher, live, code):
            number += 1
            code = self._keyed.code(mandate.key, number)
        session.add(mandate)
        session.flush()
        starts = max(now, begin_of(mandate))
        session.add(
            LetterCode(
                person=person,
                mandate=mandate,
                code_hash=self._hasher.hash(code),
                issued_at=now,
                expires_at=min(starts + FIRST_USE, end_of(mandate)),
                state=LetterState.LIVE,
                failures=0,
            )
        )
        record(
            session,
            now,
            actor,
            "mandate_given",
            person,
            mandate=mandate.id,
            kind=mandate.kind.value,
            scope=mandate.scope.value,
            valid_to=mandate.valid_to.isoformat(),
        )
        until = mandate.valid_to.isoformat()
        mandate_event(session, now, EventType.MANDATE_GIVEN, mandate, valid_to=until)
        outcome = {"mandate": mandate.id, "code": number}
        remember(session, GIVE, mandate.key, outcome, now)
        return GivenMandate(view_mandate(mandate, self._clock.today()), code)


def mobile(number: str) -> str:
    """A Norwegian mobile number in E.164.

    Another country's is none: whoever gives a mandate decides where we send a text that we pay for.

    Args:
        number: with or without a country code; without one it is Norwegian.

    Raises:
        MandateRefused: it is none; its cause tells what is wrong.
    """
    try:
        return PhoneNumber.read(number, allow_foreign=False, allow_landline=False).e164
    except NotAllowed as refused:
        raise MandateRefused(MandateRefusal.BAD_PHONE) from refused


def _name(name: str) -> str:
    told = composed(" ".join(name.split()))
    if not told or len(told) > LONGEST_NAME or not any(sign.isalpha() for sign in told):
        raise MandateRefused(MandateRefusal.NO_NAME)
    return told


def _require_days(today: date, first: date, last: date) -> None:
    if last < max(first, today) or first < today or (last - first).days > MOST_DAYS:
        raise MandateRefused(MandateRefusal.BAD_DAYS)


def _live(session: Session, person_id: int, today: date) -> list[Mandate]:
    """A person's mandates that hold, or will."""
    theirs = select(Mandate).where(
        Mandate.person_id == person_id, Mandate.withdrawn_at.is_(None), Mandate.valid_to >= today
    )
    return list(session.scalars(theirs.order_by(Mandate.id)))
