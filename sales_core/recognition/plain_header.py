"""The header of a table: by the words that are known, else by its place, so that any table can be shown and mapped."""

from __future__ import annotations

from sales_core.recognition.column_types import column_shapes, shape_of
from sales_core.recognition.grid import Grid
from sales_core.recognition.header_names import Header, read_header
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.headers import SCAN_ROWS, HeaderBlock, find_header

#: A table has at least so many columns, and below its header at least one row that fills so many.
_COLUMNS = 2
_TELLING = ("number", "date")


def table_header(
    grid: Grid, vocabulary: Vocabulary, chosen: int | None = None, *, start: int = 0
) -> HeaderBlock | None:
    """The header of the first table from table row `start` on; None when there is none.

    `chosen`: the sheet's number of its (first) row as the user says it; 0 for a table without a header.
    """
    if chosen == 0:
        return bare_header(grid)
    at = chosen - grid.sheet.first_row if chosen is not None else None
    found = find_header(grid, vocabulary, at, start=start)
    if found is not None or (at is not None and not 0 <= at < grid.height):
        return found
    return _by_place(grid, start)


def _by_place(grid: Grid, start: int) -> HeaderBlock | None:
    """The first row that fills as many columns as the fullest of the first rows, over a row of the table."""
    head = grid.head(start + SCAN_ROWS)
    widths = [sum(bool(cell.strip()) for cell in row) for row in head]
    widest = max(widths[start:], default=0)
    if widest < _COLUMNS:
        return None
    least = max(_COLUMNS, round(0.7 * widest))
    first = next(row for row in range(start, len(head)) if widths[row] >= least)
    if not any(width >= _COLUMNS for width in widths[first + 1 :]):
        return None
    titles = tuple(cell.strip() for row in head[:first] for cell in row if cell.strip())
    headers = tuple(read_header(cell) for cell in head[first])
    parts = tuple((cell.strip(),) if cell.strip() else () for cell in head[first])
    return HeaderBlock((first,), headers, parts, titles, 0)


def bare_header(grid: Grid) -> HeaderBlock:
    """Columns that are known by their letters alone; the first row is data."""
    empty = (Header("", ()),) * grid.width
    return HeaderBlock((-1,), empty, ((),) * grid.width, (), 0, column_shapes(grid, 0))


def begins_with_data(grid: Grid) -> bool:
    """Whether the first row holds a number or a day in each of the columns of such, so that it is no header."""
    first = [cell.strip() for cell in grid.head(1)[0]]
    pairs = [(cell, shape) for cell, shape in zip(first, column_shapes(grid, 0), strict=False) if shape in _TELLING]
    return bool(pairs) and all(not cell or shape_of([cell]) == shape for cell, shape in pairs)
