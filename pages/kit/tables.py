"""Tables: rows under bilingual headers, figures aligned and exact, a row clickable, the whole thing downloadable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from sales_core.format import DASH, full
from sales_core.kernel.query import Value
from sales_core.reports.workbook import Column


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: the key in a row, its header and its unit (`money`, `percent`, `days`, …; empty = text or date)."""

    id: str
    label: str
    unit: str = ""
    help: str = ""
    width: str = ""
    """`small`, `medium`, `large`; empty = by content."""


def metric_column(page: PageContext, metric: str) -> TableColumn:
    """The column of a metric under its own label and unit."""
    return TableColumn(metric, page.metric_name(metric), page.unit(metric))


def show(
    page: PageContext,
    rows: Sequence[Mapping[str, Value]],
    columns: Sequence[TableColumn],
    *,
    key: str,
    file: str = "",
    height: int | str = "auto",
    pick: bool = False,
) -> int | None:
    """Draws the rows in the order given; with `pick`, the index of the row clicked, else None.

    `file` adds a download of the same rows, figures in full.
    """
    frame = pd.DataFrame({column.id: [_sortable(row.get(column.id)) for row in rows] for column in columns})
    draw: Any = st.dataframe  # its overloads tie the result to a literal `on_select`
    event = draw(
        frame.style.format({column.id: _written(page, column) for column in columns if column.unit}, na_rep=DASH),
        key=f"table_{key}",
        hide_index=True,
        height=height,
        column_config={column.id: _config(column) for column in columns},
        on_select="rerun" if pick else "ignore",
        selection_mode="single-row",
        placeholder=DASH,
    )
    if file:
        written = [Column(column.id, column.label, column.unit) for column in columns]
        downloads.rows_links(page, rows, written, file, key=key)
    if not pick:
        return None
    chosen: list[int] = list(event.selection.get("rows", []))
    return chosen[0] if chosen and chosen[0] < len(rows) else None


def _sortable(value: Value) -> Any:
    """What the grid sorts by: numbers as floats, since it knows no decimals; downloads stay exact."""
    return float(value) if isinstance(value, Decimal) else value


def _written(page: PageContext, column: TableColumn) -> Callable[[Any], str]:
    """What a cell reads as: the figure in full, as everywhere."""
    return lambda value: full(value, column.unit, page.locale, page.currency)


def _config(column: TableColumn) -> Any:
    width: Any = column.width or None
    tip = column.help or None
    if column.unit:
        return st.column_config.NumberColumn(column.label, help=tip, width=width)
    return st.column_config.Column(column.label, help=tip, width=width)
