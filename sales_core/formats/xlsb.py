"""Reads xlsb cells through calamine, the only reader of them. Runs after the guards, inside the worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import python_calamine

from sales_core.formats.batch import CellBatch, CellKind, escape
from sales_core.formats.cells import RawSheet
from sales_core.formats.numbers import float_text
from sales_core.formats.refusal import Refusal
from sales_core.formats.sheet import SheetLayout, join_sheet
from sales_core.formats.xlsb_records import SheetRecords
from sales_core.kernel.settings import Limits

_ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA"})
_KEPT_MERGES = 10_000


@dataclass(frozen=True, slots=True)
class XlsbReading:
    """The visible sheets, and the names of the hidden ones."""

    sheets: list[RawSheet]
    hidden: list[str]


def read_xlsb(path: Path, *, file: str, limits: Limits, records: Mapping[str, SheetRecords]) -> XlsbReading:
    """Every visible worksheet. Raises Refusal E_CORRUPT when the parser gives up, also by a Rust panic."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        sheets: list[RawSheet] = []
        hidden: list[str] = []
        for entry in book.sheets_metadata:
            if entry.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            if entry.visible != python_calamine.SheetVisibleEnum.Visible:
                hidden.append(entry.name)
                continue
            about = records.get(entry.name, SheetRecords(entry.name, hidden=False))
            sheets.append(_sheet(book.get_sheet_by_name(entry.name), about, file, limits))
    except Refusal:
        raise
    except BaseException as error:
        # A Rust panic derives from BaseException; the two of Python's own must stay what they are.
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise Refusal("E_CORRUPT", value=f"{type(error).__name__}: {error}") from error
    return XlsbReading(sheets, hidden)


def _sheet(source: python_calamine.CalamineSheet, about: SheetRecords, file: str, limits: Limits) -> RawSheet:
    top, left = source.start or (0, 0)
    merges = about.merges
    around = SheetLayout(
        tuple(about.hidden_rows),
        tuple(about.hidden_columns),
        tuple(merges[:_KEPT_MERGES]),
        len(merges),
    )
    values = source.to_python(skip_empty_area=True)
    batch = _with_errors(_batch(values, top + 1, left + 1, about.money), about.errors)
    nothing = pa.array([], pa.string())
    return join_sheet(
        [batch],
        nothing,
        file=file,
        name=about.name,
        is_1904=False,
        around=around,
        limits=limits,
        currencies=about.currencies,
    )


def _batch(
    values: Sequence[Sequence[Any]], first_row: int, first_col: int, money: Mapping[tuple[int, int], int]
) -> CellBatch:
    rows: list[int] = []
    cols: list[int] = []
    kinds: list[int] = []
    raw: list[str] = []
    for row, cells in enumerate(values, start=first_row):
        if cells.count("") == len(cells):
            continue
        for col, value in enumerate(cells, start=first_col):
            if value != "":
                kind, text = _cell(value)
                rows.append(row)
                cols.append(col)
                kinds.append(money.get((row, col), kind) if money and kind is CellKind.NUMBER else kind)
                raw.append(text)
    return CellBatch(
        np.array(rows, dtype=np.int64),
        np.array(cols, dtype=np.int64),
        np.array(kinds, dtype=np.uint8),
        pa.array(raw, pa.string()),
    )


def _with_errors(batch: CellBatch, errors: Mapping[tuple[int, int], str]) -> CellBatch:
    """The batch and the error cells, which the native parser shows as empty."""
    known = set(zip(batch.rows.tolist(), batch.cols.tolist(), strict=True)) if errors else set()
    added = [(row, col, text) for (row, col), text in errors.items() if (row, col) not in known]
    return CellBatch(
        np.concatenate([batch.rows, np.array([row for row, _, _ in added], dtype=np.int64)]),
        np.concatenate([batch.cols, np.array([col for _, col, _ in added], dtype=np.int64)]),
        np.concatenate([batch.kinds, np.full(len(added), CellKind.ERROR, dtype=np.uint8)]),
        pa.concat_arrays([batch.raw, pa.array([text for _, _, text in added], pa.string())]),
    )


def _cell(value: Any) -> tuple[CellKind, str]:  # noqa: PLR0911 - one return a type that calamine gives
    """Kind and raw text of one calamine value."""
    if isinstance(value, str):
        return (CellKind.ERROR if value in _ERRORS else CellKind.TEXT), escape(value)
    if isinstance(value, bool):
        return CellKind.BOOL, "1" if value else "0"
    if isinstance(value, int | float):
        return CellKind.NUMBER, float_text(float(value))
    if isinstance(value, datetime):
        moment = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        return CellKind.ISO_DATE, moment.date().isoformat() if moment.time() == time() else moment.isoformat()
    if isinstance(value, date | time):
        return CellKind.ISO_DATE, value.isoformat()
    if isinstance(value, timedelta):
        return CellKind.NUMBER, float_text(value.total_seconds() / 86_400)
    return CellKind.TEXT, escape(str(value))
