"""The database: one declarative base, one way to read, one way to write.

SQLite embedded or PostgreSQL, the same code. On SQLite a write takes the one write lock at its
start (`BEGIN IMMEDIATE`), so a transaction that first reads and then writes cannot be overtaken.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import DateTime, Dialect, Engine, MetaData, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

# Alembic can only drop or change a constraint that has a name, so every one gets one.
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of every table, in whichever room it stands."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """A time with zone. Kept in UTC; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """To UTC, before it is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """With its zone, when it is read."""
        if value is None:
            return None
        # SQLite keeps no zone; what was bound was UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """Opens transactions.

    Args:
        url: an SQLAlchemy address, `sqlite:///…` or `postgresql+psycopg://…`.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        self.url = url
        # SQLite has one write lock, and whoever finds it taken sleeps before it looks again. The
        # threads of one process need not sleep: they queue here.
        self._one_writer: AbstractContextManager[object] = (
            threading.Lock() if self.is_sqlite else nullcontext()
        )
        self.engine: Engine = create_engine(
            url,
            # An error must not carry what a person wrote into a log.
            hide_parameters=True,
            connect_args={"timeout": 20} if self.is_sqlite else {},
            **({} if self.is_sqlite else {"pool_size": 10, "max_overflow": 10}),
        )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking things up; whatever it changes is thrown away."""
        with Session(self.engine, expire_on_commit=False) as session:
            if self.is_sqlite:
                # The driver begins nothing by itself, so that `write` can; without a transaction
                # each statement would stand alone and a change would stay.
                session.connection().exec_driver_sql("BEGIN")
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all."""
        with (
            self._one_writer,
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            if self.is_sqlite:
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver's own implicit BEGIN is turned off, so that `write` decides when the lock is taken.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
