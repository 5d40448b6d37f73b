"""Domain events: what happened to choices and mandates, written with the act itself."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0019"
down_revision = "0018"

TYPES = (
    *("choice_received", "choice_approved", "choice_rejected", "choice_ended", "choice_undone"),
    *("mandate_given", "mandate_ended"),
)


def upgrade() -> None:
    op.create_table(
        "domain_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(*TYPES, name="eventtype", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("occurred_at", UtcDateTime(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.Integer(), nullable=True),
        sa.Column("mandate_id", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_domain_event_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["choice_id"], ["choice.id"], name=op.f("fk_domain_event_choice_id_choice")
        ),
        sa.ForeignKeyConstraint(
            ["mandate_id"], ["mandate.id"], name=op.f("fk_domain_event_mandate_id_mandate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain_event")),
    )
    op.create_index("ix_domain_event_occurred_at", "domain_event", ["occurred_at"])
    op.create_index("ix_domain_event_person_id", "domain_event", ["person_id"])


def downgrade() -> None:
    op.drop_table("domain_event")
