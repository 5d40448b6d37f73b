"""Where somebody who writes in a chat wants to hear that it was answered."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0036"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "way_back",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=True),
        sa.Column("good_until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_way_back_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_way_back")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_way_back_secret_hash")),
    )


def downgrade() -> None:
    op.drop_table("way_back")
