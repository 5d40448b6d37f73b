"""The database's tables, step by step: `upgrade` brings any database to the newest step.

A new step is a file in `versions/`, numbered on from the last one, with its way back: an upgrade
that went wrong in production is taken back with the code.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

from core.database import Database

FOLDER = Path(__file__).parent
NEWEST = "head"


class NewerDatabase(RuntimeError):
    """The database has taken a step that this code does not know; the message says what helps."""


def upgrade(database_url: str, to: str = NEWEST) -> None:
    """Bring a database to the newest step; one that is there already is left as it is.

    Args:
        database_url: an SQLAlchemy address. The database of an SQLite file is made if absent.
        to: the step to stop at, such as `0012`.

    Raises:
        NewerDatabase: the database is ahead of the code; nothing is changed.
    """
    database = Database(database_url)
    try:
        require_known(database)
        command.upgrade(_config(database), to)
    finally:
        database.close()


def downgrade(database_url: str, to: str) -> None:
    """Take a database back to an earlier step. What only the later steps hold is gone for good.

    Args:
        database_url: an SQLAlchemy address.
        to: the step to end at, such as `0012`.

    Raises:
        NewerDatabase: the database is ahead of the code; nothing is changed.
        ValueError: there is no such step, or it is ahead of the database.
    """
    if to not in steps():
        raise ValueError(f"there is no step {to}")
    database = Database(database_url)
    try:
        at = require_known(database)
        if at is None or steps().index(at) < steps().index(to):
            raise ValueError(f"the database is at {at}, before {to}")
        command.downgrade(_config(database), to)
    finally:
        database.close()


def require_known(database: Database) -> str | None:
    """The step that a database is at, None for one without tables.

    Raises:
        NewerDatabase: this code does not know the step.
    """
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        at: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if at is not None and at not in steps():
        raise NewerDatabase(
            f"Databasen er nyere enn programmet: den er på steg {at}, og programmet kjenner bare"
            f" steg til og med {steps()[-1]}. Bruk det nyere programmet. Vil du tilbake, så kjør"
            f" «brukervalg db downgrade {steps()[-1]}» med det nyere programmet først."
        )
    return at


def steps() -> list[str]:
    """The numbers of every step that this code knows, the first one first."""
    return sorted(path.name.split("_", 1)[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["database"] = database
    return config
