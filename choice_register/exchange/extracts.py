"""Choices and audit lines as data, for figures and for control. No names and no national ids."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from choice_register.models import Audit, Choice
from core.database import Database, as_data

AT_A_TIME = 1000
OWN = frozenset({"id", "person_id", "key", "conversation", "contract_id", "mandate_id"})
"""What of a choice says more than the choice: whose it is, and in which conversation."""


class Extracts:
    """Reads out row by row, so that the size of the register does not matter.

    Args:
        database: where everything is kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def choices(
        self, municipality: str | None = None, since: datetime | None = None
    ) -> Iterator[dict[str, Any]]:
        """Every choice received since a time, the oldest first."""
        rows = select(Choice).order_by(Choice.received_at, Choice.id)
        if municipality is not None:
            rows = rows.where(Choice.municipality == municipality)
        if since is not None:
            rows = rows.where(Choice.received_at >= since)
        with self._database.read() as session:
            for choice in session.scalars(rows.execution_options(yield_per=AT_A_TIME)):
                yield as_data(choice, OWN)

    def audit(
        self, municipality: str | None = None, since: datetime | None = None
    ) -> Iterator[dict[str, Any]]:
        """Every audit line since a time, the oldest first; people by their number only."""
        rows = select(Audit).order_by(Audit.at, Audit.id)
        if municipality is not None:
            rows = rows.where(Audit.municipality == municipality)
        if since is not None:
            rows = rows.where(Audit.at >= since)
        with self._database.read() as session:
            for line in session.scalars(rows.execution_options(yield_per=AT_A_TIME)):
                yield as_data(line)
