"""Indexes for the console's numbers: one municipality's rows of a year."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    for table, column in (
        ("choice", "received_at"),
        ("conversation", "opened_at"),
        ("task", "created_at"),
        ("notice", "answered_at"),
    ):
        op.create_index(f"ix_{table}_municipality_{column}", table, ["municipality", column])
