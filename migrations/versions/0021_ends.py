"""What waits to be sent has an end: texts expire, lost callbacks are asked for, notices fail."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0021"
down_revision = "0020"

GRACE = timedelta(hours=4)
"""What waits now gets as long as a reply that is written now."""


def upgrade() -> None:
    for table in ("outbox", "notice"):
        op.add_column(table, sa.Column("failures", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("outbox", sa.Column("expires_at", UtcDateTime(), nullable=True))
    op.add_column("outbox", sa.Column("ask_at", UtcDateTime(), nullable=True))
    op.add_column("notice", sa.Column("next_try_at", UtcDateTime(), nullable=True))
    outbox = sa.table(
        "outbox",
        sa.column("state", sa.String()),
        sa.column("channel", sa.String()),
        sa.column("provider_sid", sa.String()),
        sa.column("expires_at", UtcDateTime()),
        sa.column("ask_at", UtcDateTime()),
    )
    now = datetime.now(UTC)
    op.execute(outbox.update().values(expires_at=now + GRACE))
    lost = sa.and_(outbox.c.state == "sent", outbox.c.provider_sid.is_not(None))
    op.execute(outbox.update().where(lost).values(ask_at=now))
    with op.batch_alter_table("outbox") as batch:
        batch.alter_column("expires_at", nullable=False)
        batch.alter_column("failures", server_default=None)
    with op.batch_alter_table("notice") as batch:
        batch.alter_column("failures", server_default=None)
    op.create_index("ix_outbox_ask_at", "outbox", ["ask_at"])


def downgrade() -> None:
    op.drop_index("ix_outbox_ask_at", "outbox")
    for table, columns in (
        ("outbox", ("ask_at", "expires_at", "failures")),
        ("notice", ("next_try_at", "failures")),
    ):
        for column in columns:
            op.drop_column(table, column)
