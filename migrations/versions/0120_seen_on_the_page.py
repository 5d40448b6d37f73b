"""A message knows what its page showed: a yes in an old tab answers no newer question (012)."""

import sqlalchemy as sa
from alembic import op

revision = "0120"
down_revision = "0110"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbound_message", sa.Column("seen", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("inbound_message") as table:
        table.drop_column("seen")
