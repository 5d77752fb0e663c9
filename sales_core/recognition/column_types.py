"""What the values of a column look like: evidence for and against a header's word."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pyarrow as pa

from sales_core.catalogue.dataset import ValueKind
from sales_core.recognition.dates import is_day
from sales_core.recognition.grid import Grid, Shape
from sales_core.recognition.numbers import read_number

SAMPLE = 200
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_NUMBER_CODES = ("", "nil", "percent", "error", "side")


def column_shapes(grid: Grid, start: int) -> tuple[Shape, ...]:
    """One shape a column, from up to 200 rows spread over the sheet from table row `start` on; found once a grid."""
    found = grid.shapes.get(start)
    if found is None:
        found = grid.shapes[start] = _column_shapes(grid, start)
    return found


def _column_shapes(grid: Grid, start: int) -> tuple[Shape, ...]:
    count = grid.height - start
    spread = np.linspace(start, grid.height - 1, min(SAMPLE, count)) if count > 0 else np.empty(0)
    wanted = pa.array(np.unique(spread.astype(np.int64)))
    return tuple(shape_of([t for t in column.take(wanted).to_pylist() if t and t.strip()]) for column in grid.columns)


def shape_of(texts: list[str]) -> Shape:
    """What the filled cells of a column look like."""
    if not texts:
        return "empty"
    counts = Counter(texts)
    numbers = sum(n for t, n in counts.items() if _is_number(t))
    if numbers >= 0.8 * len(texts):
        return "number"
    days = sum(n for t, n in counts.items() if is_day(t))
    if days >= 0.8 * len(texts):
        return "date"
    return "text" if numbers + days <= 0.2 * len(texts) else "mixed"


def _is_number(text: str) -> bool:
    if _PLAIN.fullmatch(text) or read_number(text)[1] in _NUMBER_CODES:
        return True
    return "," in text and read_number(text, comma_decimal=True)[1] in _NUMBER_CODES


def contradicts(kind: ValueKind, shape: Shape) -> bool:
    """Whether values of `shape` can not be a column of `kind`, whatever its header says."""
    return kind.is_number and shape == "date"


def shape_fits(kind: ValueKind, shape: Shape) -> bool:
    """Whether values of `shape` are what a column of `kind` holds; needed when the header alone is not sure."""
    if shape == "empty":
        return True
    if kind.is_number:
        return shape == "number"
    if kind in (ValueKind.DATE, ValueKind.MONTH):
        return shape in ("date", "number")
    if kind in (ValueKind.NAME, ValueKind.TEXT):
        return shape in ("text", "mixed")
    return shape != "date"
