"""The health checks: `/livez`, `/readyz` and `/healthz`.

- `/livez`: this process answers. Where it does not, start it again.
- `/readyz`: what comes in can be stored, so traffic may be sent here.
- `/healthz`: everything answers, the engine too.
"""

import threading
import time
from collections.abc import Callable

import httpx
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from core.database import Database
from core.loopback import IN_THE_CLEAR
from core.probe import takes_writes
from core.settings import Settings

TIMEOUT_SECONDS = 3.0
PROBE_EVERY_SECONDS = 5.0
"""So long the answer on writing is kept: whoever asks often must not write often."""


class Kept:
    """An answer that is kept for a while. Who asks while it is being found gets the former one.

    Args:
        find: finds it; an error is a no.
        seconds: how long it is kept.
    """

    def __init__(self, find: Callable[[], bool], seconds: float) -> None:
        self._find = find
        self._seconds = seconds
        self._lock = threading.Lock()
        self._answer: bool | None = None
        self._found_at = 0.0

    def __call__(self) -> bool:
        """The answer."""
        # Only the very first have nothing to be told, and wait.
        if self._lock.acquire(blocking=self._answer is None):
            try:
                if self._answer is None or time.monotonic() - self._found_at >= self._seconds:
                    self._answer, self._found_at = _sure(self._find), time.monotonic()
            finally:
                self._lock.release()
        return bool(self._answer)


def answering(port: int) -> Callable[[], bool]:
    """A question to what listens on a port of this machine: whether it says that it works."""
    client = httpx.Client(
        timeout=TIMEOUT_SECONDS,
        trust_env=False,
        verify=IN_THE_CLEAR,
        limits=httpx.Limits(max_keepalive_connections=0),
    )
    return lambda: _sure(lambda: client.get(f"http://127.0.0.1:{port}/health").is_success)


def blueprint(settings: Settings, database: Database) -> Blueprint:
    """The health checks: 200 when every part of a check holds, else 503; each part is named."""
    health = Blueprint("health", __name__)
    actions, engine = answering(settings.actions_port), answering(settings.engine_port)

    def reads() -> bool:
        with database.read() as session:
            return bool(session.scalar(text("SELECT count(*) FROM alembic_version")))

    writes = Kept(lambda: takes_writes(database), PROBE_EVERY_SECONDS)

    def stores() -> dict[str, bool]:
        there = _sure(reads)
        return {"app": True, "database": there, "disk": there and writes()}

    @health.get("/livez")
    def livez() -> ResponseReturnValue:
        return jsonify(app=True)

    @health.get("/readyz")
    def readyz() -> ResponseReturnValue:
        return _told(stores())

    @health.get("/healthz")
    def healthz() -> ResponseReturnValue:
        return _told(stores() | {"actions": actions(), "engine": engine()})

    return health


def _told(parts: dict[str, bool]) -> ResponseReturnValue:
    return jsonify(parts), 200 if all(parts.values()) else 503


def _sure(find: Callable[[], bool]) -> bool:
    try:
        return find()
    except Exception:
        return False
