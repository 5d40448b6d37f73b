"""Alerts know which danger they are about, so that an all-clear ends those of one danger only."""

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("duty_alert", sa.Column("danger", sa.String(20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("duty_alert") as table:
        table.drop_column("danger")
