"""Cells that the user corrects before they are read: one by its address, or a value wherever a column holds it.

The file stays as it is; what was changed is an answer of the load, told in its notes and kept with it. A replaced value
is remembered with the layout: next month's file is read with it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.formats.cells import RawSheet
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Grid, RowNumbers
from sales_core.recognition.headers import HeaderBlock
from sales_core.recognition.reading import CELL_EDIT, VALUE_RULE, Answers

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A value that was replaced in rows of a column; `rows` are table rows."""

    column: int
    old: str
    new: str
    rows: RowNumbers


@dataclass(frozen=True, slots=True)
class CellEdits:
    """The table with its edited cells. `made`: answer id → text, of those that had an effect."""

    grid: Grid
    made: Mapping[str, str]
    cells: tuple[tuple[int, int], ...] = ()
    """Table row and column of each cell that was typed anew."""
    values: tuple[Replaced, ...] = ()


def edit_cells(
    grid: Grid, block: HeaderBlock, key: str, answers: Answers, remembered: Mapping[str, str] | None
) -> CellEdits:
    """The table `key` with what the user has typed in place of its cells, and the rules of its layout."""
    given = answers.given(key)
    rules = {id_: text for id_, text in (remembered or {}).items() if id_.startswith(VALUE_RULE)} | given
    rules = {id_: text for id_, text in rules.items() if id_.startswith((CELL_EDIT, VALUE_RULE))}
    if not rules:
        return CellEdits(grid, {})
    made: dict[str, str] = {}
    columns: dict[int, pa.Array] = {}
    touched: dict[int, list[RowNumbers]] = {}
    cells: list[tuple[int, int]] = []
    values: list[Replaced] = []
    for id_, text in rules.items():
        for column, rows, old in _places(grid, block, id_, columns):
            columns[column] = _with(columns.get(column, grid.columns[column]), rows, text)
            touched.setdefault(column, []).append(rows)
            made[id_] = text
            if id_.startswith(CELL_EDIT):
                cells.append((int(rows[0]), column))
            else:
                values.append(Replaced(column, old, text, rows))
    rows_of = {column: np.unique(np.concatenate(rows)) for column, rows in touched.items()}
    edited = grid.with_cells(columns, _typed_anew(grid.sheet, rows_of)) if columns else grid
    return CellEdits(edited, made, tuple(cells), tuple(values))


def tell_edits(draft: Draft, edits: CellEdits) -> None:
    """N_CELLS_EDITED and N_VALUES_REPLACED: what is read otherwise than the file has it."""
    draft.edits.update(edits.made)
    if edits.cells:
        row, column = edits.cells[0]
        draft.report(
            "N_CELLS_EDITED", Severity.NOTE, place=draft.cell(row, column), count=len(edits.cells),
            facts={"cells": ", ".join(_address(draft, *cell) for cell in edits.cells[:6])},
        )  # fmt: skip
    for one in edits.values:
        draft.report(
            "N_VALUES_REPLACED", Severity.NOTE, one.rows, one.column, value=one.old, facts={"new": one.new}
        )  # fmt: skip


def _address(draft: Draft, row: int, column: int) -> str:
    return f"{draft.grid.letter(column)}{draft.grid.number(row)}"


def _places(
    grid: Grid, block: HeaderBlock, id_: str, columns: Mapping[int, pa.Array]
) -> Iterator[tuple[int, RowNumbers, str]]:
    """(column, table rows, old text) that an edit is about; nothing for a place that the table does not have."""
    if id_.startswith(CELL_EDIT):
        found = _ADDRESS.fullmatch(id_.removeprefix(CELL_EDIT).strip().upper())
        if found is None:
            return
        letters = {grid.letter(column): column for column in range(grid.width)}
        column, row = letters.get(found[1]), int(found[2]) - grid.sheet.first_row
        if column is not None and block.body_start <= row < grid.height:
            yield column, np.array([row], dtype=np.int64), ""
        return
    text = id_.removeprefix(VALUE_RULE)
    for column in range(grid.width):
        for name in dict.fromkeys((" ".join(block.headers[column].raw.split()), grid.letter(column))):
            if name and text.startswith(f"{name}:"):
                old = text[len(name) + 1 :].strip()
                held = pc.equal(pc.utf8_trim_whitespace(columns.get(column, grid.columns[column])), old)
                rows = np.flatnonzero(np.asarray(held.fill_null(False).to_numpy(zero_copy_only=False)))
                rows = rows[rows >= block.body_start]
                if len(rows):
                    yield column, rows, old
                return


def _with(column: pa.Array, rows: RowNumbers, text: str) -> pa.Array:
    mask = np.zeros(len(column), dtype=np.bool_)
    mask[rows] = True
    return pc.if_else(pa.array(mask), pa.scalar(text.strip() or None, column.type), column)


def _typed_anew(sheet: RawSheet, rows: Mapping[int, RowNumbers]) -> RawSheet:
    """The sheet whose edited cells are texts, without what the file said of them beside their text."""
    gone = {(int(row), column) for column, edited in rows.items() for row in edited}
    return replace(
        sheet,
        numeric=_untyped(sheet.numeric, rows, sheet.cells.num_rows),
        dates=_untyped(sheet.dates, rows, sheet.cells.num_rows),
        marks={place: mark for place, mark in sheet.marks.items() if place not in gone},
    )


def _untyped(
    flags: tuple[bool | pa.BooleanArray, ...], rows: Mapping[int, RowNumbers], height: int
) -> tuple[bool | pa.BooleanArray, ...]:
    made = list(flags)
    for column, edited in rows.items():
        if column >= len(made) or made[column] is False:
            continue
        stored = made[column]
        kept = np.full(height, True) if isinstance(stored, bool) else np.asarray(
            stored.fill_null(False).to_numpy(zero_copy_only=False), dtype=np.bool_
        ).copy()  # fmt: skip
        kept[edited] = False
        made[column] = pa.array(kept)
    return tuple(made)
