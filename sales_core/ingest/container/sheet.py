"""Joins the cells of a sheet into a RawSheet: texts, which were numbers, marks; blank edges are never built."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.ingest.container.batch import Batch, CellKind, Ints
from sales_core.ingest.container.grid import check_grid
from sales_core.ingest.container.numberformats import serial_to_iso
from sales_core.ingest.container.numbers import number_texts
from sales_core.ingest.container.xlsx_strings import decoded
from sales_core.ingest.raw import CellMark, RawSheet, column_letters
from sales_core.ingest.container.refusal import Refusal
from sales_core.settings import Limits

_KEPT_MERGES = 10_000
_DAY = 86_400
_UNIX_1900 = 25_569
_UNIX_1904 = 24_107


@dataclass(frozen=True, slots=True)
class Around:
    """What a sheet says beside its cells; merges are 1-based sheet positions (row, col, last row, last col)."""

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    merge_count: int = 0


@dataclass(slots=True)
class _Texts:
    """Pieces of text laid end to end; `position` says which of them each cell shows (-1 = empty)."""

    position: Ints
    pieces: list[pa.StringArray] = field(default_factory=list)
    length: int = 0

    def put(self, cells: Ints, texts: pa.StringArray, which: Ints | None = None) -> None:
        self.position[cells] = self.length + (np.arange(len(cells)) if which is None else which)
        self.pieces.append(texts)
        self.length += len(texts)


def join_sheet(
    batches: list[Batch],
    strings: pa.StringArray,
    *,
    file: str,
    name: str,
    is_1904: bool,
    around: Around,
    limits: Limits,
) -> RawSheet:
    """The sheet. Raises Refusal for a grid beyond the limits, a cell given twice, or a broken string index."""
    rows = np.concatenate([batch.rows for batch in batches]) if batches else np.empty(0, np.int64)
    cols = np.concatenate([batch.cols for batch in batches]) if batches else np.empty(0, np.int64)
    if not len(rows):
        return RawSheet(
            file, name, pa.table({}), hidden_rows=around.hidden_rows, hidden_columns=around.hidden_columns
        )
    check_grid(rows, cols, sheet=name, limits=limits)
    kinds = np.concatenate([batch.kinds for batch in batches])
    raw = pa.concat_arrays([batch.raw for batch in batches])
    first_row, first_col = int(rows.min()), int(cols.min())
    rows, cols = rows - first_row, cols - first_col
    texts = _Texts(np.full(len(rows), -1, dtype=np.int64))
    marks = _Marks(rows, cols)
    numeric = _put_numbers(texts, marks, kinds, raw, is_1904=is_1904)
    _put_others(texts, marks, kinds, raw, strings, sheet=name)
    all_texts = pa.concat_arrays([piece.cast(pa.large_string()) for piece in texts.pieces])
    cells, flags = _columns(
        rows, cols, texts.position, numeric, all_texts, sheet=name, first=(first_row, first_col)
    )
    return RawSheet(
        file,
        name,
        cells,
        first_row=first_row,
        first_col=first_col,
        numeric=flags,
        marks=marks.found,
        merges=_clipped(around.merges, first_row, first_col, cells.num_rows, cells.num_columns),
        merge_count=around.merge_count or len(around.merges),
        hidden_rows=around.hidden_rows,
        hidden_columns=around.hidden_columns,
    )


class _Marks:
    def __init__(self, rows: Ints, cols: Ints) -> None:
        self._rows, self._cols = rows, cols
        self.found: dict[tuple[int, int], CellMark] = {}

    def add(self, cells: Ints, mark: CellMark) -> None:
        keys = zip(self._rows[cells].tolist(), self._cols[cells].tolist(), strict=True)
        self.found.update(dict.fromkeys(keys, mark))


def _put_numbers(
    texts: _Texts, marks: _Marks, kinds: npt.NDArray[np.uint8], raw: pa.StringArray, *, is_1904: bool
) -> npt.NDArray[np.bool_]:
    """Places numbers and dates; returns which cells are numbers to the reader."""
    numeric = kinds == CellKind.NUMBER
    dates = np.flatnonzero(kinds == CellKind.DATE)
    if len(dates):
        isos, good = _iso_dates(raw.take(pa.array(dates)), is_1904=is_1904)
        texts.put(dates[good], isos)
        marks.add(dates[good], CellMark.DATE)
        numeric[dates[~good]] = True
    numbers = np.flatnonzero(numeric)
    if len(numbers):
        shown, _, imprecise = number_texts(raw.take(pa.array(numbers)))
        texts.put(numbers, shown)
        marks.add(numbers[imprecise], CellMark.IMPRECISE)
    return numeric


def _iso_dates(raw: pa.StringArray, *, is_1904: bool) -> tuple[pa.StringArray, npt.NDArray[np.bool_]]:
    """ISO texts of those serials that are days, and which they are."""
    _, values, _ = number_texts(raw)
    with np.errstate(invalid="ignore"):
        modern = (values >= 61) & (values < 2_950_000)
    seconds = np.rint(np.where(modern, values, 61.0) * _DAY).astype(np.int64)
    seconds -= (_UNIX_1904 if is_1904 else _UNIX_1900) * _DAY
    days = pc.cast(pa.array((seconds // _DAY).astype(np.int32), pa.int32()).cast(pa.date32()), pa.string())
    timed = np.flatnonzero(seconds % _DAY != 0)
    if len(timed):
        moments = pc.replace_substring(
            pc.cast(pa.array(seconds[timed]).cast(pa.timestamp("s")), pa.string()),
            pattern=" ",
            replacement="T",
        )
        days = pc.replace_with_mask(days, pa.array(seconds % _DAY != 0), moments)
    good = modern.copy()
    early = np.flatnonzero(~modern)
    if len(early):
        found = [serial_to_iso(value, is_1904=is_1904) for value in values[early].tolist()]
        good[early] = [text is not None for text in found]
        days = pc.replace_with_mask(
            days, pa.array(~modern), pa.array([text or "" for text in found], pa.string())
        )
    return days.filter(pa.array(good)), good


def _put_others(
    texts: _Texts,
    marks: _Marks,
    kinds: npt.NDArray[np.uint8],
    raw: pa.StringArray,
    strings: pa.StringArray,
    *,
    sheet: str,
) -> None:
    def at(kind: CellKind) -> Ints:
        return np.flatnonzero(kinds == kind)

    if len(shared := at(CellKind.SHARED)):
        which = _string_indexes(raw.take(pa.array(shared)), len(strings), sheet)
        texts.put(shared, strings, which)
    if len(plain := at(CellKind.TEXT)):
        texts.put(plain, decoded(raw.take(pa.array(plain))))
    if len(bools := at(CellKind.BOOL)):
        chosen = pc.is_in(raw.take(pa.array(bools)), pa.array(["1", "true"]))
        texts.put(bools, pc.if_else(chosen, "TRUE", "FALSE"))
        marks.add(bools, CellMark.BOOL)
    if len(errors := at(CellKind.ERROR)):
        texts.put(errors, decoded(raw.take(pa.array(errors))))
        marks.add(errors, CellMark.ERROR)
    if len(isos := at(CellKind.ISO_DATE)):
        texts.put(isos, pc.replace_substring_regex(raw.take(pa.array(isos)), r"T00:00:00(\.0+)?Z?$", ""))
        marks.add(isos, CellMark.DATE)
    marks.add(at(CellKind.NO_VALUE), CellMark.NO_VALUE)


def _string_indexes(raw: pa.StringArray, count: int, sheet: str) -> Ints:
    try:
        which: Ints = pc.cast(raw, pa.int64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid as error:
        raise Refusal("E_CORRUPT", sheet=sheet, value=str(error)) from error
    if which.min() < 0 or which.max() >= count:
        raise Refusal("E_CORRUPT", sheet=sheet, value=f"string {int(which.max())} / {count}")
    return which


def _columns(
    rows: Ints,
    cols: Ints,
    position: Ints,
    numeric: npt.NDArray[np.bool_],
    texts: pa.LargeStringArray,
    *,
    sheet: str,
    first: tuple[int, int],
) -> tuple[pa.Table, tuple[bool | pa.BooleanArray, ...]]:
    height, width = int(rows.max()) + 1, int(cols.max()) + 1
    order = np.argsort(cols.astype(np.int16), kind="stable")
    edges = np.searchsorted(cols[order], np.arange(width + 1))
    arrays: list[pa.StringArray] = []
    flags: list[bool | pa.BooleanArray] = []
    for col in range(width):
        cells = order[edges[col] : edges[col + 1]]
        at = rows[cells]
        _refuse_twice(at, col, height, sheet, first)
        index = np.full(height, -1, dtype=np.int64)
        index[at] = position[cells]
        column = texts.take(pa.array(index, mask=index < 0)).cast(pa.string())
        if pc.any(pc.equal(column, "")).as_py():
            column = pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)
        arrays.append(column)
        flags.append(_flag(numeric[cells], at, height))
    return pa.table(arrays, names=[f"c{col}" for col in range(width)]), tuple(flags)


def _refuse_twice(at: Ints, col: int, height: int, sheet: str, first: tuple[int, int]) -> None:
    if len(at) > height or (len(at) > 1 and np.any(np.diff(at) <= 0) and len(np.unique(at)) < len(at)):
        values, counts = np.unique(at, return_counts=True)
        row = int(values[counts > 1][0]) + first[0]
        raise Refusal("E_CORRUPT", sheet=sheet, cell=f"{column_letters(col + first[1])}{row}", value="twice")


def _flag(numeric: npt.NDArray[np.bool_], at: Ints, height: int) -> bool | pa.BooleanArray:
    if not numeric.any():
        return False
    if numeric.all():
        return True
    full = np.zeros(height, dtype=bool)
    full[at] = numeric
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
