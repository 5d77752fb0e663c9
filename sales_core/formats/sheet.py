"""Joins the cells of a sheet into a RawSheet: columns, which were numbers or dates, marks; no blank edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.formats.batch import MONEY_KIND, CellBatch, CellKind, Ints
from sales_core.formats.cells import CellMark, RawSheet, column_letters
from sales_core.formats.grid import check_grid
from sales_core.formats.refusal import Refusal
from sales_core.formats.rendered_cells import CellTexts, Flags, cell_texts
from sales_core.kernel.settings import Limits

_KEPT_MERGES = 10_000


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """What a sheet says beside its cells; merges are 1-based sheet positions (row, col, last row, last
    col)."""

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    merge_count: int = 0


def join_sheet(
    batches: list[CellBatch],
    strings: pa.StringArray,
    *,
    file: str,
    name: str,
    is_1904: bool,
    around: SheetLayout,
    limits: Limits,
    currencies: tuple[str, ...] = (),
) -> RawSheet:
    """The sheet. Raises Refusal for a grid beyond the limits, a cell given twice, or a broken string
    index."""
    rows = np.concatenate([batch.rows for batch in batches]) if batches else np.empty(0, np.int64)
    cols = np.concatenate([batch.cols for batch in batches]) if batches else np.empty(0, np.int64)
    if not len(rows):
        return RawSheet(file, name, pa.table({}), hidden_rows=around.hidden_rows, hidden_columns=around.hidden_columns)
    check_grid(rows, cols, sheet=name, limits=limits)
    kinds = np.concatenate([batch.kinds for batch in batches])
    raw = pa.concat_arrays([batch.raw for batch in batches])
    first_row, first_col = int(rows.min()), int(cols.min())
    rows, cols = rows - first_row, cols - first_col
    named, kinds = _money(kinds, cols, currencies)
    texts = cell_texts(kinds, raw, strings, is_1904=is_1904, sheet=name)
    places = _Places(rows, cols, name, first_row, first_col)
    cells, numeric, dates = _columns(places, texts)
    marks: dict[tuple[int, int], CellMark] = {}
    for mark, marked in texts.marks:
        marks.update(dict.fromkeys(zip(rows[marked].tolist(), cols[marked].tolist(), strict=True), mark))
    return RawSheet(
        file,
        name,
        cells,
        first_row=first_row,
        first_col=first_col,
        numeric=numeric,
        dates=dates,
        currencies=named,
        marks=marks,
        merges=_clipped(around.merges, first_row, first_col, cells.num_rows, cells.num_columns),
        merge_count=around.merge_count or len(around.merges),
        hidden_rows=around.hidden_rows,
        hidden_columns=around.hidden_columns,
    )


def _money(
    kinds: npt.NDArray[np.uint8], cols: Ints, currencies: tuple[str, ...]
) -> tuple[tuple[tuple[str, ...], ...], npt.NDArray[np.uint8]]:
    """Per column the currencies of its number formats, and the kinds with plain numbers for numbers of money."""
    money = kinds >= MONEY_KIND
    if not money.any():
        return (), kinds
    found = [
        tuple(currencies[kind - MONEY_KIND] for kind in np.unique(kinds[money & (cols == column)]).tolist())
        for column in range(int(cols.max()) + 1)
    ]
    return tuple(found), np.where(money, np.uint8(CellKind.NUMBER), kinds)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the cells are, counted from the first used row and column, and how to name them."""

    rows: Ints
    cols: Ints
    sheet: str
    first_row: int
    first_col: int

    def address(self, row: int, col: int) -> str:
        return f"{column_letters(col + self.first_col)}{row + self.first_row}"


_Columns = tuple[bool | pa.BooleanArray, ...]


def _columns(places: _Places, texts: CellTexts) -> tuple[pa.Table, _Columns, _Columns]:
    """The table, and per column which cells are numbers and which are dates."""
    height, width = int(places.rows.max()) + 1, int(places.cols.max()) + 1
    order = np.argsort(places.cols.astype(np.int16), kind="stable")
    edges = np.searchsorted(places.cols[order], np.arange(width + 1))
    shown = texts.joined()
    arrays: list[pa.StringArray] = []
    numeric: list[bool | pa.BooleanArray] = []
    dates: list[bool | pa.BooleanArray] = []
    for col in range(width):
        cells = order[edges[col] : edges[col + 1]]
        at = places.rows[cells]
        _refuse_twice(at, col, places)
        index = np.full(height, -1, dtype=np.int64)
        index[at] = texts.position[cells]
        column = shown.take(pa.array(index, mask=index < 0)).cast(pa.string())
        blank = pc.equal(column, "")
        if pc.any(blank).as_py():
            column = pc.if_else(blank, pa.scalar(None, pa.string()), column)
        arrays.append(column)
        numeric.append(_flag(texts.numeric[cells], at, height))
        dates.append(_flag(texts.dates[cells], at, height))
    return pa.table(arrays, names=[f"c{col}" for col in range(width)]), tuple(numeric), tuple(dates)


def _refuse_twice(at: Ints, col: int, places: _Places) -> None:
    if len(at) > 1 and np.any(np.diff(at) <= 0):
        values, counts = np.unique(at, return_counts=True)
        if counts.max() > 1:
            place = places.address(int(values[counts > 1][0]), col)
            raise Refusal("E_CORRUPT", sheet=places.sheet, cell=place, value="twice")


def _flag(flags: Flags, at: Ints, height: int) -> bool | pa.BooleanArray:
    if not flags.any():
        return False
    if flags.all():
        return True
    full = np.zeros(height, dtype=bool)
    full[at] = flags
    return pa.array(full)


def _clipped(
    merges: tuple[tuple[int, int, int, int], ...], first_row: int, first_col: int, height: int, width: int
) -> tuple[tuple[int, int, int, int], ...]:
    found: list[tuple[int, int, int, int]] = []
    for top, left, bottom, right in merges:
        clipped = (
            max(top - first_row, 0),
            max(left - first_col, 0),
            min(bottom - first_row, height - 1),
            min(right - first_col, width - 1),
        )
        if clipped[0] <= clipped[2] and clipped[1] <= clipped[3]:
            found.append(clipped)
    return tuple(found[:_KEPT_MERGES])
