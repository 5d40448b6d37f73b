"""The desk: who has a task, how long somebody waits, what caseworkers did, and who they are."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column(
        "conversation",
        sa.Column("introduced", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    with op.batch_alter_table("conversation") as table:
        table.alter_column("introduced", server_default=None)
    for column in (
        sa.Column("assignee", sa.String(length=80), nullable=True),
        sa.Column("waiting_since", UtcDateTime(), nullable=True),
        sa.Column("snoozed_until", UtcDateTime(), nullable=True),
        sa.Column("first_reply_at", UtcDateTime(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
    ):
        op.add_column("task", column)
    op.create_index(op.f("ix_task_assignee"), "task", ["assignee"], unique=False)
    # Whoever waits for a caseworker today has waited since the task was made.
    op.execute("UPDATE task SET waiting_since = created_at WHERE state <> 'done'")
    op.create_table(
        "desk_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_desk_event_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_event")),
        sa.UniqueConstraint("key", name=op.f("uq_desk_event_key")),
    )
    op.create_index(
        op.f("ix_desk_event_conversation_id"), "desk_event", ["conversation_id"], unique=False
    )
    op.create_table(
        "colleague",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("caseworker", sa.String(length=80), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague")),
        sa.UniqueConstraint(
            "caseworker", "municipality", name=op.f("uq_colleague_caseworker_municipality")
        ),
    )


def downgrade() -> None:
    op.drop_table("colleague")
    op.drop_table("desk_event")
    op.drop_index(op.f("ix_task_assignee"), "task")
    for column in (
        *("outcome", "resolved_at", "first_reply_at"),
        *("snoozed_until", "waiting_since", "assignee"),
    ):
        op.drop_column("task", column)
    op.drop_column("conversation", "introduced")
