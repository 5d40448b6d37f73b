"""Two readings of one message, side by side (docs/decisions/035)."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0100"
down_revision = "0050"


def upgrade() -> None:
    op.create_table(
        "second_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(40), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("tokens_in", sa.Integer(), nullable=False),
        sa.Column("tokens_out", sa.Integer(), nullable=False),
        sa.Column("doubted", sa.Boolean(), nullable=False),
        sa.Column("same_first", sa.Boolean(), nullable=True),
        sa.Column("same_acts", sa.Boolean(), nullable=True),
        sa.Column("same_choice", sa.Boolean(), nullable=True),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("embedded", sa.JSON(), nullable=False),
        sa.Column("second", sa.JSON(), nullable=True),
        sa.Column("judged", sa.String(10), nullable=True),
        sa.Column("judged_by", sa.String(80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_reading")),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["inbound_message.id"],
            name=op.f("fk_second_reading_message_id_inbound_message"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_second_reading_conversation_id_conversation"),
        ),
        sa.UniqueConstraint("message_id", name=op.f("uq_second_reading_message_id")),
    )
    op.create_index("ix_second_reading_created_at", "second_reading", ["created_at"])
    op.create_index(
        op.f("ix_second_reading_conversation_id"), "second_reading", ["conversation_id"]
    )


def downgrade() -> None:
    op.drop_table("second_reading")
