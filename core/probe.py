"""Write probe: a transaction and a file that are rolled back tell whether the disk takes writes."""

import os
import tempfile
from pathlib import Path

from sqlalchemy import LargeBinary, insert
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Database

PAGE_BYTES = 8000
"""About a page of PostgreSQL: what was taken back is not reused at once, so each probe needs room
on the disk."""
FILE_BYTES = 256 * 1024
"""More than a conversation's turn takes in an SQLite file and its log."""


class Probe(Base):
    """Always empty: a probe's row is never committed."""

    __tablename__ = "probe"

    id: Mapped[int] = mapped_column(primary_key=True)
    filler: Mapped[bytes] = mapped_column(LargeBinary)


class _TakeBack(Exception):
    """Ends a transaction without its changes."""


def takes_writes(database: Database) -> bool:
    """Whether something can be written now: not on a full or read-only disk.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer.
        OSError: the disk takes nothing.
    """
    try:
        with database.write() as session:
            session.execute(insert(Probe).values(filler=os.urandom(PAGE_BYTES)))
            raise _TakeBack
    except _TakeBack:
        pass
    file = make_url(database.url).database
    if database.is_sqlite and file:
        # SQLite writes nothing to the disk before a commit, so the disk is asked beside it.
        with tempfile.TemporaryFile(dir=Path(file).parent) as probe:
            probe.write(os.urandom(FILE_BYTES))
            probe.flush()
    return True
