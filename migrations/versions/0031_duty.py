"""Who is told of a danger, and each try to reach somebody on duty."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "duty_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("taken_by", sa.String(length=120), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_duty_alert_task_id_task")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_duty_alert_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_alert")),
        sa.UniqueConstraint("task_id", name=op.f("uq_duty_alert_task_id")),
    )
    op.create_index("ix_duty_alert_conversation_id", "duty_alert", ["conversation_id"])
    op.create_index("ix_duty_alert_state_next_at", "duty_alert", ["state", "next_at"])
    op.create_index("ix_duty_alert_municipality_state", "duty_alert", ["municipality", "state"])
    op.create_table(
        "duty_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answered_by", sa.String(length=20), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["duty_alert.id"], name=op.f("fk_duty_attempt_alert_id_duty_alert")
        ),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name=op.f("fk_duty_attempt_outbox_id_outbox")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_attempt")),
        sa.UniqueConstraint("outbox_id", name=op.f("uq_duty_attempt_outbox_id")),
    )
    op.create_index("ix_duty_attempt_alert_id", "duty_attempt", ["alert_id"])
    op.create_index("ix_duty_attempt_number_at", "duty_attempt", ["number", "at"])


def downgrade() -> None:
    op.drop_table("duty_attempt")
    op.drop_table("duty_alert")
