"""The table of a record: one row an act, never changed. A record's newest row is how it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from sales_core.appdb.tables import Moment
from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, Record


class DecimalText(sa.types.TypeDecorator[Decimal]):
    """A decimal kept as text, exact in every database."""

    impl = sa.String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """The decimal as plain text, without exponent."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> Decimal | None:  # noqa: ARG002
        """The decimal."""
        return None if value is None else Decimal(value)


def table_of(record: Record, metadata: sa.MetaData | None = None) -> sa.Table:
    """The SQLAlchemy table of a record, in `metadata` (its own by default).

    `entry` counts the acts on all records of the kind: its maximum is the kind's revision. `id` names the record,
    `revision` its acts from 1. `as_of` is the data's last day at the act.
    """
    return sa.Table(
        table_name(record),
        sa.MetaData() if metadata is None else metadata,
        sa.Column("entry", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        *(sa.Column(one.id, column_type(one), nullable=True) for one in record.fields),
        sa.UniqueConstraint("id", "revision", name=f"uq_{table_name(record)}_id_revision"),
        sa.Index(f"ix_{table_name(record)}_subject", "subject"),
    )


def table_name(record: Record) -> str:
    """The name of its table: `record_<id>`."""
    return f"record_{record.id}"


def column_type(field: Field) -> sa.types.TypeEngine[Any]:
    """The storage type of a field."""
    if field.kind is ValueKind.INTEGER:
        return sa.BigInteger()
    if field.kind.is_number:
        return DecimalText()
    if field.kind in {ValueKind.DATE, ValueKind.MONTH}:
        return sa.Date()
    return sa.Boolean() if field.kind is ValueKind.FLAG else sa.String()
