"""Promises to pay become records; their rows are taken over. The table of decisions, which was never used, goes."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables to what is declared."""
    promises = op.create_table(
        "record_promise_to_pay",
        sa.Column("entry", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("amount", sa.String(length=40), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("entry"),
        sa.UniqueConstraint("id", "revision", name="uq_record_promise_to_pay_id_revision"),
    )
    op.create_index("ix_record_promise_to_pay_subject", "record_promise_to_pay", ["subject"])
    rows = op.get_bind().execute(sa.text("SELECT * FROM promises ORDER BY id")).mappings().all()
    op.bulk_insert(promises, [_record(row) for row in rows])
    op.drop_index("ix_promises_customer", "promises")
    op.drop_table("promises")
    # Whatever somebody wrote into it by hand is not ours to delete.
    if op.get_bind().execute(sa.text("SELECT count(*) FROM decisions")).scalar_one() == 0:
        op.drop_table("decisions")


def _record(row: sa.RowMapping) -> dict[str, object]:
    return {
        "entry": row["id"],
        "id": row["id"],
        "revision": 1,
        "event": "added",
        "at": row["created"],
        "by": row["by"],
        "as_of": date.fromisoformat(row["made"]),
        "state": "noted",
        "subject": row["customer"],
        "day": date.fromisoformat(row["day"]),
        "amount": row["amount"],
        "document": row["document"],
        "note": row["note"],
    }
