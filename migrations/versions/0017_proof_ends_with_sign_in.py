"""A proof that came from a sign-in knows the sign-in, by a name that opens nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("sign_in_session") as table:
        table.add_column(sa.Column("name", sa.String(), nullable=True))
    with op.batch_alter_table("proof") as table:
        table.add_column(sa.Column("sign_in", sa.String(), nullable=True))
    op.create_index("ix_proof_sign_in", "proof", ["sign_in"])


def downgrade() -> None:
    op.drop_index("ix_proof_sign_in", "proof")
    with op.batch_alter_table("proof") as table:
        table.drop_column("sign_in")
    with op.batch_alter_table("sign_in_session") as table:
        table.drop_column("name")
