"""A table on a phone: two lines a row, the amount on the right. A wide screen shows the grid in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.render.grid import shown_text
from sales_core.api import CellForm, Column, Row, Table, Unit

_HERE = Path(__file__).parent
#: So many rows are listed; the file below has all.
_MOST = 40
#: So many columns stand in the second line.
_BELOW = 3


def draw(context: PageContext, table: Table, *, key: str, opens: bool) -> int | None:
    """Draws the list; the index of the row touched in this run, None when none was."""
    name, amount, below = list_columns(table)
    rows = [_row(context, row, name, amount, below) for row in table.rows[:_MOST]]
    more = context.t("shell.rows_more", count=len(table.rows) - _MOST) if len(table.rows) > _MOST else ""
    data = {"rows": rows, "opens": opens, "more": more}
    # Two underscores side by side are Streamlit's own in the name of a component.
    drawn = _component()(data=data, key=f"list-{key.replace('_', '-')}", on_opened_change=_nothing)
    at = drawn.opened
    return at if opens and isinstance(at, int) and 0 <= at < len(rows) else None


def list_columns(table: Table) -> tuple[Column, Column | None, tuple[Column, ...]]:
    """The column that names a row, the one on its right (money before other figures), and those below."""
    plain = [column for column in table.columns if column.form is not CellForm.SERIES]
    name = next((column for column in plain if column.unit is None and column.form is CellForm.PLAIN), plain[0])
    figures = [column for column in plain if column.unit is not None and column is not name]
    amount = next((column for column in figures if column.unit is Unit.MONEY), figures[0] if figures else None)
    below = [column for column in plain if column not in (name, amount)]
    return name, amount, tuple(below[:_BELOW])


def _row(
    context: PageContext, row: Row, name: Column, amount: Column | None, below: tuple[Column, ...]
) -> dict[str, str]:
    parts = ((column, shown_text(context, column, row)) for column in below)
    return {
        "name": shown_text(context, name, row),
        "amount": shown_text(context, amount, row) if amount is not None else "",
        "below": " · ".join(f"{column.label} {text}" if column.unit else text for column, text in parts if text),
    }


def _nothing() -> None:
    """A callback makes the trigger an attribute of the result even before the first touch."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_row_list",
        html='<div class="list" role="list"></div><p class="more"></p>',
        css=(_HERE / "row_list.css").read_text(encoding="utf-8"),
        js=(_HERE / "row_list.js").read_text(encoding="utf-8"),
    )
