"""Messages that the assistant missed, and what they meant."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("inbound_message", sa.Column("missed", sa.String(length=10), nullable=True))
    op.create_index("ix_inbound_message_missed", "inbound_message", ["missed"])
    op.create_table(
        "label",
        sa.Column("message_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("intent", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("labelled_by", sa.String(length=80), nullable=False),
        sa.Column("labelled_at", UtcDateTime(), nullable=False),
        sa.Column("reviewed_by", sa.String(length=80), nullable=True),
        sa.Column("reviewed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_label")),
    )
    op.create_index(op.f("ix_label_municipality"), "label", ["municipality"])


def downgrade() -> None:
    op.drop_table("label")
    op.drop_index("ix_inbound_message_missed", "inbound_message")
    op.drop_column("inbound_message", "missed")
