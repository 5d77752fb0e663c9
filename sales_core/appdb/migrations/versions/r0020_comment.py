"""Comment."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables to what is declared."""
    op.create_table(
        "record_comment",
        sa.Column("entry", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("entry"),
        sa.UniqueConstraint("id", "revision", name="uq_record_comment_id_revision"),
    )
    with op.batch_alter_table("record_comment", schema=None) as batch_op:
        batch_op.create_index("ix_record_comment_subject", ["subject"], unique=False)
