"""Beside a caseworker's name in the audit, the subject of the sign-in: names are not unique."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("audit", sa.Column("subject", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("audit") as table:
        table.drop_column("subject")
