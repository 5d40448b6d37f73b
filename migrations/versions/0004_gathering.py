"""Texts in a row are one turn: which messages a turn answers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("inbound_message", sa.Column("turn", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("inbound_message", "turn")
