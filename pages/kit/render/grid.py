"""The grid that draws a table's rows: figures aligned, numbers sortable, a row clickable, the whole downloadable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from sales_core.api import Column, Table, column_header, rank_change_text

_DASH = "—"
_STYLES = {"percent": "percent", "days": "%.1f", "ratio": "%.1f", "points": "%.1f"}


def grid(
    context: PageContext,
    table: Table,
    *,
    key: str,
    height: int | Literal["auto"] = "auto",
    on_select: Callable[[], None] | Literal["ignore", "rerun"] = "ignore",
    selected: int | None = None,
) -> int | None:
    """Draws the rows in the order given and, below, their download; the index of the row picked, None when none is.

    `selected` is the row that is picked at first.
    """
    cells = {column.id: [_cell(row, column) for row in table.rows] for column in table.columns}
    draw: Any = st.dataframe  # its overloads tie the result to a literal `on_select`
    drawn = draw(
        pd.DataFrame(cells),
        key=f"table_{key}",
        hide_index=True,
        height=height,
        column_config={column.id: _config(context, column) for column in table.columns},
        on_select=on_select,
        selection_mode="single-row",
        selection_default=None if selected is None else {"selection": {"rows": [selected], "columns": [], "cells": []}},
        placeholder=_DASH,
    )
    if table.file:
        downloads.table_links(context, table, key=key)
    return None if on_select == "ignore" else picked_row(drawn, table)


def picked_row(state: Any, table: Table) -> int | None:
    """The index of the row picked in the state of a grid; None when none is, or it is gone."""
    rows = ((state or {}).get("selection") or {}).get("rows") or []
    return rows[0] if rows and rows[0] < len(table.rows) else None


def _cell(row: Mapping[str, Any], column: Column) -> Any:
    """What the grid sorts by: numbers as floats, since it knows no decimals; downloads stay exact."""
    value = row.get(column.id)
    if column.unit == "rank_change":
        return rank_change_text(row, value)
    if column.unit == "points":
        return None if value is None else float(value) * 100
    if column.unit == "series":
        return [float(each) for each in value or ()]
    if isinstance(value, Decimal):
        return float(value) if column.unit == "percent" else float(round(value, 2))
    return value


def _config(context: PageContext, column: Column) -> Any:
    more: dict[str, Any] = {"help": column.help or None, "width": column.width or None}
    label = column_header(context, column)
    if column.unit in {"", "rank_change"}:
        return st.column_config.Column(label, **more)
    if column.unit == "series":
        return st.column_config.LineChartColumn(label, **more)
    return st.column_config.NumberColumn(label, format=_STYLES.get(column.unit, "localized"), **more)
