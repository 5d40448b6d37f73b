"""Queries on identity verifications by conversation, for other packages."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from choice_register.audit import record
from choice_register.decisions import view_person
from choice_register.idempotency import hold
from choice_register.mandates.status import view_mandate
from choice_register.models import Person
from choice_register.types import PersonView
from choice_register.verification.models import Proof
from choice_register.verification.proofs import (
    STEP,
    actor_of,
    end_of_proof,
    open_proofs,
    valid_proof,
)
from core.clock import Clock
from core.database import Database

ANOTHER_SPOKE = "another_spoke"
"""What the audit says of a conversation in which whoever had the code said to be somebody else."""


@dataclass(frozen=True)
class GivenProof:
    """A proof, and where it came from.

    Attributes:
        sign_in: the name of the sign-in's session; None where a code was used.
        name: the person's.
    """

    person_id: int
    proved_at: datetime
    sign_in: str | None
    name: str


class Proofs:
    """Who has been shown to be in which conversation.

    Args:
        database: where proofs are kept.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def person(self, conversation: str) -> PersonView | None:
        """The person proven in a conversation, or None. Asking is use: it keeps the proof alive.

        Where it is somebody with a mandate, the view is the giver's and names the mandate.
        """
        now = self._clock.now()
        with self._database.read() as session:
            proof = valid_proof(session, conversation, now)
            if proof is None:
                return None
            person = view_proven(session, proof, self._clock.today())
            if end_of_proof(proof, now) - proof.expires_at < STEP:
                return person
        with self._database.write() as session:
            proof = valid_proof(session, conversation, now)
            if proof is None:
                return None
            proof.expires_at = end_of_proof(proof, now)
        return person

    def conversations_of(self, person_id: int, since: datetime) -> list[str]:
        """The conversations in which a person was proven since a time, the latest first.

        A proof that has run out counts: it was given there. One that was withdrawn does not, nor
        one after which somebody else was proven in the same conversation.
        """
        later = aliased(Proof)
        replaced = exists().where(later.conversation == Proof.conversation, later.id > Proof.id)
        query = (
            select(Proof.conversation)
            .where(Proof.person_id == person_id, Proof.proved_at >= since)
            # Where somebody with a mandate was proven the person has not been.
            .where(Proof.mandate_id.is_(None))
            .where(Proof.withdrawn_at.is_(None), ~replaced)
            .order_by(Proof.id.desc())
        )
        with self._database.read() as session:
            return list(session.scalars(query))

    def last(self, conversation: str) -> tuple[PersonView, bool] | None:
        """Who was proven last in a conversation, and whether that holds now; for a caseworker.

        A look is no use of the proof: it ends when it would have ended.
        """
        with self._database.read() as session:
            proof = next(iter(open_proofs(session, conversation)), None)
            if proof is None:
                return None
            holds = valid_proof(session, conversation, self._clock.now()) is not None
            return view_proven(session, proof, self._clock.today()), holds

    def last_in(self, conversations: Collection[str]) -> dict[str, int]:
        """Whose case was proven last in each of some conversations, by conversation: for a list.

        Whoever shows the list notes that they were seen; it is no use of a proof.
        """
        query = (
            select(Proof.conversation, Proof.person_id)
            .where(Proof.conversation.in_(conversations), Proof.withdrawn_at.is_(None))
            .order_by(Proof.id)
        )
        with self._database.read() as session:
            return {conversation: person for conversation, person in session.execute(query)}

    def given(self, conversation: str) -> GivenProof | None:
        """The proof that holds in a conversation, or None. A look is no use of it."""
        with self._database.read() as session:
            proof = valid_proof(session, conversation, self._clock.now())
            if proof is None:
                return None
            name = session.get_one(Person, proof.person_id).name
            return GivenProof(proof.person_id, proof.proved_at, proof.sign_in, name)

    def shown(self, conversation: str) -> set[tuple[int, int | None]]:
        """Everybody who was ever proven in a conversation: the person, and the mandate if by one.

        Also where the proof has run out or was withdrawn: what was said there is still theirs.
        """
        every = select(Proof.person_id, Proof.mandate_id).where(Proof.conversation == conversation)
        with self._database.read() as session:
            return {(person, mandate) for person, mandate in session.execute(every)}

    def withdraw(self, conversation: str, *, another: bool = False) -> None:
        """End the proof in a conversation: the call is over, or somebody else takes the phone.

        Under the person's lock, which choosing takes too: no choice comes after it.

        Args:
            another: whether it turned out that it was never the person: what was said there is
                not the person's own words (`exchange.data_export`).
        """
        with self._database.write() as session:
            end_proof(session, conversation, self._clock.now(), another=another)


def end_proof(session: Session, conversation: str, at: datetime, *, another: bool) -> None:
    """End the proof in a conversation, in a transaction of somebody else's (`Proofs.withdraw`)."""
    for person_id in sorted({each.person_id for each in open_proofs(session, conversation)}):
        hold(session, f"person:{person_id}")
    for proof in open_proofs(session, conversation):
        session.refresh(proof)
        if proof.withdrawn_at is not None:
            continue  # Somebody else ended it while we waited for the lock.
        proof.withdrawn_at = at
        person = session.get_one(Person, proof.person_id)
        what = ANOTHER_SPOKE if another else "proof_withdrawn"
        record(session, at, actor_of(proof), what, person)


def view_proven(session: Session, proof: Proof, today: date) -> PersonView:
    """The person of a proof, with the mandate where it is somebody else who acts."""
    person = view_person(session.get_one(Person, proof.person_id))
    if proof.mandate is None:
        return person
    return replace(person, mandate=view_mandate(proof.mandate, today))
