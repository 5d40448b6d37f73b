"""Named row locks, and stored results per idempotency key."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from choice_register.models import Done, Lock


def hold(session: Session, name: str) -> Lock:
    """Take a named lock until the transaction ends, and give its row.

    On SQLite the write transaction is alone already; on PostgreSQL the row is locked. Take them in
    the order person, contract (of a municipality and a provider), case, codes, so that two
    transactions never wait for each other.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(dialect.insert(Lock).values(name=name, count=0).on_conflict_do_nothing())
    return session.get_one(Lock, name, with_for_update=True, populate_existing=True)


def recall(session: Session, act: str, key: str) -> dict[str, Any] | None:
    """The outcome of an act done before with this key, or None."""
    done = session.get(Done, (act, key))
    return done.outcome if done else None


def remember(session: Session, act: str, key: str, outcome: dict[str, Any], at: datetime) -> None:
    """Keep the outcome of an act, in the same transaction as the act itself."""
    session.add(Done(act=act, key=key, done_at=at, outcome=outcome))
