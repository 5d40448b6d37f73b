"""Runs the steps in one transaction: a database gets all of them or none."""

from alembic import context

import casework.models
import casework.review.models  # noqa: F401
import channels.phone.models  # noqa: F401
import choice_register.models
import choice_register.verification.models  # noqa: F401
import conversations.duty.models
import conversations.models
import conversations.notifications.models
import conversations.readings.models
import conversations.way_back  # noqa: F401
import core.probe  # noqa: F401
import provider_catalog.revisions.models  # noqa: F401
import web.auth.models  # noqa: F401
from core.database import Base, Database

# So that two processes that start at once do not both upgrade a PostgreSQL database.
ADVISORY_LOCK = 202611


def run() -> None:
    """Take the steps, up or down, in the database that `migrations` was given."""
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
                raise RuntimeError(f"rows that point nowhere after the steps: {broken}")
        connection.commit()


run()
