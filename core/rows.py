"""A row as plain data: every column that there is, so that a new one is never left out unseen."""

from datetime import date
from typing import Any

from sqlalchemy import inspect

from core.database import Base


def as_data(row: Base, leave_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The columns of a row as data that JSON can hold: days and times as ISO 8601, times in UTC.

    Args:
        row: any table's.
        leave_out: names of columns that are not to be told.
    """
    columns = inspect(type(row)).column_attrs.keys()
    return {name: _plain(getattr(row, name)) for name in columns if name not in leave_out}


def _plain(value: Any) -> Any:
    # A StrEnum is text to JSON already.
    return value.isoformat() if isinstance(value, date) else value
