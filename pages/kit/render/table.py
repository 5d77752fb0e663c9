"""Tables: rows under their headers, figures aligned and exact, a row clickable, the whole thing downloadable."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.kit import downloads
from pages.kit.render.headline import section_heading
from sales_core.api import Column, Table, cell_text, rank_change_text

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage

_DASH = "—"


def draw(page: BoardPage, block_id: str, block: Table, *, height: int | str = "auto") -> None:
    """Draws the rows in their order; a picked row sets the table's choice or opens its number."""
    section_heading(block.title, block.note)
    if not block.rows:
        return
    # The canvas keeps the widths of an earlier layout: another shape is another widget.
    variant = page.variant(block_id)
    key = f"table_{block_id}_{variant}" if variant else f"table_{block_id}"
    picks = bool(block.selects or block.drill)
    grid: Any = st.dataframe  # its overloads tie the result to a literal `on_select`
    grid(
        _frame(page, block),
        key=key,
        hide_index=True,
        height=height,
        column_config={column.id: _config(column) for column in block.columns},
        on_select=_picked(page, key, block) if picks else "ignore",
        selection_mode="single-row",
        selection_default=_selected(page, block),
        placeholder=_DASH,
    )
    if block.file:
        downloads.table_links(page.context, block, key=block_id)


def _selected(page: BoardPage, block: Table) -> Any:
    """The row that the URL has chosen."""
    if not block.selects or (chosen := page.value(block.selects)) not in block.keys:
        return None
    return {"selection": {"rows": [block.keys.index(chosen)], "columns": [], "cells": []}}


def _picked(page: BoardPage, key: str, block: Table) -> Callable[[], None]:
    """Runs when the selection changes, on the rows that were on the screen."""

    def pick() -> None:
        state: Any = st.session_state.get(key) or {}
        rows = (state.get("selection") or {}).get("rows") or []
        picked = block.keys[rows[0]] if rows and rows[0] < len(block.keys) else ""
        if block.selects:
            page.choose(block.selects, str(picked))
        elif picked and block.drill is not None:
            page.open_number(block.drill.number(picked))

    return pick


def _frame(page: BoardPage, block: Table) -> Any:
    """Rows to sort by, whose figures read as they do everywhere."""
    cells = {column.id: [_cell(row.get(column.id), column) for row in block.rows] for column in block.columns}
    texts: dict[Any, Any] = {
        column.id: partial(cell_text, page.opened.context, column=column)
        for column in block.columns
        if column.unit not in {"", "rank_change", "series"}
    }
    return pd.DataFrame(cells).style.format(texts, na_rep=_DASH)


def _cell(value: Any, column: Column) -> Any:
    """What the grid sorts by: numbers as floats, since it knows no decimals; downloads stay exact."""
    if column.unit == "rank_change":
        return rank_change_text(value)
    if column.unit == "series":
        return [float(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value


def _config(column: Column) -> Any:
    more: dict[str, Any] = {"help": column.help or None, "width": column.width or None}
    label = column.label
    if column.unit in {"", "rank_change"}:
        return st.column_config.Column(label, **more)
    if column.unit == "series":
        return st.column_config.LineChartColumn(label, **more)
    return st.column_config.NumberColumn(label, **more)
