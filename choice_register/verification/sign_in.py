"""Proof by sign-in: the person with ID-porten, or an agent whose mandate is bound to the sign-in.

Whoever calls has checked the sign-in; here it is only known whose national id was signed in with.
"""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record
from choice_register.idempotency import hold
from choice_register.mandates.derived_codes import DerivedCodes
from choice_register.mandates.status import authority_of, is_live, is_oneself, view_mandate
from choice_register.mandates.types import AgentMandate, MandateRefusal, MandateRefused
from choice_register.models import Mandate, Person
from choice_register.types import Attempt, CodeResult, PersonView
from choice_register.verification.attempts import Attempts
from choice_register.verification.proofs import SignIn, give_proof, valid_proof
from choice_register.verification.queries import view_proven
from core.clock import Clock
from core.database import Database

AUTHORITY = "id-porten"
"""How the audit names a sign-in."""


class SignedIn:
    """Gives proofs by sign-in, and binds mandates to it.

    Args:
        database: where proofs and mandates are kept.
        clock: what time it is.
        keyed: hides the agents' national ids.
        attempts: checks the code by which a mandate is bound.
    """

    def __init__(
        self, database: Database, clock: Clock, keyed: DerivedCodes, attempts: Attempts
    ) -> None:
        self._database = database
        self._clock = clock
        self._keyed = keyed
        self._attempts = attempts

    def prove_person(
        self,
        conversation: str,
        national_id: str,
        channel: str,
        municipality: str | None = None,
        *,
        sign_in: SignIn | None = None,
    ) -> PersonView | None:
        """Prove the person who has signed in, in the own case; None where there is no such person.

        Args:
            municipality: the one whose page it is: somebody who is another's is nobody here. None
                where the page is nobody's.
            sign_in: the session; the proof ends with it.
        """
        with self._database.write() as session:
            person = session.scalars(
                select(Person).where(Person.national_id == national_id)
            ).one_or_none()
            if person is None or municipality not in (None, person.municipality):
                return None
            actor = Actor("person", channel, AUTHORITY, conversation)
            now = self._clock.now()
            proof = give_proof(session, person, actor, now, sign_in=sign_in)
            session.flush()
            return view_proven(session, proof, self._clock.today())

    def prove_agent(
        self,
        conversation: str,
        national_id: str,
        mandate_id: int,
        channel: str,
        municipality: str | None = None,
        *,
        sign_in: SignIn | None = None,
    ) -> PersonView | None:
        """Prove the agent who has signed in, by a live mandate that is bound to the sign-in.

        Returns:
            The giver's view with the mandate; None where there is no such mandate for this agent.
        """
        with self._database.write() as session:
            mandate = session.get(Mandate, mandate_id)
            if (
                mandate is None
                or mandate.agent_subject not in self._keyed.subjects(national_id)
                or municipality not in (None, mandate.municipality)
                or not is_live(mandate, self._clock.now())
                or is_oneself(mandate.person, national_id)
            ):
                return None
            # What a former secret made is made anew, so that the former one can go.
            mandate.agent_subject = self._keyed.subject(national_id)
            actor = Actor("agent", channel, authority_of(mandate), conversation)
            proof = give_proof(
                session,
                mandate.person,
                actor,
                self._clock.now(),
                mandate=mandate,
                sign_in=sign_in,
            )
            session.flush()
            return view_proven(session, proof, self._clock.today())

    def mandates(self, national_id: str) -> list[AgentMandate]:
        """The live mandates that are bound to who has signed in, with the givers' names."""
        with self._database.read() as session:
            bound = session.scalars(
                select(Mandate)
                .where(Mandate.agent_subject.in_(self._keyed.subjects(national_id)))
                .order_by(Mandate.id)
            )
            today = self._clock.today()
            return [
                AgentMandate(view_mandate(each, today), each.person.name)
                for each in bound
                if is_live(each, self._clock.now()) and not is_oneself(each.person, national_id)
            ]

    def bind(
        self, attempt: Attempt, national_id: str, *, sign_in: SignIn | None = None
    ) -> CodeResult:
        """Bind a mandate to who has signed in: with its code and the giver's birth date, once.

        The try goes through the same limits as every other. With OK the conversation of the
        attempt holds a proof by the mandate.

        Raises:
            MandateRefused: the code is right, and is of a person's own letter (OWN_CODE), the giver
                uses it (OF_ONESELF), or the mandate is bound to another sign-in (BOUND). No proof
                stays.
        """
        result = self._attempts.check(replace(attempt, signed_in=national_id))
        if result is CodeResult.OF_ONESELF:
            raise MandateRefused(MandateRefusal.OF_ONESELF)
        if result is not CodeResult.OK:
            return result
        refused = None
        with self._database.write() as session:
            now = self._clock.now()
            proof = valid_proof(session, attempt.conversation, now)
            if proof is None:  # withdrawn between the two
                return CodeResult.MANDATE_OVER
            refused = self._bind(session, proof.mandate, attempt, national_id)
            if refused is not None:
                proof.withdrawn_at = now
            elif sign_in is not None:
                proof.sign_in, proof.expires_at = sign_in.name, sign_in.expires_at
        if refused is not None:
            raise MandateRefused(refused)
        return result

    def _bind(
        self, session: Session, mandate: Mandate | None, attempt: Attempt, national_id: str
    ) -> MandateRefusal | None:
        if mandate is None:
            return MandateRefusal.OWN_CODE
        hold(session, f"person:{mandate.person_id}")
        session.refresh(mandate)
        giver = mandate.person.national_id
        before = mandate.agent_subject
        if before in self._keyed.subjects(giver):
            # Bound to the giver before that was refused: nobody has it.
            before = None
        if before not in (None, *self._keyed.subjects(national_id)):
            return MandateRefusal.BOUND
        bound = before is not None
        mandate.agent_subject = self._keyed.subject(national_id)
        if not bound:
            actor = Actor("agent", attempt.channel, authority_of(mandate), attempt.conversation)
            at, number = self._clock.now(), mandate.id
            record(session, at, actor, "mandate_bound", mandate.person, mandate=number)
        return None
