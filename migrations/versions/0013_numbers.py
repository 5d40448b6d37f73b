"""Indexes for the console's numbers: one municipality's rows of a year."""

from alembic import op

revision = "0013"
down_revision = "0012"

INDEXES = (
    ("choice", "received_at"),
    ("conversation", "opened_at"),
    ("task", "created_at"),
    ("notice", "answered_at"),
)


def upgrade() -> None:
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_municipality_{column}", table, ["municipality", column])


def downgrade() -> None:
    for table, column in INDEXES:
        op.drop_index(f"ix_{table}_municipality_{column}", table)
