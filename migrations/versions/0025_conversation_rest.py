"""An index by when a conversation was last active: what has rested is looked for each minute."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_index("ix_conversation_last_activity", "conversation", ["last_activity"])


def downgrade() -> None:
    op.drop_index("ix_conversation_last_activity", "conversation")
