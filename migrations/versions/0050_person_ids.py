"""Tasks and notices name a person by the register's number, and only somebody whom it holds."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0040"

TABLES = ("task", "notice")


def upgrade() -> None:
    person = sa.table("person", sa.column("id", sa.Integer()))
    held = sa.select(sa.cast(person.c.id, sa.String()))
    for name in TABLES:
        table = sa.table(name, sa.column("person_id", sa.String()))
        nobody = table.c.person_id.not_in(held)
        op.execute(table.update().where(nobody).values(person_id=None))
        with op.batch_alter_table(name) as batch:
            batch.alter_column(
                "person_id",
                existing_type=sa.String(40),
                type_=sa.Integer(),
                existing_nullable=True,
                postgresql_using="person_id::integer",
            )
            batch.create_foreign_key(
                op.f(f"fk_{name}_person_id_person"), "person", ["person_id"], ["id"]
            )
    op.create_index(op.f("ix_task_person_id"), "task", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_task_person_id"), "task")
    for name in TABLES:
        with op.batch_alter_table(name) as batch:
            batch.drop_constraint(op.f(f"fk_{name}_person_id_person"), type_="foreignkey")
            batch.alter_column(
                "person_id",
                existing_type=sa.Integer(),
                type_=sa.String(40),
                existing_nullable=True,
                postgresql_using="person_id::varchar",
            )
