"""How an answer came: when in real time, how sure the recogniser was, and what it could know of."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("inbound_message", sa.Column("arrived_at", UtcDateTime(), nullable=True))
    op.add_column("inbound_message", sa.Column("confidence", sa.Float(), nullable=True))
    op.add_column("reply", sa.Column("seen_position", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reply") as table:
        table.drop_column("seen_position")
    with op.batch_alter_table("inbound_message") as table:
        table.drop_column("confidence")
        table.drop_column("arrived_at")
