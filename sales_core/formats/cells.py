"""What a reader hands on: the cells of one sheet as text, with what only the reader can know about single cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Flag, auto

import pyarrow as pa


class CellMark(Flag):
    """What the text of a cell does not show. Only rare cells carry marks; ordinary numbers and texts have none."""

    BOOL = auto()
    """A logical cell; its text is TRUE or FALSE."""
    ERROR = auto()
    """An error value; its text is #REF!, #N/A, …"""
    NO_VALUE = auto()
    """A formula that was never calculated; its text is empty."""
    IMPRECISE = auto()
    """A number with more digits than a double holds, or in scientific notation in the file."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet or one text file.

    `cells`: all-string pyarrow table, column names `c0`, `c1`, …; missing and empty cells are null; texts are as typed
    (not trimmed). Table row i is sheet row `first_row + i`, column j is sheet column `first_col + j` (both 1-based).
    Trailing blank rows and columns are trimmed. Numbers render as the shortest text that reads back equal
    (`125`, `12.5`, never `125.0`); dates as ISO text.
    `numeric[j]` says which cells of column j were stored as numbers in the file: True all non-empty ones, False none,
    or a boolean array (text files: False).
    `marks`: (table row, table column) → marks, sparse.
    """

    file: str
    name: str
    cells: pa.Table
    first_row: int = 1
    first_col: int = 1
    numeric: tuple[bool | pa.BooleanArray, ...] = ()
    dates: tuple[bool | pa.BooleanArray, ...] = ()
    """Like `numeric`: which cells are dates in the file (their text is ISO, and they do not count as numeric)."""
    currencies: tuple[tuple[str, ...], ...] = ()
    """Per column the currencies that the number formats of its cells name: `USD`, `¥`."""
    marks: Mapping[tuple[int, int], CellMark] = field(default_factory=dict)
    merges: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges as table (row0, col0, row1, col1), inclusive; capped at 10 000."""
    merge_count: int = 0
    """True number of merged ranges."""
    hidden_rows: tuple[int, ...] = ()
    """Sheet row numbers (1-based)."""
    hidden_columns: tuple[int, ...] = ()
    """Sheet column numbers (1-based)."""
    is_text_file: bool = False
    """csv, tsv, html: places are `row N` with the header as row 1, not A1 addresses."""

    encoding: str = ""
    """Text files: the codec they were read with."""
    separator: str = ""
    """Text files: what stands between the fields."""

    def address(self, row: int, col: int) -> str:
        """`L2` for a workbook; `row 2` for a text file."""
        number = self.first_row + row
        if self.is_text_file:
            return f"row {number}"
        return f"{column_letters(self.first_col + col)}{number}"


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
