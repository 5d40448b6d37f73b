"""Phone: the steps of calls, as they were answered."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "phone_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_sid", sa.String(length=64), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("question", sa.JSON(), nullable=True),
        sa.Column("twiml", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_phone_step_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_step")),
        sa.UniqueConstraint("call_sid", "step", name=op.f("uq_phone_step_call_sid_step")),
    )
    op.create_index(
        op.f("ix_phone_step_conversation_id"), "phone_step", ["conversation_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("phone_step")
