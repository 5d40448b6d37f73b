"""Withdrawing mandates. Why it is so: docs/decisions/011."""

from sqlalchemy import select

from choice_register.audit import Actor
from choice_register.idempotency import hold, remember
from choice_register.mandates.revocation import end_mandate
from choice_register.mandates.status import state_of, view_mandate
from choice_register.mandates.types import (
    MandateKind,
    MandateRefusal,
    MandateRefused,
    MandateState,
    MandateView,
)
from choice_register.models import Done, Mandate
from choice_register.types import Authority
from choice_register.verification.proofs import actor_of, require_own_proof, require_proof
from core.clock import Clock
from core.database import Database

WITHDRAW = "withdraw_mandate"


class Withdrawals:
    """Withdraws mandates; each act once for its key.

    Args:
        database: where they are kept.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def withdraw(self, mandate_id: int, conversation: str, key: str = "") -> MandateView:
        """Withdraw a mandate by a word: the giver's own, or the agent who will not have it.

        One that has ended already stays as it is, so the act can be repeated.

        Args:
            key: the turn's idempotency key, where a turn must know again what it did
                (`withdrawn_with`).

        Raises:
            MandateRefused: it is a guardian's or an attorney's, and the person says the word.
            NotProven: neither the giver nor the agent is proven in the conversation.
            NoResultFound: no such mandate.
        """
        with self._database.write() as session:
            mandate = session.get_one(Mandate, mandate_id)
            hold(session, f"person:{mandate.person_id}")
            hold(session, "codes")
            session.refresh(mandate)
            now = self._clock.now()
            proof = require_proof(session, conversation, mandate.person_id, now)
            if proof.mandate_id not in (None, mandate.id):
                # Another agent's: told in no other way than if there were none.
                require_own_proof(session, conversation, mandate.person_id, now)
            if proof.mandate_id is None and mandate.kind is not MandateKind.GIVEN:
                raise MandateRefused(MandateRefusal.NOT_THE_GIVER_S)
            if state_of(mandate, self._clock.today()) in (MandateState.LIVE, MandateState.COMING):
                end_mandate(session, mandate, actor_of(proof, Authority.SELF), now, "withdrawn")
                if key:
                    outcome = {"mandate": mandate.id}
                    remember(session, WITHDRAW, f"{key}:{mandate.id}", outcome, now)
            return view_mandate(mandate, self._clock.today())

    def withdrawn_with(self, key: str) -> list[MandateView]:
        """What was withdrawn with a key: for a turn that is run again after a crash."""
        with self._database.read() as session:
            rows = session.scalars(
                select(Done)
                .where(Done.act == WITHDRAW, Done.key.startswith(f"{key}:", autoescape=True))
                .order_by(Done.key)
            )
            ids = [row.outcome["mandate"] for row in rows]
            today = self._clock.today()
            return [view_mandate(session.get_one(Mandate, each), today) for each in ids]

    def withdraw_by_caseworker(
        self, municipality: str, mandate_id: int, actor: Actor, reason: str
    ) -> MandateView:
        """Withdraw a mandate: the paper no longer holds, or the person asked by other means.

        Raises:
            MandateRefused: it is another municipality's.
            NoResultFound: no such mandate.
            ValueError: no reason.
        """
        if not reason.strip():
            raise ValueError("a withdrawal needs a reason")
        with self._database.write() as session:
            mandate = session.get_one(Mandate, mandate_id)
            if mandate.municipality != municipality:
                raise MandateRefused(MandateRefusal.NOT_HERE)
            hold(session, f"person:{mandate.person_id}")
            hold(session, "codes")
            session.refresh(mandate)
            if state_of(mandate, self._clock.today()) in (MandateState.LIVE, MandateState.COMING):
                end_mandate(session, mandate, actor, self._clock.now(), reason.strip())
            return view_mandate(mandate, self._clock.today())
