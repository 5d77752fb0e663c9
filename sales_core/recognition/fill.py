"""Fill-down of merged or once-stated labels, only where no other reading is possible."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, DatasetColumn, ValueKind
from sales_core.formats.cells import column_letters
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Grid
from sales_core.recognition.questions import choices, words

_LABELS = (ValueKind.NAME, ValueKind.CODE, ValueKind.DATE, ValueKind.MONTH)
_YEARS = (ColumnRole.YEAR, ColumnRole.YEAR_PART)
MANY_MERGES = 1_000
#: Share of the rows without a day from which on days may hold for the rows below; fewer are forgotten ones.
_MANY_GAPS = 0.3


def fill_down(draft: Draft) -> dict[int, pa.Array]:
    """Grid column → texts of the body with gaps filled; columns without gaps to fill are absent.

    A merged label is filled when it heads its row (every mapped column left of it is filled over the same rows); else
    the rows below its first could mean anything and E_MERGED_BODY is reported. Labels stated once per run without a
    merge are filled in leading columns only, and said.
    """
    leading = sorted(draft.columns.found)
    filled: dict[int, pa.Array] = {}
    covered = _merged(draft)
    is_leading = True
    for column in leading:
        is_label = _is_label(draft.dataset.column(draft.columns.found[column].field))
        spans = covered.get(column, [])
        if spans and not (is_label and is_leading):
            for top, bottom in spans[:100]:
                _refuse(draft, column, top, bottom)
            continue
        texts = draft.grid.columns[column].take(pa.array(draft.body.rows))
        is_first = column == leading[0]
        is_stated_once = is_leading and is_label and _stated_once(texts, below=bool(filled) or is_first)
        if spans or is_stated_once or (is_first and is_label and _is_carried(draft, column, texts)):
            filled[column] = pc.fill_null_forward(texts) if not spans else _fill_spans(draft, texts, spans)
            if not spans:
                rows = draft.body.rows[np.flatnonzero(np.asarray(texts.is_null()))]
                draft.report("W_FILLED_DOWN", Severity.WARNING, rows, column)
        else:
            is_leading = False
    if MANY_MERGES < draft.grid.sheet.merge_count <= len(draft.grid.sheet.merges):
        draft.report("W_MERGED", Severity.WARNING, place=draft.place(), count=draft.grid.sheet.merge_count)
    return filled


def _is_label(declared: DatasetColumn) -> bool:
    return declared.kind in _LABELS or declared.role in _YEARS


def _merged(draft: Draft) -> dict[int, list[tuple[int, int]]]:
    """Mapped column → merged (top, bottom) table rows among the data; the cells below the top are empty."""
    if not len(draft.body.rows):
        return {}
    last, found = int(draft.body.rows[-1]), dict[int, list[tuple[int, int]]]()
    for top, left, bottom, right in draft.grid.sheet.merges:
        if bottom > top and draft.block.body_start <= top <= last:
            for column in range(left, right + 1):
                if column in draft.columns.found and _hides(draft.grid, column, top, min(bottom, last)):
                    found.setdefault(column, []).append((top, min(bottom, last)))
    return found


def _hides(grid: Grid, column: int, top: int, bottom: int) -> bool:
    return bottom > top and grid.columns[column].slice(top + 1, bottom - top).null_count > 0


def _refuse(draft: Draft, column: int, top: int, bottom: int) -> None:
    letter, sheet = column_letters(draft.grid.sheet.first_col + column), draft.grid.sheet
    cell = f"{letter}{sheet.first_row + top}:{letter}{sheet.first_row + bottom}"
    value = draft.grid.columns[column][top].as_py() or ""
    place = draft.place(cell, draft.header(column))
    draft.report("E_MERGED_BODY", Severity.ERROR, range(top, bottom + 1), column, place=place, value=value)


def _stated_once(texts: pa.Array, *, below: bool) -> bool:
    """Whether labels stand only at the head of their runs: gaps, a first label, at least two labels, none twice."""
    stated = len(texts) - texts.null_count
    if not below or texts.null_count == 0 or stated < 2 or not texts[0].is_valid:
        return False
    return bool(pc.count_distinct(texts).as_py() == stated)


def _is_carried(draft: Draft, column: int, texts: pa.Array) -> bool:
    """Whether days at the head of their rows, some of them more than once, hold for the rows below: asked."""
    kind = draft.dataset.column(draft.columns.found[column].field).kind
    if kind not in (ValueKind.DATE, ValueKind.MONTH) or not len(texts) or not texts[0].is_valid:
        return False
    if texts.null_count < _MANY_GAPS * len(texts):
        return False
    text = words("fill_down", column=draft.header(column), count=texts.null_count)
    return draft.ask("fill_down", text, choices("fill_down", "fill", "leave")) == "fill"


def _fill_spans(draft: Draft, texts: pa.Array, spans: list[tuple[int, int]]) -> pa.Array:
    cells: list[str | None] = texts.to_pylist()
    position = {int(row): i for i, row in enumerate(draft.body.rows)}
    for top, bottom in spans:
        label = cells[position[top]] if top in position else None
        for row in range(top + 1, bottom + 1):
            if row in position and cells[position[row]] is None:
                cells[position[row]] = label
    return pa.array(cells, pa.string())
