"""Master rows typed or ticked by a person instead of uploaded."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pyarrow as pa

from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.schema import arrow_schema
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

_COLUMNS = {
    "customers": ("customer", "customer_name"),
    "products": ("product", "product_name"),
    "reps": ("rep", "rep_name"),
}


def master_rows(kind: Dataset, pairs: Sequence[tuple[str, str]]) -> pa.Table:
    """Rows of a master from (code, name); raises UsageError for another dataset or when nothing is given."""
    columns = _COLUMNS.get(kind.id)
    pairs = [(code.strip(), name.strip()) for code, name in pairs if code.strip() or name.strip()]
    if columns is None or not pairs:
        raise UsageError(Text("error.manual_entry_kind"))
    rows = [
        {
            columns[0]: code or None,
            columns[1]: name or None,
            "partition": f"{code}|{name}",
            "sheet": "",
            "source_row": number,
            "source_col": "",
        }
        for number, (code, name) in enumerate(pairs, start=2)
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(kind))


def as_csv(rows: pa.Table) -> bytes:
    """The rows as a csv file, kept as the original of such an upload."""
    names = [name for name in rows.column_names[:-4] if rows[name].null_count < rows.num_rows]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row[name] or "" for name in names] for row in rows.select(names).to_pylist())
    return out.getvalue().encode("utf-8-sig")
