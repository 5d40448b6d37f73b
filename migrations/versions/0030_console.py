"""Who of the colleagues can open a conversation, and replies that are not sent yet."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0030"
down_revision = "0025"


def upgrade() -> None:
    with op.batch_alter_table("colleague") as table:
        # False until each is seen again: nobody is given what they cannot open.
        table.add_column(
            sa.Column("answers", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("colleague") as table:
        table.alter_column("answers", server_default=None)
    op.create_table(
        "reply_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("caseworker", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_reply_draft_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_draft")),
        sa.UniqueConstraint(
            "conversation_id", "caseworker", name=op.f("uq_reply_draft_conversation_id_caseworker")
        ),
    )


def downgrade() -> None:
    op.drop_table("reply_draft")
    with op.batch_alter_table("colleague") as table:
        table.drop_column("answers")
