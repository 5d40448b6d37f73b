"""A lease on a conversation: one turn at a time, also between processes, also after a crash."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from conversations.models import Conversation
from core.database import Database

LEASE = timedelta(seconds=30)
"""So long waits a dead process's turn."""
STEP = timedelta(seconds=20)
"""The longest that a turn does between two looks at its lease (`Leases.keep`): the embedded reader
(`assistant_client.LONGEST_SECONDS`) and the second one (`Settings.reader_seconds`), or the engine's
answer and the commit. A turn has several such steps, and may last longer than a lease."""


def real_now() -> datetime:
    """The real time, for leases and next tries; the domain clock may stand still."""
    return datetime.now(UTC)


class LeaseLost(Exception):
    """Somebody else has taken the conversation over: nothing of this turn may be committed."""


@dataclass
class Lease:
    """The right to run turns of one conversation until it ends or is given back.

    Args:
        conversation: which.
        owner: a token of this lease's own.
        until: when it ends unless it is kept, by this process's own steady clock.
        finished: whether a `finish` has given it back.
    """

    conversation: str
    owner: str
    until: float
    finished: bool = False


class Leases:
    """Takes and gives back leases.

    Args:
        database: where conversations are.
        length: how long a lease lasts if its owner dies.
    """

    def __init__(self, database: Database, length: timedelta = LEASE) -> None:
        self._database = database
        self._length = length

    @contextmanager
    def on(self, conversation: str) -> Iterator[Lease | None]:
        """Hold the lease on a conversation, or get None where somebody else has it."""
        lease = self._take(conversation)
        try:
            yield lease
        except BaseException:
            if lease is not None:
                self._give_back(lease)
            raise
        if lease is not None and not lease.finished:
            self._give_back(lease)

    def keep(self, lease: Lease) -> None:
        """See that a lease lasts for one more step of its turn. Most turns have time enough left.

        Raises:
            LeaseLost: somebody else has taken the conversation over.
        """
        if lease.until - time.monotonic() >= STEP.total_seconds():
            return
        lease.until = time.monotonic() + self._length.total_seconds()
        with self._database.write() as session:
            kept = session.execute(
                update(Conversation)
                .where(Conversation.id == lease.conversation)
                .where(Conversation.lease_owner == lease.owner)
                .values(lease_until=real_now() + self._length)
                .returning(Conversation.id)
            ).scalar()
        if kept is None:
            raise LeaseLost(lease.conversation)

    def free_all(self) -> None:
        """Free every lease: for the start of the only process that uses an embedded database."""
        with self._database.write() as session:
            session.execute(update(Conversation).values(lease_owner=None, lease_until=None))

    def _take(self, conversation: str) -> Lease | None:
        now, owner = real_now(), secrets.token_hex(16)
        until = time.monotonic() + self._length.total_seconds()
        with self._database.write() as session:
            taken = session.execute(
                update(Conversation)
                .where(
                    Conversation.id == conversation,
                    or_(Conversation.lease_owner.is_(None), Conversation.lease_until < now),
                )
                .values(lease_owner=owner, lease_until=now + self._length)
                .returning(Conversation.id)
            ).scalar()
        return Lease(conversation, owner, until) if taken else None

    def _give_back(self, lease: Lease) -> None:
        with self._database.write() as session:
            session.execute(
                update(Conversation)
                .where(Conversation.id == lease.conversation)
                .where(Conversation.lease_owner == lease.owner)
                .values(lease_owner=None, lease_until=None)
            )


def finish(session: Session, lease: Lease) -> Conversation:
    """The leased conversation, locked, for the one write that ends a turn.

    This is the fence before the commit. The lease is given back by the same commit, so that a
    crash right after it does not keep the next message waiting.

    Raises:
        LeaseLost: the lease ended and somebody else took it.
    """
    conversation = session.get(Conversation, lease.conversation, with_for_update=True)
    if conversation is None or conversation.lease_owner != lease.owner:
        raise LeaseLost(lease.conversation)
    conversation.lease_owner, conversation.lease_until = None, None
    lease.finished = True
    return conversation
