"""Alert case."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables to what is declared."""
    op.create_table(
        "record_alert_case",
        sa.Column("entry", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("cut", sa.String(), nullable=True),
        sa.Column("stake", sa.String(length=40), nullable=True),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("opened", sa.Date(), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("entry"),
        sa.UniqueConstraint("id", "revision", name="uq_record_alert_case_id_revision"),
    )
    with op.batch_alter_table("record_alert_case", schema=None) as batch_op:
        batch_op.create_index("ix_record_alert_case_subject", ["subject"], unique=False)
    with op.batch_alter_table("record_watch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("condition", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("limit_value", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("months", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("quiet_days", sa.BigInteger(), nullable=True))
