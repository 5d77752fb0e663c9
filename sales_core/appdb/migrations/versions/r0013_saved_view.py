"""Combinations of Explore under a name."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables to what is declared."""
    op.create_table(
        "record_saved_view",
        sa.Column("entry", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=True),
        sa.Column("pinned", sa.String(), nullable=True),
        sa.Column("metric", sa.String(), nullable=True),
        sa.Column("split", sa.String(), nullable=True),
        sa.Column("across", sa.String(), nullable=True),
        sa.Column("span", sa.String(), nullable=True),
        sa.Column("compare", sa.String(), nullable=True),
        sa.Column("view", sa.String(), nullable=True),
        sa.Column("filters", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("entry"),
        sa.UniqueConstraint("id", "revision", name="uq_record_saved_view_id_revision"),
    )
    with op.batch_alter_table("record_saved_view", schema=None) as batch_op:
        batch_op.create_index("ix_record_saved_view_subject", ["subject"], unique=False)
