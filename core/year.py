"""A calendar year in Oslo, and how a database counts by its months."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case
from sqlalchemy.orm import InstrumentedAttribute

from core.clock import OSLO

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Year:
    """The months of a year as people in Norway see them, whatever zone times are stored in."""

    number: int

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return self._begins(1)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return Year(self.number + 1).start

    def holds(
        self, column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    ) -> ColumnElement[bool]:
        """Whether a stored time lies in the year."""
        return and_(column >= self.start, column < self.end)

    def month(
        self, column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    ) -> ColumnElement[int]:
        """The month of a stored time that lies in the year, 1 to 12.

        By the moments at which months begin: SQLite knows no time zones, and in UTC the first
        hour or two of a month in Oslo would count as the month before.
        """
        begins = [(column < self._begins(month + 1), month) for month in MONTHS[:-1]]
        return case(*begins, else_=MONTHS[-1])

    def _begins(self, month: int) -> datetime:
        return datetime(self.number, month, 1, tzinfo=OSLO)
