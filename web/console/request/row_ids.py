"""Numbers of rows in addresses and forms: what no table can hold is no row, and never an error."""

from typing import Any

from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1
"""PostgreSQL's `integer`, https://www.postgresql.org/docs/current/datatype-numeric.html; SQLite's
own is wider, and fails above 2^63."""


class RowId(IntegerConverter):
    """The converter of `<int:…>` in every address of the console: beyond it there is no page."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **options})


def row_id(typed: str) -> int | None:
    """The number that was sent in a form, or None where it can be no row's."""
    return int(typed) if typed.isdecimal() and int(typed) <= LARGEST_ID else None
