"""Incoming messages count their failures by class."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column(
        "inbound_message",
        sa.Column("failures", sa.JSON(), nullable=False, server_default="{}"),
    )
    with op.batch_alter_table("inbound_message") as table:
        table.alter_column("failures", server_default=None)


def downgrade() -> None:
    op.drop_column("inbound_message", "failures")
