"""How rows of a dataset are typed on their way from reading to the store."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from sales_core.catalogue.dataset import Dataset, ValueKind

_TYPES: dict[ValueKind, pa.DataType] = {
    ValueKind.DATE: pa.date32(),
    ValueKind.MONTH: pa.date32(),
    ValueKind.MONEY: pa.decimal128(18, 4),
    ValueKind.QUANTITY: pa.decimal128(18, 4),
    ValueKind.PERCENT: pa.decimal128(18, 6),
    ValueKind.RATE: pa.decimal128(18, 8),
    ValueKind.INTEGER: pa.int64(),
    ValueKind.FLAG: pa.bool_(),
}

#: What every row carries besides its dataset's columns.
LINEAGE_SCHEMA = pa.schema(
    [
        ("partition", pa.string()),
        ("sheet", pa.string()),
        ("source_row", pa.int32()),
        ("source_col", pa.string()),
    ]
)


def arrow_type(kind: ValueKind) -> pa.DataType:
    """The storage type of a kind; text for everything that is not a number, date or flag."""
    return _TYPES.get(kind, pa.string())


@cache
def arrow_schema(dataset: Dataset) -> pa.Schema:
    """The dataset's columns in template order, then partition, sheet, source_row and source_col."""
    own = [pa.field(column.id, arrow_type(column.kind)) for column in dataset.columns]
    return pa.schema([*own, *LINEAGE_SCHEMA])
