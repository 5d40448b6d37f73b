"""Proof by sign-in: the person with ID-porten, or an agent whose mandate is bound to the sign-in.

Whoever calls has checked the sign-in; here it is only known whose national id was signed in with.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from choice_register.attempts import Attempts
from choice_register.audit import Actor, record
from choice_register.keyed import Keyed
from choice_register.locks import hold
from choice_register.mandate_standing import authority_of, is_live, view_mandate
from choice_register.mandate_states import (
    AgentMandate,
    MandateRefusal,
    MandateRefused,
)
from choice_register.models import Mandate, Person
from choice_register.proofs import give_proof, valid_proof
from choice_register.proven import view_proven
from choice_register.states import Attempt, CodeResult, PersonView
from foundation.clock import Clock
from foundation.database import Database

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

    def __init__(self, database: Database, clock: Clock, keyed: Keyed, attempts: Attempts) -> None:
        self._database = database
        self._clock = clock
        self._keyed = keyed
        self._attempts = attempts

    def prove_person(
        self, conversation: str, national_id: str, channel: str, municipality: str | None = None
    ) -> PersonView | None:
        """Prove the person who has signed in, in the own case; None where there is no such person.

        Args:
            municipality: the one whose page it is: somebody who is another's is nobody here. None
                where the page is nobody's.
        """
        with self._database.write() as session:
            person = session.scalars(
                select(Person).where(Person.national_id == national_id)
            ).one_or_none()
            if person is None or municipality not in (None, person.municipality):
                return None
            actor = Actor("person", channel, AUTHORITY, conversation)
            proof = give_proof(session, person, actor, self._clock.now())
            session.flush()
            return view_proven(session, proof, self._clock.today())

    def prove_agent(
        self,
        conversation: str,
        national_id: str,
        mandate_id: int,
        channel: str,
        municipality: str | None = None,
    ) -> PersonView | None:
        """Prove the agent who has signed in, by a live mandate that is bound to the sign-in.

        Returns:
            The giver's view with the mandate; None where there is no such mandate for this agent.
        """
        with self._database.write() as session:
            mandate = session.get(Mandate, mandate_id)
            if (
                mandate is None
                or mandate.agent_subject != self._keyed.subject(national_id)
                or municipality not in (None, mandate.municipality)
                or not is_live(mandate, self._clock.now())
            ):
                return None
            actor = Actor("agent", channel, authority_of(mandate), conversation)
            proof = give_proof(session, mandate.person, actor, self._clock.now(), mandate)
            session.flush()
            return view_proven(session, proof, self._clock.today())

    def mandates(self, national_id: str) -> list[AgentMandate]:
        """The live mandates that are bound to who has signed in, with the givers' names."""
        with self._database.read() as session:
            bound = session.scalars(
                select(Mandate)
                .where(Mandate.agent_subject == self._keyed.subject(national_id))
                .order_by(Mandate.id)
            )
            today = self._clock.today()
            return [
                AgentMandate(view_mandate(each, today), each.person.name)
                for each in bound
                if is_live(each, self._clock.now())
            ]

    def bind(self, attempt: Attempt, national_id: str) -> CodeResult:
        """Bind a mandate to who has signed in: with its code and the giver's birth date, once.

        The try goes through the same limits as every other. With OK the conversation of the
        attempt holds a proof by the mandate.

        Raises:
            MandateRefused: the code is right, and is of a person's own letter (OWN_CODE), or the
                mandate is bound to another sign-in (BOUND). No proof stays.
        """
        result = self._attempts.check(attempt)
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
        subject = self._keyed.subject(national_id)
        if mandate.agent_subject not in (None, subject):
            return MandateRefusal.BOUND
        if mandate.agent_subject is None:
            mandate.agent_subject = subject
            actor = Actor("agent", attempt.channel, authority_of(mandate), attempt.conversation)
            at, number = self._clock.now(), mandate.id
            record(session, at, actor, "mandate_bound", mandate.person, mandate=number)
        return None
