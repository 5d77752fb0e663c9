"""The chain of the audit trail, over the lines that are there too; looks at figures."""

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from sales_core.appdb.audit_chain import chained, new_person

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables to what is declared."""
    op.create_table(
        "audit_people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audit_people_name", "audit_people", ["name"], unique=False)
    op.create_table(
        "look_questions",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "looks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("first", sa.String(length=32), nullable=False),
        sa.Column("last", sa.String(length=32), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_looks_once", "looks", ["day", "who", "version", "question"], unique=True)
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("salt", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("details_sha256", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("sha256", sa.String(length=64), server_default="", nullable=False))
    _chain()


def _chain() -> None:
    """Chains the lines that earlier releases wrote."""
    connection = op.get_bind()
    names = ("id", "at", "who", "what", "details", "person", "salt", "details_sha256", "sha256")
    audit = sa.table("audit", *(sa.column(name) for name in names))
    people = sa.table("audit_people", *(sa.column(name) for name in ("id", "name", "salt")))
    told = sa.select(audit.c.id, audit.c.at, audit.c.who, audit.c.what, sa.cast(audit.c.details, sa.Text).label("told"))
    known: dict[str, str] = {}
    previous = ""
    for row in connection.execute(told.order_by(audit.c.id)).all():
        if row.who not in known:
            made = new_person(row.who)
            connection.execute(sa.insert(people).values(made))
            known[row.who] = made["id"]
        at, details = datetime.fromisoformat(row.at), json.loads(row.told)
        values = chained(row.id, previous, at, known[row.who], row.what, details)
        previous = values["sha256"]
        connection.execute(sa.update(audit).where(audit.c.id == row.id).values(values))
