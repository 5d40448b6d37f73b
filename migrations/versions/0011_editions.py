"""Editions: changes to texts, schemes and the catalogue."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("piece", sa.String(length=160), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by_id", sa.String(length=200), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state <> 'approved' OR decided_by_id <> author_id",
            name=op.f("ck_edition_two_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("number", name=op.f("uq_edition_number")),
    )
    op.create_index(
        "ix_edition_municipality_piece", "edition", ["municipality", "piece"], unique=False
    )
    count = op.create_table(
        "edition_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_count")),
    )
    op.bulk_insert(count, [{"id": 1, "approved": 0}])


def downgrade() -> None:
    op.drop_table("edition_count")
    op.drop_table("edition")
