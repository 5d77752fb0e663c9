"""Cells and columns that a row must fill."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ValueKind
from sales_core.formats.cells import CellMark
from sales_core.kernel.problems import Severity
from sales_core.recognition.derived_amounts import leave_out_or_refuse
from sales_core.recognition.draft import Draft
from sales_core.recognition.numbers import NIL
from sales_core.recognition.questions import choices, words

CODES = ("E_REQUIRED", "W_NO_QUANTITY")


def check_required(draft: Draft) -> None:
    """Empty cells in required columns; an amount column that exists has to be filled."""
    for column in draft.dataset.columns:
        needed = column.required or column.filled_when_present
        at = draft.column(column.id)
        if not needed or at is None or column.id not in draft.fields or draft.wide is not None:
            continue
        null = np.asarray(draft.fields[column.id].is_null().to_numpy(zero_copy_only=False), dtype=np.bool_)
        if not null.any() or (column.id == draft.dataset.period and draft.waits and draft.asks("fill_down")):
            continue
        rows = np.flatnonzero(null)
        empty = np.array([_is_blank(draft, int(draft.row_of[r]), at) for r in rows], dtype=np.bool_)
        if column.kind not in (ValueKind.MONEY, ValueKind.QUANTITY):
            empty |= np.array([_is_nil(draft, int(draft.row_of[r]), at) for r in rows], dtype=np.bool_)
        if column.empty_can_be_left_out:
            if empty.any():
                draft.report_rows("W_NO_QUANTITY", Severity.WARNING, rows[empty], column.id)
                leave_out_or_refuse(draft, "empty_quantity", "E_REQUIRED", rows[empty], column.id)
        else:
            draft.report_rows("E_REQUIRED", Severity.ERROR, rows[empty], column.id)
    _named(draft)


def _is_blank(draft: Draft, row: int, column: int) -> bool:
    text = draft.grid.columns[column][row].as_py()
    return not (text and text.strip()) and CellMark.NO_VALUE not in draft.grid.mark(row, column)


def _is_nil(draft: Draft, row: int, column: int) -> bool:
    text = draft.grid.columns[column][row].as_py() or ""
    return text.strip().casefold() in NIL


def _named(draft: Draft) -> None:
    """Rows that name nothing they are about: an error where each row has to, else asked without a default."""
    for group in draft.dataset.any_of:
        present = [name for name in group if name in draft.fields]
        if not present or draft.wide is not None:
            continue
        filled = draft.fields[present[0]].is_valid()
        for name in present[1:]:
            filled = pc.or_(filled, draft.fields[name].is_valid())
        rows = np.flatnonzero(~np.asarray(filled.to_numpy(zero_copy_only=False), dtype=np.bool_))
        if draft.dataset.needs_any_of_in_each_row:
            draft.report_rows("E_REQUIRED", Severity.ERROR, rows, present[0])
        elif len(rows) and not any(draft.dataset.column(name).kind.is_number for name in group):
            _ask_nameless(draft, rows, present[0])


def _ask_nameless(draft: Draft, rows: np.ndarray, field: str) -> None:
    """Figures of nobody and nothing: counted or left out as the user says, with their money."""
    measure = next((m for m in reversed(draft.dataset.measures) if m in draft.fields), "")
    draft.report_rows("W_NAMELESS_ROWS", Severity.WARNING, rows, field)
    text = words("nameless_rows", count=len(rows))
    wanted = np.ones(draft.height, dtype=np.bool_)
    wanted[rows] = False
    figures = {}
    if measure:
        kept = draft.fields[measure].filter(pa.array(wanted))
        figures = {"keep": (draft.figure(measure),), "leave_out": (draft.figure(measure, kept),)}
    answer = draft.ask("nameless_rows", text, choices("nameless_rows", "keep", "leave_out"), figures=figures)
    if answer == "leave_out":
        draft.body.left_out += [(int(r), "nameless") for r in draft.row_of[rows]]
        draft.keep(wanted)
