"""The database: one declarative base, one way to read, one way to write.

SQLite embedded or PostgreSQL, the same code. On SQLite a write takes the one write lock at its
start (`BEGIN IMMEDIATE`), so a transaction that first reads and then writes cannot be overtaken.
"""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from core.names import composed
from core.private import PRIVATE_FILE, PRIVATE_FOLDER
from core.settings import CONNECTIONS

WAIT = timedelta(seconds=20)
"""How long a writer waits for the one write lock of SQLite."""
_MILLISECOND = timedelta(milliseconds=1)
_LOCKED = "database is locked"

KEPT_CONNECTIONS = 20
"""Kept open when they are not used; more are closed again."""

# Alembic can only drop or change a constraint that has a name, so every one gets one.
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Composed(TypeDecorator[str]):
    """Words, kept in NFC: «å» of one sign or two is stored, and found, as one."""

    impl = String
    cache_ok = True

    def process_bind_param(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> str | None:
        """Composed, before it is stored or compared."""
        return composed(value) if isinstance(value, str) else value


class Base(DeclarativeBase):
    """The base of every table, in whichever room it stands."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {str: Composed}


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
        connections: how many a PostgreSQL server is asked for at most; they are opened as they are
            needed. A thread that finds none free waits, so there must be one for each.
    """

    def __init__(self, url: str, connections: int = CONNECTIONS) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            _make_private(Path(parsed.database))
        self.url = url
        # SQLite has one write lock, and whoever finds it taken sleeps before it looks again. The
        # threads of one process need not sleep: they queue here.
        self._one_writer = threading.Lock() if self.is_sqlite else None
        self.engine: Engine = create_engine(
            url,
            # An error must not carry what a person wrote into a log.
            hide_parameters=True,
            connect_args={"timeout": WAIT.total_seconds()} if self.is_sqlite else {},
            **({} if self.is_sqlite else _pool(connections)),
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
    def write(self, *, wait: timedelta = WAIT) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all.

        Args:
            wait: how long to wait for the one write lock of SQLite.

        Raises:
            OperationalError: another process did not give the lock back in time.
        """
        with (
            self._queue(wait),
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            if self.is_sqlite:
                connection = session.connection()
                connection.exec_driver_sql(f"PRAGMA busy_timeout={int(wait / _MILLISECOND)}")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield session

    @contextmanager
    def _queue(self, wait: timedelta) -> Iterator[None]:
        if self._one_writer is None:
            yield
            return
        if not self._one_writer.acquire(timeout=wait.total_seconds()):
            raise OperationalError("BEGIN IMMEDIATE", None, TimeoutError(_LOCKED))
        try:
            yield
        finally:
            self._one_writer.release()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def passes(error: OperationalError) -> bool:
    """Whether an error is a lock that is taken or a server that is away: another try may help."""
    is_sqlite = isinstance(error.orig, (sqlite3.Error, TimeoutError))
    return _LOCKED in str(error.orig) if is_sqlite else True


def _pool(connections: int) -> dict[str, int]:
    kept = min(connections, KEPT_CONNECTIONS)
    # A connection that the server has ended meanwhile is made anew, whoever asks for it first.
    return {"pool_size": kept, "max_overflow": connections - kept, "pool_pre_ping": True}


def _make_private(file: Path) -> None:
    """See that nobody but the owner reads an SQLite file: it holds national ids.

    SQLite gives its log (`-wal`) and index (`-shm`) the mode of the file. A folder that is there
    already is its owner's to guard; only the program's own is guarded too (`core.private`).
    """
    file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
    for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        # Another user's file is left to them; whether we may use it the database tells.
        with suppress(FileNotFoundError, PermissionError):
            if stat.S_IMODE(each.stat().st_mode) & ~PRIVATE_FILE:
                each.chmod(PRIVATE_FILE)


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver's own implicit BEGIN is turned off, so that `write` decides when the lock is taken.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def as_data(row: Base, leave_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The columns of a row as data that JSON can hold: days and times as ISO 8601, times in UTC.

    Args:
        row: any table's.
        leave_out: names of columns that are not to be told.
    """
    columns = inspect(type(row)).column_attrs.keys()
    return {name: _as_json(getattr(row, name)) for name in columns if name not in leave_out}


def _as_json(value: Any) -> Any:
    # A StrEnum is text to JSON already.
    return value.isoformat() if isinstance(value, date) else value
