"""Numbers of rows in addresses and forms: what no table can hold is no row, and never an error."""

from typing import Any

from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1
"""PostgreSQL's `integer`, https://www.postgresql.org/docs/current/datatype-numeric.html; SQLite's
own is wider, and fails above 2^63."""
MOST_DIGITS = len(str(LARGEST_ID))
"""Python reads no number of some thousand digits, https://docs.python.org/3/library/stdtypes.html."""


class RowId(IntegerConverter):
    """The converter of `<int:…>` in every address of the console: beyond it there is no page."""

    regex = rf"\d{{1,{MOST_DIGITS}}}"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **options})


def row_id(typed: str) -> int | None:
    """The number that was sent in a form, or None where it can be no row's."""
    if not typed.isdecimal() or len(typed) > MOST_DIGITS or int(typed) > LARGEST_ID:
        return None
    return int(typed)
