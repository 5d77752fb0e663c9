"""Lists of documents that came back: `Returned | Order ID` beside the lines of those orders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole
from sales_core.catalogue.other_kind import OtherKind
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.dates import DateStyle, read_date
from sales_core.recognition.document_heads import NUMBER, read_rows_file
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import money
from sales_core.recognition.grid import Grid
from sales_core.recognition.header_names import comparable_text, normalise_text
from sales_core.recognition.headers import HeaderBlock
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading import DocumentHeads, TableReading
from sales_core.recognition.rows import write_rows
from sales_core.recognition.text_values import FALSE_WORDS

RETURNS = "returns_list"
_DAY = "came_back_on"
#: What turns with the sign of a row.
_SIGNED = (ColumnRole.AMOUNT, ColumnRole.QUANTITY, ColumnRole.COST, ColumnRole.PROFIT)
_STYLES = (DateStyle(order="ymd"), DateStyle(order="dmy"), DateStyle(order="mdy"))


def list_returns(table: TableReading, grid: Grid, block: HeaderBlock, kind: OtherKind, out: Path) -> TableReading:
    """The list with a file of its numbers, and of its days where it has a column of days that are read one way only."""
    number, mark = (_column(block, evidence.pattern) for evidence in kind.headers[:2])
    cells = [column.slice(block.body_start) for column in grid.columns]
    numbers = pc.utf8_trim_whitespace(cells[number])
    marks = [normalise_text(text or "") for text in cells[mark].to_pylist()]
    came_back = pa.array([text not in FALSE_WORDS for text in marks], pa.bool_())
    rows = pa.table({NUMBER: numbers, _DAY: _days(grid, block, cells)})
    rows = rows.filter(pc.and_(came_back, pc.is_valid(numbers)))
    write_rows(rows.group_by(NUMBER).aggregate([(_DAY, "min")]).rename_columns([NUMBER, _DAY]), out)
    return replace(table, omitted=RETURNS, rows_file=out)


def _column(block: HeaderBlock, pattern: str) -> int:
    found = re.compile(pattern)
    texts = [[comparable_text(text) for text in parts] for parts in block.parts]
    return next(column for column, parts in enumerate(texts) if any(found.search(text) for text in parts))


def _days(grid: Grid, block: HeaderBlock, cells: Sequence[pa.Array]) -> pa.Array:
    """The first column of days; nothing where its days could be read in two orders."""
    shapes = column_shapes(grid, block.body_start)
    column = next((number for number, shape in enumerate(shapes) if shape == "date"), None)
    texts = [None] * len(cells[0]) if column is None else cells[column].to_pylist()
    readings = [[read_date(text, style, numeric=False)[0] if text else None for text in texts] for style in _STYLES]
    whole = [
        days for days in readings if all((day is None) == (not text) for day, text in zip(days, texts, strict=True))
    ]
    is_clear = bool(whole) and all(days == whole[0] for days in whole)
    return pa.array(whole[0] if is_clear else [None] * len(texts), pa.date32())


def returned_documents(tables: Sequence[TableReading]) -> tuple[DocumentHeads, ...]:
    """The lists of returned documents among the tables."""
    lists = (one for one in tables if one.omitted == RETURNS and one.rows_file is not None)
    return tuple(
        DocumentHeads(one.key, one.sheet or one.file, "", read_rows_file(one.rows_file), {})
        for one in lists
        if one.rows_file is not None
    )


def names_returned(table: TableReading, lists: Sequence[DocumentHeads], catalogue: Catalogue) -> bool:
    """Whether rows of a table may be of documents that came back."""
    if table.dataset is None or not lists:
        return False
    kind = catalogue.dataset(table.dataset)
    number = kind.document_key[0] if kind.document_key and kind.role(ColumnRole.RETURN_MARK) else ""
    if not number or number not in {match.field for match in table.matches}:
        return False
    if table.rows_file is None:
        return True
    numbers = read_rows_file(table.rows_file)[number]
    return any(pc.any(pc.is_in(numbers, one.rows[NUMBER])).as_py() for one in lists)


def used_returns(tables: Sequence[TableReading], everything: Sequence[TableReading]) -> list[TableReading]:
    """The tables; a list of returned documents that rows of another table were asked about by is no obstacle."""
    lines = {key: one for one in everything for key in one.returns}
    return [_used(one, lines[one.key]) if one.omitted == RETURNS and one.key in lines else one for one in tables]


def _used(table: TableReading, lines: TableReading) -> TableReading:
    place = Place(table.file, table.sheet)
    return replace(table, problems=(Problem("N_RETURNS_LISTED", Severity.NOTE, place, lines.sheet or lines.file),))


def settle_returned_documents(draft: Draft) -> None:
    """Asks whether lines of documents that came back are taken off, with both sums; each then has its return."""
    kind = draft.dataset
    number, amount = kind.document_key[0] if kind.document_key else "", draft.filled(ColumnRole.AMOUNT)
    mark = kind.role(ColumnRole.RETURN_MARK)
    if not mark or not amount or number not in draft.fields or draft.wide is not None:
        return
    numbers = draft.distinct(number)
    lists = [one for one in draft.reference.returned if pc.any(pc.is_in(numbers, one.rows[NUMBER])).as_py()]
    if not lists:
        return
    listed = pa.concat_tables([one.rows for one in lists]).group_by(NUMBER).aggregate([(_DAY, "min")])
    places = pc.index_in(draft.fields[number], listed[NUMBER].combine_chunks())
    rows = np.flatnonzero(np.asarray(places.is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_))
    draft.returns = tuple(one.key for one in lists)
    returned = pc.negate(draft.fields[amount].take(pa.array(rows)))
    figures = {
        "subtract": (draft.figure(amount, pa.concat_arrays([draft.fields[amount], money(returned)])),),
        "keep": (draft.figure(amount),),
    }
    count = pc.count_distinct(places).as_py()
    text = words("returned_documents", documents=", ".join(one.name for one in lists), count=count)
    options = choices("returned_documents", "subtract", "keep")
    if draft.ask("returned_documents", text, options, figures=figures) == "subtract":
        _add_returns(draft, rows, listed[f"{_DAY}_min"].combine_chunks().take(places.take(pa.array(rows))))


def _add_returns(draft: Draft, rows: np.ndarray, days: pa.Array) -> None:
    """Adds a return of each of the rows, on the day on which it came back or else on its own."""
    mark, period = draft.dataset.role(ColumnRole.RETURN_MARK), draft.dataset.period or ""
    signed = {draft.filled(role) for role in _SIGNED}
    stored = draft.dataset.column(mark).choices[-1][0]
    if mark not in draft.fields:
        draft.fields[mark] = pa.nulls(draft.height, pa.string())
    for name, values in list(draft.fields.items()):
        again = values.take(pa.array(rows))
        if name in signed:
            again = pc.negate(again).cast(values.type)
        elif name == mark:
            again = pa.repeat(pa.scalar(stored, pa.string()), len(rows))
        elif name == period:
            again = pc.coalesce(days, again)
        draft.fields[name] = pa.concat_arrays([values, again])
    draft.row_of = np.concatenate([draft.row_of, draft.row_of[rows]])
