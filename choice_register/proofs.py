"""How long a proof of who it is lasts, and in which conversation."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from choice_register.audit import Actor, record
from choice_register.decisions import view_person
from choice_register.models import Person, Proof
from choice_register.states import NotProven, PersonView
from foundation.clock import Clock
from foundation.database import Database

IDLE = timedelta(minutes=60)
"""By text and on the web, the proof lasts this long after it was last used."""
LONGEST = timedelta(hours=12)
"""And never longer than this, so that a thread cannot stay proven from one day to the next."""
CALL = timedelta(minutes=60)
"""By phone it lasts as long as the call, and at most this long."""
STEP = timedelta(minutes=5)
"""Use moves the end only when it moves it this far, so that not every turn writes."""


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
        """The person proven in a conversation, or None. Asking is use: it keeps the proof alive."""
        now = self._clock.now()
        with self._database.read() as session:
            proof = valid_proof(session, conversation, now)
            if proof is None:
                return None
            person = view_person(session.get_one(Person, proof.person_id))
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
            .where(Proof.withdrawn_at.is_(None), ~replaced)
            .order_by(Proof.id.desc())
        )
        with self._database.read() as session:
            return list(session.scalars(query))

    def withdraw(self, conversation: str) -> None:
        """End the proof in a conversation: the call is over, or somebody else takes the phone."""
        with self._database.write() as session:
            now = self._clock.now()
            for proof in _open_proofs(session, conversation):
                proof.withdrawn_at = now
                actor = Actor("person", proof.channel, conversation=conversation)
                person = session.get_one(Person, proof.person_id)
                record(session, now, actor, "proof_withdrawn", person)


def give_proof(session: Session, person: Person, actor: Actor, at: datetime) -> None:
    """Note that a person has been shown to be in a conversation, and nobody else any more."""
    if actor.conversation is None or actor.channel is None:
        raise ValueError("a proof belongs to a conversation on a channel")
    for former in _open_proofs(session, actor.conversation):
        former.withdrawn_at = at
    session.add(
        Proof(
            conversation=actor.conversation,
            person_id=person.id,
            channel=actor.channel,
            proved_at=at,
            expires_at=at + (CALL if actor.channel == "phone" else IDLE),
        )
    )
    record(session, at, actor, "proved", person)


def withdraw_proofs_of(session: Session, person_id: int, at: datetime) -> None:
    """End every proof of a person: the letter that gave it may be in wrong hands."""
    open_proofs = select(Proof).where(Proof.person_id == person_id, Proof.withdrawn_at.is_(None))
    for proof in session.scalars(open_proofs):
        proof.withdrawn_at = at


def valid_proof(session: Session, conversation: str, at: datetime) -> Proof | None:
    """The proof that holds in a conversation at a time, or None."""
    proofs = _open_proofs(session, conversation)
    return next((proof for proof in proofs if at < proof.expires_at), None)


def require_proof(session: Session, conversation: str | None, person_id: int, at: datetime) -> None:
    """Check that the one in the conversation has been shown to be this person.

    Raises:
        NotProven: no proof, an old one, or of somebody else.
    """
    proof = valid_proof(session, conversation, at) if conversation else None
    if proof is None or proof.person_id != person_id:
        raise NotProven("no proof of this person in this conversation")


def end_of_proof(proof: Proof, used_at: datetime) -> datetime:
    """When a proof ends if it is used at a time."""
    if proof.channel == "phone":
        return proof.expires_at
    return min(used_at + IDLE, proof.proved_at + LONGEST)


def _open_proofs(session: Session, conversation: str) -> list[Proof]:
    """The proofs of a conversation that were not withdrawn, the newest first."""
    return list(
        session.scalars(
            select(Proof)
            .where(Proof.conversation == conversation, Proof.withdrawn_at.is_(None))
            .order_by(Proof.id.desc())
        )
    )
