"""Whether the used part of a sheet is a table at all: width, height, and stray cells far outside, named."""

from __future__ import annotations

import numpy as np

from sales_core.format import grouped
from sales_core.formats.batch import Ints
from sales_core.formats.cells import column_letters
from sales_core.formats.refusal import Refusal
from sales_core.kernel.settings import Limits

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_WIDEST_GAP = 50_000


def check_grid(rows: Ints, cols: Ints, *, sheet: str, limits: Limits) -> None:
    """Raises Refusal E_GRID_TOO_LARGE (with the stray cell) or E_TOO_MANY_COLUMNS (with the row)."""
    if int(cols.max()) > _LAST_COLUMN or int(rows.max()) > _LAST_ROW or min(int(rows.min()), int(cols.min())) < 1:
        far = int(np.argmax(rows)) if rows.max() > _LAST_ROW else int(np.argmax(cols))
        raise Refusal("E_GRID_TOO_LARGE", sheet=sheet, cell=_address(rows[far], cols[far]), value=_extent(rows, cols))
    used = _distinct(cols)
    if len(used) > limits.columns:
        counts = np.bincount(rows)
        widest = int(np.flatnonzero(counts > limits.columns)[0]) if counts.max() > limits.columns else int(rows.min())
        raise Refusal(
            "E_TOO_MANY_COLUMNS",
            sheet=sheet,
            cell=f"row {widest}",
            value=str(len(used)),
            limit=limits.columns,
        )
    if int(used[-1] - used[0]) >= limits.columns:
        far = int(np.argmax(cols))
        raise Refusal("E_GRID_TOO_LARGE", sheet=sheet, cell=_address(rows[far], cols[far]), value=_extent(rows, cols))
    _check_height(rows, cols, sheet=sheet, limits=limits)
    if len(rows) > limits.cells:
        raise Refusal("E_GRID_TOO_LARGE", sheet=sheet, value=grouped(len(rows)), limit=grouped(limits.cells))


def _check_height(rows: Ints, cols: Ints, *, sheet: str, limits: Limits) -> None:
    heights = _distinct(rows)
    gaps = np.diff(heights, prepend=0)
    if int(gaps.max()) > _WIDEST_GAP:
        row = int(heights[int(np.argmax(gaps))])
        far = int(np.flatnonzero(rows == row)[0])
        raise Refusal("E_GRID_TOO_LARGE", sheet=sheet, cell=_address(row, cols[far]), value=_extent(rows, cols))
    if len(heights) > limits.rows:
        raise Refusal("E_GRID_TOO_LARGE", sheet=sheet, value=grouped(len(heights)), limit=grouped(limits.rows))


def _distinct(numbers: Ints) -> Ints:
    """Sorted. The numbers are known to be small, so counting them beats sorting or hashing them."""
    return np.flatnonzero(np.bincount(numbers))


def _extent(rows: Ints, cols: Ints) -> str:
    """Rows × columns up to the last used ones."""
    return f"{grouped(int(rows.max()))} × {grouped(int(cols.max()))}"


def _address(row: int, col: int) -> str:
    return f"{column_letters(int(col))}{int(row)}"
