"""The grid that draws a table's rows: figures aligned, numbers sortable, a row clickable, the whole downloadable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from sales_core.api import Column, Table, cell_text, rank_change_text

_DASH = "—"
#: Units whose cells are texts or pictures rather than figures.
_NO_FIGURES = frozenset({"", "rank_change", "series"})


def grid(
    context: PageContext,
    table: Table,
    *,
    key: str,
    height: int | Literal["auto"] = "auto",
    on_select: Callable[[], None] | Literal["ignore", "rerun"] = "ignore",
    selected: int | None = None,
    links: Callable[[], None] | None = None,
) -> int | None:
    """Draws the rows in the order given and, below, their download; the index of the row picked, None when none is.

    `selected` is the row that is picked at first; `links` draws the download, when it is not simply that of the rows.
    """
    cells = {column.id: [_cell(row, column) for row in table.rows] for column in table.columns}
    texts: dict[Any, Any] = {
        column.id: partial(cell_text, context, column=column)
        for column in table.columns
        if column.unit not in _NO_FIGURES
    }
    draw: Any = st.dataframe  # its overloads tie the result to a literal `on_select`
    drawn = draw(
        pd.DataFrame(cells).style.format(texts, na_rep=_DASH),
        key=f"table_{key}",
        hide_index=True,
        height=height,
        column_config={column.id: _config(column) for column in table.columns},
        on_select=on_select,
        selection_mode="single-row",
        selection_default=None if selected is None else {"selection": {"rows": [selected], "columns": [], "cells": []}},
        placeholder=_DASH,
    )
    if table.file:
        links() if links is not None else downloads.table_links(context, table)
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
    if column.unit == "series":
        return [float(each) for each in value or ()]
    return float(value) if isinstance(value, Decimal) else value


def _config(column: Column) -> Any:
    more: dict[str, Any] = {"help": column.help or None, "width": column.width or None}
    if column.unit in {"", "rank_change"}:
        return st.column_config.Column(column.label, **more)
    if column.unit == "series":
        return st.column_config.LineChartColumn(column.label, **more)
    return st.column_config.NumberColumn(column.label, **more)
