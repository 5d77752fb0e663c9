"""Sheets that go on with the rows of another: a program that splits long tables writes the header once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sales_core.recognition.column_types import column_shapes, shape_of
from sales_core.recognition.grid import Grid, Shape
from sales_core.recognition.headers import HeaderBlock

#: A table this narrow looks like any other.
_FEWEST = 3
#: What a header cell does not look like.
_TELLING = ("number", "date")


@dataclass(frozen=True, slots=True)
class Layout:
    """The header of a table, the column of the sheet where it starts, and what its columns look like."""

    block: HeaderBlock
    first_column: int
    shapes: tuple[Shape, ...]


def layout_of(grid: Grid, block: HeaderBlock) -> Layout:
    """The layout of a table that was read."""
    return Layout(block, grid.sheet.first_col, tuple(column_shapes(grid, block.body_start)))


def continued_header(grid: Grid, layout: Layout) -> HeaderBlock | None:
    """The layout's header for a sheet whose columns, from its first row on, look like the layout's; else None.

    A first row of words over figures or days could be a header: it is none of the layout's rows.
    """
    named = sum(bool(header.key) for header in layout.block.headers)
    if grid.sheet.first_col != layout.first_column or grid.width != len(layout.shapes) or named < _FEWEST:
        return None
    pairs = list(zip(column_shapes(grid, 0), layout.shapes, strict=True))
    if not all(mine in (theirs, "empty") or theirs == "empty" for mine, theirs in pairs):
        return None
    first = [shape_of([cell] if cell.strip() else []) for cell in grid.row(0)]
    telling = [(mine, theirs) for mine, theirs in zip(first, layout.shapes, strict=True) if theirs in _TELLING]
    if not any(mine == theirs for mine, theirs in telling):
        return None
    return replace(layout.block, rows=(-1,)) if all(mine in (theirs, "empty") for mine, theirs in telling) else None
