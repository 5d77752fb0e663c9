"""From delimited UTF-8 to a table of text: Arrow for regular records, mended for a few odd ones, else one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from sales_core.format import grouped
from sales_core.formats.refusal import Refusal
from sales_core.kernel.settings import Limits

_BLOCK = 8 << 20
_MOST_ODD = 50_000
_LONGEST_FIELD = 2**31 - 1

_Handler = Callable[[arrow_csv.InvalidRow], str]
#: Told the share of the bytes that is read.
ShareCallback = Callable[[float], None]


def no_share(_share: float) -> None:
    """Tells nobody."""


class _CountedBody(io.BytesIO):
    """The bytes as a file that tells how much of it was read."""

    def __init__(self, body: bytes, progress: ShareCallback) -> None:
        super().__init__(body)
        self._progress, self._size = progress, max(len(body), 1)

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        self._progress(self.tell() / self._size)
        return part


def regular_table(
    body: bytes,
    separator: str,
    columns: int,
    *,
    is_checked: bool,
    quoting: bool = True,
    progress: ShareCallback = no_share,
) -> pa.Table | None:
    """Every record of `columns` fields; None when one differs. Bytes that are not UTF-8 also give None."""
    try:
        return _arrow(body, separator, columns, is_checked=is_checked, quoting=quoting, progress=progress)
    except pa.ArrowInvalid:
        return None


def mended_table(
    body: bytes, separator: str, columns: int, limits: Limits, progress: ShareCallback = no_share
) -> pa.Table | None:
    """Like `careful_table`, for long files where few records are odd (titles, totals); None when many are."""
    odd: list[tuple[int, str]] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip" if len(odd) <= _MOST_ODD else "error"

    try:
        regular = _arrow(body, separator, columns, is_checked=False, on_odd=keep, progress=progress)
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return None
    return _woven(regular, odd, separator, limits)


def _arrow(
    body: bytes,
    separator: str,
    columns: int,
    *,
    is_checked: bool,
    on_odd: _Handler | None = None,
    quoting: bool = True,
    progress: ShareCallback = no_share,
) -> pa.Table:
    names = [f"c{number}" for number in range(columns)]
    return arrow_csv.read_csv(
        pa.PythonFile(_CountedBody(body, progress), mode="r") if len(body) > _BLOCK else pa.BufferReader(body),
        # Arrow numbers odd rows only when it reads on one thread.
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK, use_threads=on_odd is None),
        parse_options=arrow_csv.ParseOptions(
            delimiter=separator,
            quote_char='"' if quoting else False,
            newlines_in_values=quoting,
            ignore_empty_lines=False,
            invalid_row_handler=on_odd,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            check_utf8=not is_checked,
        ),
    ).combine_chunks()


def _woven(regular: pa.Table, odd: list[tuple[int, str]], separator: str, limits: Limits) -> pa.Table:
    """The odd records back in their places."""
    parsed = [next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), []) for _, text in odd]
    for (number, _), row in zip(odd, parsed, strict=True):
        refuse_wide(row, number, limits)
    width = max([regular.num_columns, *(len(row) for row in parsed)])
    names = [f"c{number}" for number in range(width)]
    blank = pa.nulls(regular.num_rows, pa.string())
    left = [regular.column(n) if n < regular.num_columns else blank for n in range(width)]
    right = [
        pa.array([(row[n] or None) if n < len(row) else None for row in parsed], pa.string()) for n in range(width)
    ]
    both = pa.concat_tables([pa.table(left, names=names), pa.table(right, names=names)])
    is_odd = np.zeros(both.num_rows, dtype=bool)
    is_odd[[number - 1 for number, _ in odd]] = True
    order = np.empty(both.num_rows, dtype=np.int64)
    order[~is_odd] = np.arange(regular.num_rows)
    order[is_odd] = regular.num_rows + np.arange(len(odd))
    return both.take(pa.array(order)).combine_chunks()


def careful_table(text: str, separator: str, limits: Limits) -> pa.Table:
    """Record by record: short ones are filled with blanks, blank lines stay. Raises Refusal."""
    csv.field_size_limit(_LONGEST_FIELD)
    columns: list[list[str | None]] = []
    count = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(row) > len(columns):
                refuse_wide(row, count + 1, limits)
                columns.extend([None] * count for _ in range(len(row) - len(columns)))
            for column, value in zip(columns, row, strict=False):
                column.append(value or None)
            for column in columns[len(row) :]:
                column.append(None)
            count += 1
            if count > limits.rows:
                raise Refusal("E_GRID_TOO_LARGE", cell=f"row {count}", value=grouped(count), limit=grouped(limits.rows))
    except csv.Error as error:
        raise Refusal("E_CORRUPT", cell=f"row {count + 1}", value=str(error)) from error
    names = [f"c{number}" for number in range(len(columns))]
    return pa.table([pa.array(column, pa.string()) for column in columns], names=names)


def refuse_wide(row: list[str], number: int, limits: Limits) -> None:
    """Cuts blank fields at the end of `row`; raises Refusal E_TOO_MANY_COLUMNS when too many are left."""
    if len(row) > limits.columns:
        while row and not row[-1]:
            row.pop()
    if len(row) > limits.columns:
        raise Refusal("E_TOO_MANY_COLUMNS", cell=f"row {number}", value=str(len(row)), limit=limits.columns)
