"""Writes tables the way an ERP exports them: title rows above, a 合计 row below, GBK text or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.csv
import xlsxwriter
from numpy.typing import NDArray

from data.demo.days import START, Ints

_EPOCH = np.datetime64("1970-01-01")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export. `total` is what the 合计 row shows."""

    header: str
    values: pa.Array
    total: object = None


@dataclass(frozen=True, slots=True)
class Export:
    """One file: its name decides the format (.xlsx, .csv); `title` rows stand above the header."""

    name: str
    columns: tuple[Column, ...]
    title: tuple[str, ...] = ()
    has_total: bool = False
    sheet: str = "Sheet1"


def picked(header: str, words: Sequence[str], index: Ints) -> Column:
    """A text column: `words[i]` for each index; an index below 0 is an empty cell."""
    source = pa.array(words, pa.string())
    return Column(header, source.take(pa.array(index, mask=index < 0)))


def texts(header: str, values: Iterable[str | None]) -> Column:
    """A text column from plain values."""
    return Column(header, pa.array(list(values), pa.string()))


def days(header: str, numbers: Ints, *, empty: NDArray[np.bool_] | None = None) -> Column:
    """A date column from day numbers."""
    since_epoch = (np.datetime64(START) - _EPOCH).astype(int) + numbers
    return Column(header, pa.array(since_epoch.astype(np.int32), pa.int32(), mask=empty).cast(pa.date32()))


def counts(header: str, values: Ints, *, total: bool = False, empty: NDArray[np.bool_] | None = None) -> Column:
    """A column of whole numbers."""
    return Column(header, pa.array(values, pa.int64(), mask=empty), int(values.sum()) if total else None)


def money(header: str, cents: Ints, *, total: bool = False, empty: NDArray[np.bool_] | None = None) -> Column:
    """A column of exact amounts with two decimals, from cents."""
    wide = np.empty((len(cents), 2), dtype=np.int64)
    wide[:, 0], wide[:, 1] = cents, cents >> 63
    values = pa.Array.from_buffers(pa.decimal128(18, 2), len(cents), [None, pa.py_buffer(wide.tobytes())])
    if empty is not None:
        values = pa.compute.if_else(pa.array(~empty), values, pa.scalar(None, values.type))
    return Column(header, values, _yuan(int(cents.sum())) if total else None)


def _yuan(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def write(folder: Path, export: Export) -> Path:
    """Writes the file and returns its path."""
    path = folder / export.name
    if path.suffix == ".csv":
        path.write_bytes(_gbk(export))
    else:
        _workbook(path, export)
    return path


def _total_row(export: Export) -> list[object]:
    return ["合计", *(column.total for column in export.columns[1:])]


def _gbk(export: Export) -> bytes:
    """Comma-separated GBK text with every line padded to full width, as Excel saves it."""
    width = len(export.columns)
    head = [[line] + [""] * (width - 1) for line in export.title] + [[c.header for c in export.columns]]
    body = pa.BufferOutputStream()
    table = pa.table({str(k): column.values for k, column in enumerate(export.columns)})
    options = pa.csv.WriteOptions(include_header=False, quoting_style="none")
    pa.csv.write_csv(table, body, options)
    foot = [["" if value is None else str(value) for value in _total_row(export)]] if export.has_total else []
    above = "".join(",".join(row) + "\n" for row in head)
    below = "".join(",".join(row) + "\n" for row in foot)
    middle: str = body.getvalue().to_pybytes().decode()
    return (above + middle + below).replace("\n", "\r\n").encode("gb18030")


def _workbook(path: Path, export: Export) -> None:
    """One sheet, written row by row so that memory stays flat."""
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": datetime(2026, 10, 22, tzinfo=UTC)})
        sheet = book.add_worksheet(export.sheet)
        bold = book.add_format({"bold": True})
        sheet.set_column(0, len(export.columns) - 1, 13)
        for row, line in enumerate(export.title):
            sheet.write_string(row, 0, line, bold if row == 0 else None)
        header = len(export.title)
        for column, declared in enumerate(export.columns):
            sheet.write_string(header, column, declared.header, bold)
        writers = [_writer(sheet, book, column.values.type) for column in export.columns]
        row = header
        for row, values in enumerate(zip(*(_plain(c.values) for c in export.columns), strict=True), header + 1):
            for column, value in enumerate(values):
                if value is not None:
                    writers[column](row, column, value)
        if export.has_total:
            for column, value in enumerate(_total_row(export)):
                if value is not None:
                    sheet.write(row + 1, column, value if column == 0 else float(str(value)), bold)


def _plain(values: pa.Array) -> list[object]:
    if pa.types.is_decimal(values.type):
        # Through Decimal: Arrow's own cast to double is off by a bit, and an ERP stores 80.71.
        return [None if value is None else float(value) for value in values.to_pylist()]
    return list(values.to_pylist())


def _writer(sheet: Any, book: Any, kind: pa.DataType) -> Callable[[int, int, Any], object]:
    if pa.types.is_string(kind):
        return cast("Callable[[int, int, Any], object]", sheet.write_string)
    if pa.types.is_date(kind):
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        return lambda row, column, value: sheet.write_datetime(row, column, value, day)
    return cast("Callable[[int, int, Any], object]", sheet.write_number)
