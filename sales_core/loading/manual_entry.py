"""Master rows typed or ticked by a person instead of uploaded."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pyarrow as pa

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.schema import arrow_schema
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


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


def as_csv(rows: pa.Table) -> bytes:
    """The rows as a csv file, kept as the original of such an upload."""
    names = [name for name in rows.column_names[:-4] if rows[name].null_count < rows.num_rows]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row[name] or "" for name in names] for row in rows.select(names).to_pylist())
    return out.getvalue().encode("utf-8-sig")
