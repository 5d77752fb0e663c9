"""Meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables to what is declared."""
    op.create_table(
        "record_meeting",
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
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("lens", sa.Boolean(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=True),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("metric", sa.String(), nullable=True),
        sa.Column("filters", sa.String(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("view", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("entry"),
        sa.UniqueConstraint("id", "revision", name="uq_record_meeting_id_revision"),
    )
    with op.batch_alter_table("record_meeting", schema=None) as batch_op:
        batch_op.create_index("ix_record_meeting_subject", ["subject"], unique=False)
    op.create_table(
        "record_meeting_slide",
        sa.Column("entry", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("points", sa.String(), nullable=True),
        sa.Column("meeting", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("board", sa.String(), nullable=True),
        sa.Column("blocks", sa.String(), nullable=True),
        sa.Column("choices", sa.String(), nullable=True),
        sa.Column("metric", sa.String(), nullable=True),
        sa.Column("filters", sa.String(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("entry"),
        sa.UniqueConstraint("id", "revision", name="uq_record_meeting_slide_id_revision"),
    )
    with op.batch_alter_table("record_meeting_slide", schema=None) as batch_op:
        batch_op.create_index("ix_record_meeting_slide_subject", ["subject"], unique=False)
    with op.batch_alter_table("record_decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("effect", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("meeting", sa.BigInteger(), nullable=True))
