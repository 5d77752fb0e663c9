"""Promises of payment."""

import sqlalchemy as sa
from alembic import op

from sales_core.appdb.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table."""
    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("customer", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("made", sa.String(length=10), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("created", Moment(), nullable=False),
    )
    op.create_index("ix_promises_customer", "promises", ["customer"])
