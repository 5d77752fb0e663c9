"""The grid that draws a table's rows: figures aligned, numbers sortable, a row clickable, the whole downloadable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from sales_core.api import CellForm, Column, Figure, Row, Table, cell_text, withheld

_DASH = "—"


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
    texts = {column.id: [shown_text(context, column, row) for row in table.rows] for column in table.columns}
    # A column of numbers has no place for a cell that is not one: where a value is withheld, its column is texts.
    as_texts = {name for _, name, _ in withheld(table)}
    cells = {
        column.id: texts[column.id]
        if column.id in as_texts
        else [sort_value(column, row, text) for row, text in zip(table.rows, texts[column.id], strict=True)]
        for column in table.columns
    }
    draw: Any = st.dataframe  # its overloads tie the result to a literal `on_select`
    drawn = draw(
        styled_frame(pd.DataFrame(cells), texts),
        key=f"table_{key}",
        hide_index=True,
        height=height,
        column_config={column.id: _config(column, is_text=column.id in as_texts) for column in table.columns},
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


def shown_text(context: PageContext, column: Column, row: Row) -> str:
    """The text of a cell; a dash where there is nothing. No change of rank is a newcomer's, or nobody's."""
    is_nothing = row.get(column.id) is None and column.form is not CellForm.RANK_CHANGE
    return _DASH if is_nothing else cell_text(context, column, row)


def styled_frame(frame: pd.DataFrame, texts: Mapping[str, Sequence[str]]) -> Any:
    """The frame as a Styler that shows `texts`, one a cell, and sorts by the frame's own values.

    Streamlit asks a Styler for the text of each cell. These are made already: translating them to HTML cells with
    classes first, as pandas does, would cost most of a large table's time.
    """
    rows = zip(*texts.values(), strict=True)
    body = [
        [{"id": f"row{line}_col{at}", "display_value": text} for at, text in enumerate(row)]
        for line, row in enumerate(rows)
    ]
    styler: Any = frame.style
    styler._compute = lambda: styler  # noqa: SLF001 - what Streamlit calls; a test compares with an ordinary Styler
    styler._translate = lambda *_given, **_named: {"body": body}  # noqa: SLF001
    return styler


def sort_value(column: Column, row: Row, text: str) -> Any:
    """What the grid sorts by: numbers as floats, since it knows no decimals; downloads stay exact."""
    cell = row.get(column.id)
    if column.form is CellForm.RANK_CHANGE:
        return text
    if isinstance(cell, tuple):
        return [float(each) for each in cell if isinstance(each, Decimal | int | float)]
    value = cell.value if isinstance(cell, Figure) else cell
    return float(value) if isinstance(value, Decimal) else value


def _config(column: Column, *, is_text: bool) -> Any:
    more: dict[str, Any] = {"help": column.help or None, "width": column.width or None}
    if column.form is CellForm.SERIES:
        return st.column_config.LineChartColumn(column.label, **more)
    if column.unit is None or is_text:
        return st.column_config.Column(column.label, **more)
    return st.column_config.NumberColumn(column.label, **more)
