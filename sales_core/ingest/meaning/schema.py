"""Arrow types of the rows file."""

from __future__ import annotations

import pyarrow as pa

from sales_core.datasets import Dataset, Kind

_TYPES: dict[Kind, pa.DataType] = {
    Kind.DATE: pa.date32(),
    Kind.MONTH: pa.date32(),
    Kind.MONEY: pa.decimal128(18, 4),
    Kind.QUANTITY: pa.decimal128(18, 4),
    Kind.PERCENT: pa.decimal128(18, 6),
    Kind.RATE: pa.decimal128(18, 8),
    Kind.INTEGER: pa.int64(),
    Kind.CODE: pa.string(),
    Kind.NAME: pa.string(),
    Kind.TEXT: pa.string(),
    Kind.FLAG: pa.bool_(),
}

LINEAGE = (
    pa.field("slice", pa.string()),
    pa.field("sheet", pa.string()),
    pa.field("source_row", pa.int32()),
    pa.field("source_col", pa.string()),
)


def arrow_type(kind: Kind) -> pa.DataType:
    """How values of `kind` are stored."""
    return _TYPES[kind]


def arrow_schema(dataset: Dataset) -> pa.Schema:
    """Every column of the dataset in template order, then slice, sheet, source_row and source_col."""
    fields = [pa.field(column.id, _TYPES[column.kind]) for column in dataset.columns]
    return pa.schema([*fields, *LINEAGE])
