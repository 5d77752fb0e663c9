"""Tables: rows under bilingual headers, figures aligned and exact, a row clickable, the whole thing downloadable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from sales_core.format import numbers
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
    frame = pd.DataFrame({column.id: [_shown(row.get(column.id), column) for row in rows] for column in columns})
    draw: Any = st.dataframe  # its overloads tie the result to a literal `on_select`
    event = draw(
        frame,
        key=f"table_{key}",
        hide_index=True,
        height=height,
        column_config={column.id: _config(page, column) for column in columns},
        on_select="rerun" if pick else "ignore",
        selection_mode="single-row",
        placeholder=numbers.DASH,
    )
    if file:
        written = [Column(column.id, column.label, column.unit) for column in columns]
        downloads.rows_links(page, rows, written, file, key=key)
    if not pick:
        return None
    chosen: list[int] = list(event.selection.get("rows", []))
    return chosen[0] if chosen and chosen[0] < len(rows) else None


def _shown(value: Value, column: TableColumn) -> Any:
    """What the grid sorts by: numbers as floats, since it knows no decimals; downloads stay exact."""
    if isinstance(value, Decimal):
        return float(round(value, 2)) if column.unit != numbers.PERCENT else float(value)
    return value


def _config(page: PageContext, column: TableColumn) -> Any:
    width: Any = column.width or None
    tip = column.help or None
    if column.unit == numbers.PERCENT:
        return st.column_config.NumberColumn(column.label, format="percent", help=tip, width=width)
    if column.unit == numbers.MONEY:
        label = f"{column.label} ({numbers.currency_symbol(page.currency)})"
        return st.column_config.NumberColumn(label, format="localized", help=tip, width=width)
    if column.unit in {numbers.DAYS, numbers.RATIO}:
        return st.column_config.NumberColumn(column.label, format="%.1f", help=tip, width=width)
    if column.unit:
        return st.column_config.NumberColumn(column.label, format="localized", help=tip, width=width)
    return st.column_config.Column(column.label, help=tip, width=width)
