"""What may not wait for the assistant is marked when it comes in."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("inbound_message", sa.Column("alarm_at", UtcDateTime(), nullable=True))
    op.create_index("ix_inbound_message_alarm_at", "inbound_message", ["alarm_at"])


def downgrade() -> None:
    op.drop_index("ix_inbound_message_alarm_at", "inbound_message")
    op.drop_column("inbound_message", "alarm_at")
