"""Rows of a dataset summed by partition, day and document: of a load's files, and of what a version holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import Dataset
from sales_core.loading.load_units import read_rows
from sales_core.loading.plan import PlannedLoad
from sales_core.loading.row_source import RowSource
from sales_core.warehouse.measure import main_measure
from sales_core.warehouse.snapshot import Snapshot

#: Share of rows that must state a document for documents to decide.
_STATED = 0.9
_AMOUNT = pa.decimal128(38, 6)
_SCHEMA = pa.schema(
    {"partition": pa.string(), "day": pa.date32(), "document": pa.string(), "amount": _AMOUNT, "rows": pa.int64()}
)


@dataclass(frozen=True, slots=True)
class DocumentSums:
    """One row for each partition, day and document; `document` is null where a row states none."""

    table: pa.Table

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all."""
        return bool(self.table.num_rows == 0)

    @property
    def partitions(self) -> frozenset[str]:
        """The partitions that have rows."""
        return frozenset(pc.unique(self.table["partition"]).to_pylist())

    @property
    def is_documented(self) -> bool:
        """Whether nearly all rows state their document."""
        rows = pc.sum(self.table["rows"]).as_py() or 0
        bare = pc.sum(self.table.filter(pc.is_null(self.table["document"]))["rows"]).as_py() or 0
        return rows > 0 and bare <= (1 - _STATED) * rows

    @property
    def months(self) -> list[str]:
        """The calendar months of the days, as YYYY-MM, in order."""
        days = pc.unique(self.table["day"]).to_pylist()
        return sorted({f"{day:%Y-%m}" for day in days if day is not None})

    @property
    def total(self) -> Decimal:
        """The money of all rows."""
        return Decimal(pc.sum(self.table["amount"]).as_py() or 0)

    def within(self, partitions: Collection[str]) -> DocumentSums:
        """The rows of these partitions only."""
        return DocumentSums(self.table.filter(_is_one_of(self.table["partition"], partitions)))

    def keys(self, key: str) -> pa.Array:
        """The distinct values of column `day` or `document`; rows without a document have no key."""
        found = pc.unique(self.table[key])
        return found.drop_null() if key == "document" else found

    def having(self, key: str, keys: pa.Array) -> DocumentSums:
        """The rows whose `day` or `document` is one of `keys`."""
        return DocumentSums(self.table.filter(pc.is_in(self.table[key], keys)))

    def lacking(self, key: str, keys: pa.Array) -> DocumentSums:
        """The rows that have a `day` or `document`, which is none of `keys`."""
        lacks = pc.invert(pc.is_in(self.table[key], keys))
        if key == "document":
            lacks = pc.and_(lacks, pc.is_valid(self.table[key]))
        return DocumentSums(self.table.filter(lacks))


def sums_of_loads(loads: Sequence[PlannedLoad], kind: Dataset) -> DocumentSums:
    """The rows of the loads' files together."""
    measure, period = main_measure(kind) or "", kind.period or ""
    parts = []
    for load in loads:
        table = read_rows(Path(load.rows_file), {"partition", period, measure, *kind.document_key})
        if table.num_rows:
            parts.append(_summed(table, kind, measure, period))
    return DocumentSums(pa.concat_tables(parts) if parts else _SCHEMA.empty_table())


def sums_held(snapshot: Snapshot, source: RowSource, kind: Dataset, months: Sequence[str]) -> DocumentSums:
    """What the version holds in these months (YYYY-MM)."""
    period, measure = kind.period or "", main_measure(kind)
    if not months or period not in source.columns or not snapshot.has_rows(source.table):
        return DocumentSums(_SCHEMA.empty_table())
    stated = [f'"{key}"' for key in kind.document_key if key in source.columns]
    document = " || '|' || ".join(f"CAST({key} AS VARCHAR)" for key in stated) or "NULL"
    amount = f'sum("{measure}")' if measure in source.columns else "0"
    found = snapshot.query(
        f"""
        SELECT {source.partition} AS partition, CAST("{period}" AS DATE) AS day,
               CAST({document} AS VARCHAR) AS document,
               CAST(coalesce({amount}, 0) AS DECIMAL(38, 6)) AS amount, count(*) AS rows
        FROM {source.table} WHERE strftime("{period}", '%Y-%m') IN (SELECT unnest($months)) GROUP BY ALL
        """,
        {"months": list(months)},
    )
    return DocumentSums(found.cast(_SCHEMA))


def _summed(table: pa.Table, kind: Dataset, measure: str, period: str) -> pa.Table:
    keys = [key for key in ("partition", period, *kind.document_key) if key in table.column_names]
    sums = [(measure, "sum")] if measure in table.column_names else []
    grouped = pa.TableGroupBy(table, keys).aggregate([*sums, ([], "count_all")])
    stated = [grouped[key].cast(pa.string()) for key in kind.document_key if key in keys]
    nothing = pa.nulls(grouped.num_rows)
    columns = {
        "partition": grouped["partition"],
        "day": grouped[period],
        "document": pc.binary_join_element_wise(*stated, "|") if stated else nothing,
        "amount": pc.fill_null(grouped[f"{measure}_sum"].cast(_AMOUNT), Decimal(0)) if sums else nothing,
        "rows": grouped["count_all"],
    }
    return pa.table(columns).cast(_SCHEMA)


def _is_one_of(column: pa.ChunkedArray, values: Collection[str]) -> pa.ChunkedArray:
    return pc.is_in(column, pa.array(sorted(values), pa.string()))
