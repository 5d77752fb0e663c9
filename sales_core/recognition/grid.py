"""A raw sheet as columns that can be asked cheaply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.formats.cells import CellMark, RawSheet, column_letters

RowNumbers = npt.NDArray[np.int64]
T = TypeVar("T")
R = TypeVar("R")
_SPACES = (" ", "\t", "\n", "\r", "\u00a0", "\u3000", "\u200b")
#: By byte whether the text of a space begins with it.
_BEGINS_SPACE = np.zeros(256, dtype=np.bool_)
_BEGINS_SPACE[[space.encode()[0] for space in _SPACES]] = True
Mask = npt.NDArray[np.bool_]
Shape = Literal["empty", "date", "number", "text", "mixed"]
"""What the values of a column look like."""


class Grid:
    """One sheet: contiguous columns, counts of filled cells, single cells."""

    def __init__(self, sheet: RawSheet) -> None:
        self.sheet = sheet
        self.columns: list[pa.Array] = side_by_side(lambda c: _without_blanks(_one_array(c)), sheet.cells.columns)
        self.height: int = sheet.cells.num_rows
        self.width: int = len(self.columns)
        self.shapes: dict[int, tuple[Shape, ...]] = {}
        """What `column_shapes` found, by the row it looked from."""

    def with_column(self, cells: pa.Array) -> Grid:
        """The same sheet with one more column at its right."""
        wider = Grid.__new__(Grid)
        wider.sheet, wider.height = self.sheet, self.height
        wider.columns, wider.width, wider.shapes = [*self.columns, cells], self.width + 1, {}
        return wider

    def with_cells(self, columns: Mapping[int, pa.Array], sheet: RawSheet) -> Grid:
        """The table with other columns in place of some; `sheet` tells what the texts of the new ones do not show."""
        edited = Grid.__new__(Grid)
        edited.sheet, edited.height, edited.width, edited.shapes = sheet, self.height, self.width, {}
        edited.columns = [columns.get(at, column) for at, column in enumerate(self.columns)]
        return edited

    @cached_property
    def filled(self) -> RowNumbers:
        """How many cells of each row hold something."""
        total = np.zeros(self.height, dtype=np.int64)
        for column in self.columns:
            total += self.valid(column)
        return total

    @staticmethod
    def valid(column: pa.Array) -> Mask:
        """Which cells hold something."""
        return np.asarray(pc.is_valid(column).to_numpy(zero_copy_only=False), dtype=np.bool_)

    def row(self, index: int) -> list[str]:
        """The texts of one row; empty text for an empty cell."""
        return [(column[index].as_py() or "") for column in self.columns]

    def head(self, count: int) -> list[list[str]]:
        """The first `count` rows."""
        lists = [column.slice(0, count).to_pylist() for column in self.columns]
        return [[(cells[i] or "") for cells in lists] for i in range(min(count, self.height))]

    def mark(self, row: int, column: int) -> CellMark:
        """What the text of the cell does not show."""
        return self.sheet.marks.get((row, column), CellMark(0))

    def letter(self, column: int) -> str:
        """`L` for the twelfth column of the sheet."""
        return column_letters(self.sheet.first_col + column)

    def number(self, row: int) -> int:
        """The sheet's own row number."""
        return self.sheet.first_row + row

    def is_numeric(self, column: int) -> bool:
        """Whether any cell of the column was stored as a number in the file."""
        if column >= len(self.sheet.numeric):
            return False
        stored = self.sheet.numeric[column]
        return stored if isinstance(stored, bool) else bool(pc.any(stored).as_py())

    def numeric_at(self, column: int, rows: RowNumbers) -> Mask:
        """Which of the named cells were stored as numbers in the file."""
        stored = self.sheet.numeric[column] if column < len(self.sheet.numeric) else False
        if isinstance(stored, bool):
            return np.full(len(rows), stored)
        flags = np.asarray(stored.fill_null(False).to_numpy(zero_copy_only=False), dtype=np.bool_)
        return flags[rows]


def side_by_side(
    work: Callable[[T], R], columns: Iterable[T], progress: Callable[[int], None] = lambda _: None
) -> list[R]:
    """What `work` gives for each column, in their order; `progress` is told how many are done.

    Two at a time: pyarrow computes without the interpreter.
    """
    done: list[R] = []
    with ThreadPoolExecutor(2) as pool:
        for result in pool.map(work, columns):
            done.append(result)
            progress(len(done))
    return done


def _without_blanks(column: pa.Array) -> pa.Array:
    """Cells that hold only spaces are empty. Looks closely only where some cell starts with one."""
    if not _may_begin_blank(column) or not any(pc.any(pc.starts_with(column, space)).as_py() for space in _SPACES):
        return column
    return pc.if_else(pc.match_substring_regex(column, r"^[\s\x{a0}\x{3000}\x{200b}\x{feff}]*$"), None, column)


def _may_begin_blank(column: pa.Array) -> bool:
    """Whether some cell begins with a byte that a space begins with; those of other signs begin so too."""
    wide = pa.types.is_large_string(column.type)
    if not wide and not pa.types.is_string(column.type):
        return True
    _, offsets, data = column.buffers()
    if data is None or not data.size:
        return False
    edges = np.frombuffer(offsets, np.int64 if wide else np.int32)[column.offset : column.offset + len(column) + 1]
    filled = np.diff(edges) > 0
    first = edges[:-1][filled]
    return bool(_BEGINS_SPACE[np.frombuffer(data, np.uint8)[first]].any())


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    if column.num_chunks == 1:
        return column.chunk(0)
    joined = column.combine_chunks()
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
