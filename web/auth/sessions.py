"""Sessions, kept on our side: begun at a sign-in, ended at a sign-out or by time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from cryptography.fernet import InvalidToken
from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from core.clock import Clock
from core.database import Database, as_data
from core.secret_keys import SecretKeys
from web.auth.models import SignInSession
from web.auth.relying_parties import Lifetime, PartyName
from web.auth.sealing import draw_id, hash_id, hash_subject, seal, unseal

UNREADABLE = frozenset({"id", "id_hash", "name", "subject_hash", "key_mark", "sealed"})
"""What of a row tells nobody anything."""
NAME_LENGTH = 24
STEP = timedelta(minutes=1)
"""Use is written down only when it moves the end this far, so that not every request writes."""


@dataclass(frozen=True)
class Held:
    """A session that holds.

    Attributes:
        id: the random id, as it stands in the cookie.
        subject: the keyed hash of who it is.
        data: what was put into it at the sign-in.
        started_at: when it began.
        expires_at: when it ends if it is not used again.
    """

    id: str
    subject: str
    data: dict[str, Any]
    started_at: datetime
    expires_at: datetime

    @property
    def name(self) -> str:
        """A name for the session that opens nothing: what is done in it can be told by it."""
        return name_of(self.id)


class Listener(Protocol):
    """Told, in the transaction of the act itself, that a session goes on or is over."""

    def used(self, session: Session, name: str, expires_at: datetime) -> None:
        """A session was used: it now ends at this time if it is not used again."""

    def ended(self, session: Session, names: Sequence[str]) -> None:
        """Sessions are over before their time."""


class Nobody:
    """A listener that does nothing."""

    def used(self, session: Session, name: str, expires_at: datetime) -> None:
        """Nothing hangs on it."""

    def ended(self, session: Session, names: Sequence[str]) -> None:
        """Nothing hangs on them."""


class Sessions:
    """All sessions of one party.

    Args:
        database: where they are kept.
        clock: what time it is.
        secrets: key the hash of who it is.
        party: whose.
        lifetime: how long they last.
        listener: what hangs on a session.
    """

    def __init__(  # noqa: PLR0917 - what every session stands on
        self,
        database: Database,
        clock: Clock,
        secrets: SecretKeys,
        party: PartyName,
        lifetime: Lifetime,
        listener: Listener | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._secrets = secrets
        self._party = party
        self._lifetime = lifetime
        self._listener = listener or Nobody()

    def begin(
        self,
        subject: str,
        data: dict[str, Any],
        *,
        provider_session: str | None = None,
        former: str | None = None,
    ) -> str:
        """Begin a session with a new id, and return the id for the cookie.

        Args:
            subject: who it is: a national id, or the provider's `sub`.
            data: what the session holds; stored sealed.
            provider_session: the provider's `sid`.
            former: the id that the browser came with; that session ends.
        """
        session_id, now = draw_id(), self._clock.now()
        with self._database.write() as session:
            # Nothing that is over is of use to anybody: each sign-in sweeps.
            session.execute(delete(SignInSession).where(_over(now)))
            if former:
                self._end_in(session, SignInSession.id_hash == hash_id(former))
            session.add(
                SignInSession(
                    id_hash=hash_id(session_id),
                    name=name_of(session_id),
                    party=self._party.value,
                    subject_hash=subject_hashes(self._secrets, self._party, subject)[0],
                    key_mark=self._secrets.marks[0],
                    provider_session=provider_session,
                    sealed=seal(session_id, data),
                    started_at=now,
                    last_seen_at=now,
                    ends_at=now + self._lifetime.whole,
                    ended_at=None,
                )
            )
        return session_id

    def find(self, session_id: str, *, used: bool = True) -> Held | None:
        """The session with an id, or None when it is over, of the other party, or never was.

        Args:
            session_id: from the cookie.
            used: whether this is use, which keeps it alive; a page that refreshes itself is not.
        """
        now = self._clock.now()
        with self._database.read() as session:
            row = session.scalar(self._open(session_id))
        if row is None or row.sealed is None or now >= self._expiry(row):
            return None
        if used and now - row.last_seen_at >= STEP:
            with self._database.write() as session:
                session.execute(
                    update(SignInSession)
                    .where(SignInSession.id == row.id, SignInSession.ended_at.is_(None))
                    .values(last_seen_at=now)
                )
                row.last_seen_at = now
                self._listener.used(session, name_of(session_id), self._expiry(row))
        try:
            data = unseal(session_id, row.sealed)
        except InvalidToken:  # somebody has changed the row
            return None
        return Held(session_id, row.subject_hash, data, row.started_at, self._expiry(row))

    def replace_data(self, session_id: str, data: dict[str, Any]) -> None:
        """Let a session hold something else from now on."""
        with self._database.write() as session:
            row = session.scalar(self._open(session_id))
            if row is not None:
                row.sealed = seal(session_id, data)

    def end(self, session_id: str) -> None:
        """End a session: the id opens nothing any more, and what it held is gone."""
        self._end(SignInSession.id_hash == hash_id(session_id))

    def end_of_provider(self, provider_session: str) -> None:
        """End the sessions that began in one session at the provider."""
        self._end(SignInSession.provider_session == provider_session)

    def end_of_subject(self, subject: str) -> int:
        """End every session of somebody, and tell how many there were."""
        hashes = subject_hashes(self._secrets, self._party, subject)
        return self._end(SignInSession.subject_hash.in_(hashes))

    def unknown(self) -> int:
        """How many open sessions another secret keys, so that nobody here knows whose they are."""
        now, mark = self._clock.now(), SignInSession.key_mark
        with self._database.read() as session:
            rows = session.scalars(
                select(SignInSession).where(
                    SignInSession.party == self._party.value,
                    SignInSession.ended_at.is_(None),
                    or_(mark.is_(None), mark.not_in(self._secrets.marks)),
                )
            )
            return sum(now < self._expiry(row) for row in rows)

    def _end(self, which: ColumnElement[bool]) -> int:
        with self._database.write() as session:
            return self._end_in(session, which)

    def _end_in(self, session: Session, which: ColumnElement[bool]) -> int:
        mine = SignInSession.party == self._party.value
        names = _end(session, self._clock.now(), which & mine)
        self._listener.ended(session, [name for name in names if name])
        return len(names)

    def _open(self, session_id: str) -> Any:
        return select(SignInSession).where(
            SignInSession.id_hash == hash_id(session_id),
            SignInSession.party == self._party.value,
            SignInSession.ended_at.is_(None),
        )

    def _expiry(self, row: SignInSession) -> datetime:
        return min(row.last_seen_at + self._lifetime.idle, row.ends_at)


def name_of(session_id: str) -> str:
    """A name for a session that opens nothing."""
    return hash_id(f"name of {session_id}")[:NAME_LENGTH]


def subject_hashes(secrets: SecretKeys, party: PartyName, subject: str) -> list[str]:
    """What may be stored of who it is: with each secret, the current one first."""
    return [hash_subject(key, party.value, subject) for key in secrets.all]


def sessions_of(database: Database, secrets: SecretKeys, national_id: str) -> list[dict[str, Any]]:
    """What is stored of a citizen's sessions, for that citizen: GDPR article 15."""
    hashes = subject_hashes(secrets, PartyName.CITIZEN, national_id)
    mine = select(SignInSession).where(SignInSession.subject_hash.in_(hashes))
    with database.read() as session:
        return [
            as_data(row, UNREADABLE) for row in session.scalars(mine.order_by(SignInSession.id))
        ]


def keyed_by_former(database: Database, mark: str, now: datetime) -> int:
    """How many open sessions are keyed with another secret than the one with this mark."""
    counted = select(func.count()).where(
        SignInSession.ended_at.is_(None),
        SignInSession.ends_at > now,
        or_(SignInSession.key_mark.is_(None), SignInSession.key_mark != mark),
    )
    with database.read() as session:
        return session.scalar(counted) or 0


def purge_sessions(database: Database, now: datetime, *, dry_run: bool) -> int:
    """Delete every session that is over, and tell how many there were."""
    with database.write() as session:
        over = select(func.count()).select_from(SignInSession).where(_over(now))
        count = session.scalar(over) or 0
        if not dry_run:
            session.execute(delete(SignInSession).where(_over(now)))
    return count


def _over(now: datetime) -> ColumnElement[bool]:
    return or_(SignInSession.ended_at.is_not(None), SignInSession.ends_at <= now)


def _end(session: Session, now: datetime, which: ColumnElement[bool]) -> list[str | None]:
    ended = session.scalars(
        update(SignInSession)
        .where(which, SignInSession.ended_at.is_(None))
        .values(ended_at=now, sealed=None)
        .returning(SignInSession.name)
    )
    return list(ended)
