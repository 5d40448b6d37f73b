"""Lifetime and reach of proofs: a conversation's verified identity."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from choice_register.audit import Actor, record
from choice_register.idempotency import hold
from choice_register.mandates.status import authority_of, is_live
from choice_register.mandates.types import Scope
from choice_register.models import Mandate, Person
from choice_register.types import Authority, NotProven, OutOfScope
from choice_register.verification.models import Proof
from core.channel import Channel

IDLE = timedelta(minutes=60)
"""By text the proof lasts this long after it was last used."""
WEB_IDLE = timedelta(minutes=30)
"""On the web: a machine has a next one who sits down at it, a telephone seldom has."""
LONGEST = timedelta(hours=12)
"""And never longer than this, so that a thread cannot stay proven from one day to the next."""
CALL = timedelta(minutes=60)
"""By phone it lasts as long as the call, and at most this long."""
STEP = timedelta(minutes=5)
"""Use moves the end only when it moves it this far, so that not every turn writes."""


@dataclass(frozen=True)
class SignIn:
    """A sign-in that gives a proof.

    Attributes:
        name: of its session.
        expires_at: when it ends if it is not used again.
    """

    name: str
    expires_at: datetime


def give_proof(
    session: Session,
    person: Person,
    actor: Actor,
    at: datetime,
    *,
    mandate: Mandate | None = None,
    sign_in: SignIn | None = None,
) -> Proof:
    """Note that a person, or somebody with a mandate, has been shown to be in a conversation.

    Nobody else is in it any more.

    Args:
        sign_in: where it came from one: the proof lasts exactly as long.
    """
    if actor.conversation is None or actor.channel is None:
        raise ValueError("a proof belongs to a conversation on a channel")
    for former in open_proofs(session, actor.conversation):
        former.withdrawn_at = at
    proof = Proof(
        conversation=actor.conversation,
        person_id=person.id,
        channel=actor.channel,
        proved_at=at,
        expires_at=at + (CALL if actor.channel == Channel.PHONE else _idle(actor.channel)),
        mandate=mandate,
    )
    if sign_in is not None:
        proof.sign_in, proof.expires_at = sign_in.name, sign_in.expires_at
    session.add(proof)
    if mandate is not None:
        actor = replace(actor, who="agent", authority=authority_of(mandate))
    record(session, at, actor, "proved", person)
    return proof


def withdraw_proofs_of(session: Session, person_id: int, at: datetime) -> None:
    """End every proof that a person's letter gave: it may be in wrong hands."""
    by_letter = select(Proof).where(Proof.person_id == person_id, Proof.mandate_id.is_(None))
    for proof in session.scalars(by_letter.where(Proof.withdrawn_at.is_(None))):
        proof.withdrawn_at = at


def withdraw_proofs_by(session: Session, mandate: Mandate, at: datetime) -> None:
    """End every proof that a mandate gave."""
    given = select(Proof).where(Proof.mandate_id == mandate.id, Proof.withdrawn_at.is_(None))
    for proof in session.scalars(given):
        proof.withdrawn_at = at


def lengthen_with_sign_in(session: Session, name: str, expires_at: datetime) -> None:
    """A sign-in was used: what it has proven lasts as long as it does now."""
    theirs = update(Proof).where(Proof.sign_in == name, Proof.withdrawn_at.is_(None))
    session.execute(theirs.values(expires_at=expires_at))


def end_with_sign_in(session: Session, names: Sequence[str], at: datetime) -> None:
    """Sign-ins are over: so is what they have proven, in the same transaction.

    Under the persons' locks, which choosing takes too: no choice comes after it.
    """
    theirs = select(Proof).where(Proof.sign_in.in_(names), Proof.withdrawn_at.is_(None))
    for person_id in sorted({each.person_id for each in session.scalars(theirs)}):
        hold(session, f"person:{person_id}")
    for proof in session.scalars(theirs.execution_options(populate_existing=True)):
        proof.withdrawn_at = at
        person = session.get_one(Person, proof.person_id)
        record(session, at, actor_of(proof), "proof_withdrawn", person)


def valid_proof(session: Session, conversation: str, at: datetime) -> Proof | None:
    """The proof that holds in a conversation at a time, or None.

    One by a mandate holds only as long as the mandate itself.
    """
    newest = next(iter(open_proofs(session, conversation)), None)
    if newest is None or at >= newest.expires_at:
        return None
    if newest.mandate is not None and not is_live(newest.mandate, at):
        return None
    return newest


def require_proof(
    session: Session, conversation: str | None, person_id: int, at: datetime
) -> Proof:
    """The proof of this person, or of a mandate from this person, in the conversation.

    Raises:
        NotProven: no proof, an old one, or of somebody else.
    """
    proof = valid_proof(session, conversation, at) if conversation else None
    if proof is None or proof.person_id != person_id:
        raise NotProven("no proof of this person in this conversation")
    return proof


def require_own_proof(
    session: Session, conversation: str | None, person_id: int, at: datetime
) -> Proof:
    """As `require_proof`, for what nobody can do for the person.

    Raises:
        NotProven: no proof, or of somebody with a mandate.
    """
    proof = require_proof(session, conversation, person_id, at)
    if proof.mandate_id is not None:
        raise NotProven("somebody with a mandate is not the person")
    return proof


def require_to_choose(
    session: Session, conversation: str | None, person_id: int, at: datetime
) -> Proof:
    """As `require_proof`, for choosing, switching and taking back.

    Raises:
        OutOfScope: the mandate is for seeing only.
        NotProven: no proof.
    """
    proof = require_proof(session, conversation, person_id, at)
    if proof.mandate is not None and proof.mandate.scope is not Scope.CHOOSE:
        raise OutOfScope("the mandate is for seeing only")
    return proof


def actor_of(proof: Proof, authority: str | None = None) -> Actor:
    """Who acts on a proof: the person, or the agent on the mandate's authority.

    Args:
        authority: the person's own, where the audit names it.
    """
    if proof.mandate is None:
        return Actor("person", proof.channel, authority, proof.conversation)
    return Actor("agent", proof.channel, authority_of(proof.mandate), proof.conversation)


def authority_by(proof: Proof) -> Authority:
    """On whose authority a choice is made by this proof."""
    return Authority.SELF if proof.mandate_id is None else Authority.MANDATE


def end_of_proof(proof: Proof, used_at: datetime) -> datetime:
    """When a proof ends if it is used at a time."""
    if proof.channel == Channel.PHONE or proof.sign_in is not None:
        return proof.expires_at
    return min(used_at + _idle(proof.channel), proof.proved_at + LONGEST)


def _idle(channel: str) -> timedelta:
    return WEB_IDLE if channel == Channel.WEB else IDLE


def open_proofs(session: Session, conversation: str) -> list[Proof]:
    """The proofs of a conversation that were not withdrawn, the newest first."""
    return list(
        session.scalars(
            select(Proof)
            .where(Proof.conversation == conversation, Proof.withdrawn_at.is_(None))
            .order_by(Proof.id.desc())
        )
    )
