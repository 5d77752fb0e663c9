"""Master rows typed or ticked by a person instead of uploaded."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.schema import arrow_schema
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text
from sales_core.loading.row_source import loaded_rows
from sales_core.warehouse.snapshot import Snapshot


def master_rows(catalogue: Catalogue, dataset_id: str, pairs: Sequence[tuple[str, str]]) -> pa.Table:
    """Rows of a master from (code, name); raises UsageError where people may not add any or when nothing is given."""
    dataset = catalogue.dataset(dataset_id)
    ref = dataset.definition
    pairs = [(code.strip(), name.strip()) for code, name in pairs if code.strip() or name.strip()]
    if ref is None or not catalogue.entity(ref.entity).accepts_manual_rows or not pairs:
        raise UsageError(Text("error.manual_entry_kind"))
    rows = [
        {
            ref.code: code or None,
            ref.name: name or None,
            "partition": f"{code}|{name}",
            "sheet": "",
            "source_row": number,
            "source_col": "",
        }
        for number, (code, name) in enumerate(pairs, start=2)
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(dataset))


def typed_rows(dataset: Dataset, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Rows of an undated dataset as people typed them; raises UsageError when nothing is given."""
    if not rows:
        raise UsageError(Text("error.nothing_typed"))
    lineage = [
        {
            "partition": "|".join(str(row.get(name) or "") for name in dataset.partition),
            "sheet": "",
            "source_row": number,
            "source_col": "",
        }
        for number, row in enumerate(rows, start=2)
    ]
    return pa.Table.from_pylist(
        [{**row, **where} for row, where in zip(rows, lineage, strict=True)], schema=arrow_schema(dataset)
    )


def stated_rows(snapshot: Snapshot, dataset: Dataset) -> list[dict[str, Any]]:
    """The rows of a dataset as they were stated, newest first, each with its `upload_id`."""
    source = loaded_rows(snapshot, dataset)
    if source is None:
        return []
    return snapshot.rows(f"SELECT * FROM {source.table} ORDER BY upload_id DESC, source_row")


def as_csv(rows: pa.Table) -> bytes:
    """The rows as a csv file, kept as the original of such an upload."""
    names = [name for name in rows.column_names[:-4] if rows[name].null_count < rows.num_rows]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row[name] or "" for name in names] for row in rows.select(names).to_pylist())
    return out.getvalue().encode("utf-8-sig")
