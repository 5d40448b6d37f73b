"""Names of providers, kept also when a provider has left the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "provider_name",
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_provider_name")),
    )


def downgrade() -> None:
    op.drop_table("provider_name")
