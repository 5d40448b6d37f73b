"""The database's tables, step by step: `upgrade` brings any database to the newest step.

A new step is a file in `versions/`, numbered on from the last one.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config

from foundation.database import Database


def upgrade(database_url: str) -> None:
    """Bring a database to the newest step; one that is there already is left as it is.

    Args:
        database_url: an SQLAlchemy address. The database of an SQLite file is made if absent.
    """
    database = Database(database_url)
    try:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
        config.attributes["database"] = database
        command.upgrade(config, "head")
    finally:
        database.close()
