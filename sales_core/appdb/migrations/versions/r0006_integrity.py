"""Integrity."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables to what is declared."""
    op.create_table(
        "journal_lines",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rows_sha256", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("precedence", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("extra_partitions", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("shared_partitions", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sha256", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("size", sa.BigInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("meta", sa.JSON(), server_default="{}", nullable=False))
