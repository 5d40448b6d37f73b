"""Whether a code was tried together with the letter's second code."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0031"


def upgrade() -> None:
    with op.batch_alter_table("code_try") as table:
        table.add_column(
            sa.Column("stepped", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("code_try") as table:
        table.drop_column("stepped")
