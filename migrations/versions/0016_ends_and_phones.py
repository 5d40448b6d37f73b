"""Why a choice ended, and which telephone number a caseworker's correction replaced."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("choice") as table:
        table.add_column(sa.Column("end_reason", sa.String(), nullable=True))
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("phone_corrected_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("phone_before", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.drop_column("phone_before")
        table.drop_column("phone_corrected_at")
    with op.batch_alter_table("choice") as table:
        table.drop_column("end_reason")
