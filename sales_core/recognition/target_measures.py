"""Measures of values: told by words and unit of the table, or several side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pyarrow as pa

from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.month_layout import MonthColumns
from sales_core.kernel.problems import Severity
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.draft import Draft
from sales_core.recognition.header_names import key, says
from sales_core.recognition.money_units import is_goods
from sales_core.recognition.questions import words
from sales_core.recognition.values import read_column

BESIDE = "total"


def settle_measure(draft: Draft) -> None:
    """Fills the measure of rows that state none from the words and the unit of the table; asks where they disagree."""
    layout = draft.dataset.month_columns
    if layout is None or layout.measure is None or layout.measure in draft.fields or not draft.height:
        return
    column = draft.column(layout.value)
    headers = [draft.header(column)] if column is not None else []
    units = {draft.context.unit, *(draft.block.headers[c].unit for c in _value_columns(draft, layout))}
    named = _named(draft.dataset, layout, " ".join((draft.context.words, *headers)))
    if layout.goods_measure and any(unit and is_goods(unit) for unit in units):
        named = {layout.goods_measure}
    if len(named) > 1:
        options = [(one, words("measure.choice", measure=_label(draft.dataset, layout, one))) for one in sorted(named)]
        answer = draft.ask("measure", words("measure"), options)
        named = {answer} if answer else named
    if len(named) == 1:
        draft.fields[layout.measure] = pa.repeat(pa.scalar(named.pop(), pa.string()), draft.height)


def _value_columns(draft: Draft, layout: MonthColumns) -> list[int]:
    if draft.wide is not None:
        return [m.column for m in draft.wide.months]
    column = draft.column(layout.value)
    return [] if column is None else [column]


def _choices(dataset: Dataset, layout: MonthColumns) -> Mapping[str, tuple[str, ...]]:
    return dict(dataset.column(layout.measure or "").choices)


def _label(dataset: Dataset, layout: MonthColumns, measure: str) -> str:
    return " / ".join(_choices(dataset, layout)[measure][:2])


def _named(dataset: Dataset, layout: MonthColumns, text: str) -> set[str]:
    """The measures that a text names; a word inside a longer one of another measure does not count."""
    found = {
        (word, one)
        for one, names in _choices(dataset, layout).items()
        for word in names
        if says(text, (word if word.isascii() else key(word),))
    }
    inner = {(w, one) for w, one in found for longer, other in found if other != one and w != longer and w in longer}
    return {one for _, one in found - inner}


def find_measures_beside(draft: Draft, targets: Collection[int] = ()) -> dict[int, str]:
    """Grid column → measure, where several columns of a table hold the values of one measure each; else empty.

    `targets`: columns that are targets, whatever their headers say.
    """
    layout = draft.dataset.month_columns
    if layout is None or layout.measure is None or draft.wide is not None:
        return {}
    first = draft.column(layout.value)
    if first is None or layout.measure in draft.columns.column_of:
        return {}
    shapes = column_shapes(draft.grid, draft.block.body_start)
    found = {}
    for column, header in enumerate(draft.block.headers):
        is_free = column not in draft.columns.found and draft.columns.ignored.get(column, BESIDE) == BESIDE
        is_target = column in targets or _is_target(draft.dataset, header.raw)
        if column != first and not (is_free and shapes[column] == "number" and is_target):
            continue
        named = _named(draft.dataset, layout, header.raw)
        if len(named) == 1:
            found[column] = named.pop()
        elif column == first:
            found[column] = dict(draft.dataset.defaults).get(layout.measure, "")
    if first not in found or len(set(found.values())) < 2 or len(set(found.values())) < len(found):
        return {}
    for column in found.keys() - {first}:
        draft.columns.ignored[column] = BESIDE
    return found


def _is_target(dataset: Dataset, header: str) -> bool:
    layout = dataset.month_columns
    hints = (*dataset.subject_words, *(layout.words if layout else ()))
    return says(header, hints)


def stack_measures(draft: Draft, found: Mapping[int, str]) -> None:
    """One row per body row and measure that holds a value."""
    layout = draft.dataset.month_columns
    if not found or layout is None or layout.measure is None or layout.value not in draft.fields:
        return
    first = draft.column(layout.value)
    columns = list(found)
    count = draft.height
    values = [draft.fields[layout.value] if c == first else read_column(draft, c, layout.value) for c in columns]
    repeat = pa.array(np.tile(np.arange(count), len(columns)))
    draft.fields = {name: array.take(repeat) for name, array in draft.fields.items()}
    draft.fields[layout.value] = pa.concat_arrays(values)
    named = [pa.repeat(pa.scalar(found[c], pa.string()), count) for c in columns]
    draft.fields[layout.measure] = pa.concat_arrays(named)
    draft.row_of = np.tile(draft.row_of, len(columns))
    draft.column_of = np.repeat(np.array(columns, dtype=np.int64), count)
    draft.keep(np.asarray(draft.fields[layout.value].is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_))
    shown = ", ".join(draft.header(c) for c in columns)
    draft.report("N_MEASURES_STACKED", Severity.NOTE, place=draft.place(), facts={"columns": shown})
