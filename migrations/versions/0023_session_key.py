"""Which secret a session was begun with, so that a command with another one can tell."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("sign_in_session", sa.Column("key_mark", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("sign_in_session", "key_mark")
