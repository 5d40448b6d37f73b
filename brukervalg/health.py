"""`GET /healthz`: whether app, database, actions and engine all answer."""

import httpx
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from foundation.database import Database
from foundation.settings import Settings

TIMEOUT_SECONDS = 3.0


def blueprint(settings: Settings, database: Database) -> Blueprint:
    """The health check: 200 when every part answers, else 503; the parts are named either way."""
    health = Blueprint("health", __name__)
    client = httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=False)

    def answers(port: int) -> bool:
        try:
            return client.get(f"http://127.0.0.1:{port}/health").is_success
        except httpx.HTTPError:
            return False

    def database_answers() -> bool:
        try:
            with database.read() as session:
                return bool(session.scalar(text("SELECT count(*) FROM alembic_version")))
        except Exception:
            return False

    @health.get("/healthz")
    def healthz() -> ResponseReturnValue:
        parts = {
            "app": True,
            "database": database_answers(),
            "actions": answers(settings.actions_port),
            "engine": answers(settings.engine_port),
        }
        return jsonify(parts), 200 if all(parts.values()) else 503

    return health
