"""Mandates: somebody else's authority, its code, its proofs, and the choices made with it."""

import sqlalchemy as sa
from alembic import op

from core.database import UtcDateTime

revision = "0008"
down_revision = "0007"


def _word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    op.create_table(
        "mandate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("kind", _word("mandatekind", "given", "guardian", "attorney"), nullable=False),
        sa.Column("scope", _word("scope", "see", "choose"), nullable=False),
        sa.Column("agent_name", sa.String(), nullable=False),
        sa.Column("agent_phone", sa.String(), nullable=True),
        sa.Column("agent_subject", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("given_through", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("seen_by", sa.String(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_mandate_days")),
        sa.CheckConstraint(
            "kind = 'given' OR (reference IS NOT NULL AND seen_on IS NOT NULL"
            " AND seen_by IS NOT NULL)",
            name=op.f("ck_mandate_paper"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mandate_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sa.UniqueConstraint("key", name=op.f("uq_mandate_key")),
    )
    for column in ("person_id", "municipality", "agent_subject"):
        op.create_index(op.f(f"ix_mandate_{column}"), "mandate", [column], unique=False)
    op.add_column(
        "outbox", sa.Column("secret", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    for table in ("letter_code", "proof"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("mandate_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_{table}_mandate_id_mandate"), "mandate", ["mandate_id"], ["id"]
            )
            batch.create_index(op.f(f"ix_{table}_mandate_id"), ["mandate_id"], unique=False)
    with op.batch_alter_table("choice") as batch:
        batch.add_column(sa.Column("mandate_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_choice_mandate_id_mandate"), "mandate", ["mandate_id"], ["id"]
        )
        batch.drop_constraint(op.f("ck_choice_authority"), type_="check")
        batch.create_check_constraint(
            op.f("ck_choice_authority"), "authority IN ('self', 'mandate', 'caseworker')"
        )


def downgrade() -> None:
    # Before this step a code and a proof are the person's own: an agent's must not become so.
    for table in ("proof", "letter_code"):
        op.execute(f"DELETE FROM {table} WHERE mandate_id IS NOT NULL")  # noqa: S608
    # It was chosen on the person's behalf; who did it still stands in the audit.
    op.execute("UPDATE choice SET authority = 'self' WHERE authority = 'mandate'")
    with op.batch_alter_table("choice") as batch:
        batch.drop_constraint(op.f("ck_choice_authority"), type_="check")
        batch.create_check_constraint(
            op.f("ck_choice_authority"), "authority IN ('self', 'caseworker')"
        )
        batch.drop_constraint(op.f("fk_choice_mandate_id_mandate"), type_="foreignkey")
        batch.drop_column("mandate_id")
    for table in ("proof", "letter_code"):
        with op.batch_alter_table(table) as batch:
            batch.drop_index(op.f(f"ix_{table}_mandate_id"))
            batch.drop_constraint(op.f(f"fk_{table}_mandate_id_mandate"), type_="foreignkey")
            batch.drop_column("mandate_id")
    op.drop_column("outbox", "secret")
    op.drop_table("mandate")
