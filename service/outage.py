"""Whether an error means that the database cannot be used just now, and is no mistake of ours."""

from sqlalchemy.exc import DBAPIError, TimeoutError

_CLASSES = ("08", "53", "57")
"""SQLSTATE classes of PostgreSQL: connection, resources (a full disk), the operator's doing."""
_SQLITE = ("unable to open", "disk is full", "disk I/O", "database is locked", "readonly database")
_LONGEST = 200


def why_unreachable(error: BaseException | None) -> str | None:
    """What the database or its driver says, in one line; None where the error is another.

    The line is the driver's own, on the connection; what a person wrote does not stand in it.
    """
    if isinstance(error, TimeoutError):  # no connection came free in time
        return _line(error)
    if not isinstance(error, DBAPIError) or error.orig is None:
        return None
    driver, name = error.orig, type(error.orig).__name__
    state = getattr(driver, "sqlstate", None)
    if state is not None:
        return _line(driver) if str(state).startswith(_CLASSES) else None
    if type(driver).__module__.startswith("sqlite3"):
        return _line(driver) if any(each in str(driver) for each in _SQLITE) else None
    # Without an SQLSTATE the server has not answered.
    lost = error.connection_invalidated or name in ("OperationalError", "ConnectionTimeout")
    return _line(driver) if lost else None


def _line(error: BaseException) -> str:
    return str(error).strip().split("\n", maxsplit=1)[0][:_LONGEST]
