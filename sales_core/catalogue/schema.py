"""How rows of a dataset are typed on their way from reading to the store."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from sales_core.catalogue.dataset import Dataset, Kind

_TYPES: dict[Kind, pa.DataType] = {
    Kind.DATE: pa.date32(),
    Kind.MONTH: pa.date32(),
    Kind.MONEY: pa.decimal128(18, 4),
    Kind.QUANTITY: pa.decimal128(18, 4),
    Kind.PERCENT: pa.decimal128(18, 6),
    Kind.RATE: pa.decimal128(18, 8),
    Kind.INTEGER: pa.int64(),
    Kind.FLAG: pa.bool_(),
}

#: What every row carries besides its dataset's columns.
LINEAGE = pa.schema(
    [
        ("partition", pa.string()),
        ("sheet", pa.string()),
        ("source_row", pa.int32()),
        ("source_col", pa.string()),
    ]
)


def arrow_type(kind: Kind) -> pa.DataType:
    """The storage type of a kind; text for everything that is not a number, date or flag."""
    return _TYPES.get(kind, pa.string())


@cache
def arrow_schema(dataset: Dataset) -> pa.Schema:
    """The dataset's columns in template order, then partition, sheet, source_row and source_col."""
    own = [pa.field(column.id, arrow_type(column.kind)) for column in dataset.columns]
    return pa.schema([*own, *LINEAGE])
