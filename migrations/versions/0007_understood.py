"""What a message was understood as, beside the message."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column(
        "inbound_message", sa.Column("understood", sa.JSON(), nullable=False, server_default="{}")
    )
    with op.batch_alter_table("inbound_message") as table:
        table.alter_column("understood", server_default=None)


def downgrade() -> None:
    op.drop_column("inbound_message", "understood")
