"""Runs the steps in one transaction: a database is upgraded wholly or not at all."""

import importlib.util

from alembic import context

import choice_register.models  # noqa: F401
import editions.models  # noqa: F401
import learning.models  # noqa: F401
import sign_in.models  # noqa: F401
from foundation.database import Base, Database

if importlib.util.find_spec("channels.models"):
    importlib.import_module("channels.models")
    importlib.import_module("channels.desk.models")
    importlib.import_module("channels.phone.models")

# So that two processes that start at once do not both upgrade a PostgreSQL database.
ADVISORY_LOCK = 202611


def run() -> None:
    """Upgrade the database that `migrations.upgrade` was given."""
    database: Database = context.config.attributes["database"]
    with database.engine.connect() as connection:
        if database.is_sqlite:
            # A table that batch mode rebuilds is dropped for a moment, and others point to it.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if database.is_sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"rows that point nowhere after the upgrade: {broken}")
        connection.commit()


run()
