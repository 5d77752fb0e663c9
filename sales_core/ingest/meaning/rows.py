"""The rows file: every column of the dataset, the slice of each row and where it came from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.datasets.schema import arrow_schema
from sales_core.ingest.meaning.draft import Draft
from sales_core.ingest.reading import Slice

#: Facts that a re-load replaces by month; the others by day.
BY_MONTH = frozenset(("sales", "targets", "expenses"))


def rows_table(draft: Draft) -> pa.Table:
    """The rows as `arrow_schema(dataset)`; columns that the file lacks hold the dataset's default or null."""
    schema, count = arrow_schema(draft.dataset), draft.height
    defaults = dict(draft.dataset.defaults)
    arrays = []
    for column in draft.dataset.columns:
        values = draft.fields.get(column.id)
        kind = schema.field(column.id).type
        if values is None:
            values = pa.repeat(pa.scalar(defaults.get(column.id), kind), count)
        elif column.id in defaults:
            values = values.fill_null(defaults[column.id])
        if pa.types.is_decimal(kind) and values.type.scale > kind.scale:
            values = pc.round(values, ndigits=kind.scale, round_mode="half_to_even")
        arrays.append(values if values.type == kind else values.cast(kind))
    by_name = dict(zip(draft.dataset.column_ids, arrays, strict=True))
    letters = _letters(draft)
    lineage = [
        _slices(draft, by_name),
        pa.repeat(pa.scalar(draft.grid.sheet.name, pa.string()), count),
        pa.array((draft.row_of + draft.grid.sheet.first_row).astype(np.int32)),
        letters,
    ]
    return pa.table([*arrays, *lineage], schema=schema)


def _letters(draft: Draft) -> pa.Array:
    if draft.column_of is None:
        return pa.repeat(pa.scalar("", pa.string()), draft.height)
    used = np.unique(draft.column_of)
    names = pa.array([draft.grid.letter(int(c)) for c in used], pa.string())
    return names.take(pa.array(np.searchsorted(used, draft.column_of)))


def _slices(draft: Draft, by_name: dict[str, pa.Array]) -> pa.Array:
    """Text of the slice columns joined by `|`; absent columns are empty."""
    parts = [_slice_text(by_name[name], by_month=draft.dataset.id in BY_MONTH) for name in draft.dataset.slice]
    if len(parts) == 1:
        return parts[0]
    return pc.binary_join_element_wise(*parts, "|")


def _slice_text(values: pa.Array, *, by_month: bool) -> pa.Array:
    if not pa.types.is_date(values.type):
        return values.fill_null("")
    encoded = values.dictionary_encode()
    days: list[date | None] = encoded.dictionary.to_pylist()
    texts = ["" if d is None else f"{d:%Y-%m}" if by_month else d.isoformat() for d in days]
    return pa.array(texts, pa.string()).take(encoded.indices).fill_null("")


def slices_of(table: pa.Table) -> tuple[Slice, ...]:
    """Every slice with its number of rows, in order of first appearance."""
    counts = pc.value_counts(table.column("slice").combine_chunks())
    values, numbers = counts.field("values").to_pylist(), counts.field("counts").to_pylist()
    return tuple(Slice(v, n) for v, n in zip(values, numbers, strict=True))


def write_rows(table: pa.Table, path: Path) -> None:
    """Writes the rows file."""
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=1 << 20)
