"""Quotes that a person typed, in delimited text: they swallow the records up to the next quote, or up to the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_FEWEST_COLUMNS = 3
_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class SwallowedRecords:
    """A field that holds whole records. `row`: its record, 0-based; `line`: where that begins; `lines`: how many more
    lines lie inside."""

    row: int
    line: int
    lines: int


def swallowed_records(body: bytes, table: pa.Table, separator: str, columns: int) -> list[SwallowedRecords]:
    """Fields with as many separators for each line break inside as a record has: no note is written like that.

    Cheap where every record is one line: only bytes are counted.
    """
    if columns < _FEWEST_COLUMNS or b'"' not in body:
        return []
    mark = b"\n" if b"\n" in body else b"\r"
    if body.count(mark) + (not body.endswith(mark)) <= table.num_rows:
        return []
    breaks = np.zeros(table.num_rows, dtype=np.int64)
    found: dict[int, int] = {}
    for column in table.columns:
        inside = _breaks(column)
        breaks += inside
        for row in np.flatnonzero(inside)[:_SHOWN].tolist():
            if column[row].as_py().count(separator) >= int(inside[row]) * (columns - 1):
                found[row] = int(inside[row])
    starts = np.arange(table.num_rows) + np.cumsum(breaks) - breaks + 1
    return [SwallowedRecords(row, int(starts[row]), lines) for row, lines in sorted(found.items())]


def _breaks(column: pa.ChunkedArray) -> np.ndarray:
    """Line breaks in each cell: CRLF, LF or CR."""
    lone = pc.replace_substring(column, pattern="\r\n", replacement="\n")
    counts = pc.count_substring_regex(lone, pattern="[\n\r]").fill_null(0)
    return np.asarray(counts.to_numpy(), dtype=np.int64)


def unwrapped(table: pa.Table) -> pa.Table:
    """Cells read with quoting off: a pair of quotes around a whole cell was quoting after all."""
    return pa.table([_unwrapped(column) for column in table.columns], names=table.column_names)


def _unwrapped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pc.any(pc.match_substring(column, '"')).as_py():
        return column
    quoted = pc.match_substring_regex(column, r'(?s)^".*"$')
    inner = pc.replace_substring(pc.replace_substring_regex(column, r'(?s)^"(.*)"$', r"\1"), '""', '"')
    return pc.if_else(quoted, pc.if_else(pc.equal(inner, ""), None, inner), column)
