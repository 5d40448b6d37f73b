"""A task may be put back for a group or a role, and colleagues who approve are known."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0036"


def upgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("for_group", sa.String(length=80), nullable=True))
    with op.batch_alter_table("colleague") as table:
        # False until each is seen again.
        table.add_column(
            sa.Column("approves", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("colleague") as table:
        table.alter_column("approves", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("colleague") as table:
        table.drop_column("approves")
    with op.batch_alter_table("task") as table:
        table.drop_column("for_group")
