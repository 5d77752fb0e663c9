"""The rows file: the columns that hold something, the partition of each row and where it came from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import PartitionGrain
from sales_core.catalogue.schema import arrow_schema
from sales_core.recognition.draft import Draft
from sales_core.recognition.reading import Partition
from sales_core.recognition.surrogate_keys import partition_of_equals


def rows_table(draft: Draft) -> pa.Table:
    """The rows: columns of `arrow_schema(dataset)` that the file or a default of the dataset fills, and the lineage."""
    schema, count = arrow_schema(draft.dataset), draft.height
    defaults = dict(draft.dataset.defaults)
    filled: dict[str, pa.Array] = {}
    for name in draft.dataset.column_ids:
        values = draft.fields.get(name)
        kind = schema.field(name).type
        if values is None and name in defaults:
            values = pa.repeat(pa.scalar(defaults[name], kind), count)
        elif values is None or values.null_count == count:
            continue
        elif name in defaults:
            values = values.fill_null(defaults[name])
        if pa.types.is_decimal(kind) and values.type.scale > kind.scale:
            values = pc.round(values, ndigits=kind.scale, round_mode="half_to_even")
        filled[name] = values if values.type == kind else values.cast(kind)
    filled |= {
        "partition": _partitions(draft, filled),
        "sheet": pa.repeat(pa.scalar(draft.grid.sheet.name, pa.string()), count),
        "source_row": pa.array((draft.row_of + draft.grid.sheet.first_row).astype(np.int32)),
        "source_col": _letters(draft),
    }
    return pa.table(filled, schema=pa.schema([field for field in schema if field.name in filled]))


def _letters(draft: Draft) -> pa.Array:
    if draft.column_of is None:
        return pa.repeat(pa.scalar("", pa.string()), draft.height)
    used = np.unique(draft.column_of)
    names = pa.array([draft.grid.letter(int(c)) for c in used], pa.string())
    return names.take(pa.array(np.searchsorted(used, draft.column_of)))


def _partitions(draft: Draft, filled: dict[str, pa.Array]) -> pa.Array:
    """Text of the partition columns joined by `|`; absent columns are empty."""
    by_month, nothing = (
        draft.dataset.partition_grain is PartitionGrain.MONTH,
        pa.repeat(pa.scalar("", pa.string()), draft.height),
    )
    parts = [_partition_text(filled[n], by_month=by_month) if n in filled else nothing for n in draft.dataset.partition]
    if len(parts) == 1:
        return partition_of_equals(draft.dataset, parts[0])
    return pc.binary_join_element_wise(*parts, "|")


def _partition_text(values: pa.Array, *, by_month: bool) -> pa.Array:
    if not pa.types.is_date(values.type):
        return values.fill_null("")
    encoded = values.dictionary_encode()
    days: list[date | None] = encoded.dictionary.to_pylist()
    texts = ["" if d is None else f"{d:%Y-%m}" if by_month else d.isoformat() for d in days]
    return pa.array(texts, pa.string()).take(encoded.indices).fill_null("")


def partitions_of(table: pa.Table) -> tuple[Partition, ...]:
    """Every partition with its number of rows, in order of first appearance."""
    counts = pc.value_counts(table.column("partition").combine_chunks())
    values, numbers = counts.field("values").to_pylist(), counts.field("counts").to_pylist()
    return tuple(Partition(v, n) for v, n in zip(values, numbers, strict=True))


def write_rows(table: pa.Table, path: Path) -> None:
    """Writes the rows file."""
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=1 << 20)
