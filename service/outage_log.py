"""An error that comes again and again is logged with growing pauses, and counted in between.

A minute without a database is one event with a thousand witnesses. Whoever reads the log at night
needs one clear line, and the lines beside it.
"""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

import structlog
from sqlalchemy.exc import DBAPIError, TimeoutError
from structlog.typing import EventDict, WrappedLogger

FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 60.0
FORGOTTEN_AFTER_SECONDS = 300.0
"""An error that has been away so long is new when it comes."""
MOST_KINDS = 200

_CLASSES = ("08", "53", "57")
"""SQLSTATE classes of PostgreSQL: connection, resources (a full disk), the operator's doing."""
_SQLITE = ("unable to open", "disk is full", "disk I/O", "database is locked", "readonly database")
_LONGEST = 200


@dataclass
class _Seen:
    first: float
    last: float
    quiet_until: float
    pause: float = FIRST_PAUSE_SECONDS
    times: int = 1


class Repeats:
    """A processor of structlog, for events that carry an exception.

    The first of a kind is written whole. While more of the same kind come, a line is written after
    5, 10, 20, 40 seconds and then each minute, with how many there were. That the database is away
    is one kind, wherever it is met, and is told without a traceback.

    Args:
        now: seconds that only go forwards.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kinds: dict[object, _Seen] = {}

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        """The event as it is to be written.

        Raises:
            structlog.DropEvent: it is counted only.
        """
        error, trace = _exception(event.get("exc_info"))
        if error is None:
            return event
        why = why_unreachable(error)
        kind = "database" if why else (event.get("event"), type(error), _place(trace))
        with self._lock:
            seen, speaks = self._see(kind)
        if not speaks:
            raise structlog.DropEvent
        if why:
            del event["exc_info"]
            event.update(event="database.unreachable", why=why, met_by=event["event"])
        if seen.times > 1:
            event.pop("exc_info", None)
            event.setdefault("error", type(error).__name__)
            event.update(times=seen.times, since_seconds=round(self._now() - seen.first))
        return event

    def _see(self, kind: object) -> tuple[_Seen, bool]:
        now = self._now()
        seen = self._kinds.get(kind)
        if seen is None or now - seen.last > FORGOTTEN_AFTER_SECONDS:
            if len(self._kinds) >= MOST_KINDS:
                self._kinds.clear()
            seen = self._kinds[kind] = _Seen(now, now, now + FIRST_PAUSE_SECONDS)
            return seen, True
        seen.times, seen.last = seen.times + 1, now
        if now < seen.quiet_until:
            return seen, False
        seen.pause = min(seen.pause * 2, LONGEST_PAUSE_SECONDS)
        seen.quiet_until = now + seen.pause
        return seen, True


def _exception(given: object) -> tuple[BaseException | None, TracebackType | None]:
    if isinstance(given, BaseException):
        return given, given.__traceback__
    if isinstance(given, tuple):
        return given[1], given[2]
    _, error, trace = sys.exc_info()
    return (error, trace) if given else (None, None)


def _place(trace: TracebackType | None) -> tuple[str, int]:
    """The file and line where it was raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return ("", 0) if trace is None else (trace.tb_frame.f_code.co_filename, trace.tb_lineno)


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
