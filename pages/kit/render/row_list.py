"""Rows as a list: the name, what else is said of it, the amount on the right; two lines a row where it is narrow.

On a phone it stands in place of every grid. A page may ask for it at any width.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.render.grid import shown_text
from sales_core.api import DASH, CellForm, Column, Figure, Row, Table, Unit, short

_HERE = Path(__file__).parent
#: So many rows are listed; the file below has all.
_MOST = 40
#: So many columns stand in the second line.
_BELOW = 3


def draw(context: PageContext, table: Table, *, key: str, is_short: bool = False) -> int | None:
    """Draws the list; the index of the row touched in this run, None when none was.

    `is_short` writes amounts as headlines do, with the exact one as a hint.
    """
    name, amount, below = list_columns(table)
    shares = _shares(table, amount) if table.depths else ()
    rows = [
        _row(context, row, name, amount, below, is_short=is_short)
        | {"depth": table.depths[at] if table.depths else 0, "tone": table.tones[at] if table.tones else ""}
        | ({"share": shares[at]} if shares else {})
        | {"opens": _opens(table, at)}
        for at, row in enumerate(table.rows[:_MOST])
    ]
    more = context.t("shell.rows_more", count=len(table.rows) - _MOST) if len(table.rows) > _MOST else ""
    data = {"rows": rows, "more": more, "label": table.title}
    # Two underscores side by side are Streamlit's own in the name of a component.
    name_of_it = f"{'rows' if is_short else 'list'}-{key.replace('_', '-')}"
    drawn = _component()(data=data, key=name_of_it, on_opened_change=_nothing)
    at = drawn.opened
    return at if table.opens and isinstance(at, int) and 0 <= at < len(rows) else None


def _opens(table: Table, at: int) -> bool:
    return table.opens and (not table.numbers or table.numbers[at] is not None)


def _shares(table: Table, amount: Column | None) -> Sequence[float]:
    """How long the bar of each row is: its size beside the largest, with its sign."""
    cells = [row.get(amount.id) if amount is not None else None for row in table.rows]
    values = [
        float(cell.value) if isinstance(cell, Figure) and isinstance(cell.value, Decimal | int | float) else 0.0
        for cell in cells
    ]
    largest = max((abs(value) for value in values), default=0.0)
    return [value / largest if largest else 0.0 for value in values]


def list_columns(table: Table) -> tuple[Column, Column | None, tuple[Column, ...]]:
    """The column that names a row, the one on its right (money before other figures), and those below."""
    hidden = {CellForm.SERIES, CellForm.LEVEL} if table.depths else {CellForm.SERIES}
    plain = [column for column in table.columns if column.form not in hidden]
    name = next((column for column in plain if column.unit is None and column.form is CellForm.PLAIN), plain[0])
    figures = [column for column in plain if column.unit is not None and column is not name]
    amount = next((column for column in figures if column.unit is Unit.MONEY), figures[0] if figures else None)
    below = [column for column in plain if column not in (name, amount)]
    return name, amount, tuple(below[:_BELOW])


def _row(
    context: PageContext, row: Row, name: Column, amount: Column | None, below: tuple[Column, ...], *, is_short: bool
) -> dict[str, Any]:
    parts = [(column, said) for column in below if (said := shown_text(context, column, row)) not in {"", DASH}]
    exact = shown_text(context, amount, row) if amount is not None else ""
    cell = row.get(amount.id) if amount is not None and is_short else None
    written = exact
    if isinstance(cell, Figure) and cell.value is not None:
        written = short(cell.value, cell.unit, context.locale, context.currency)
    return {
        "name": shown_text(context, name, row),
        "amount": written,
        "exact": exact,
        "below": [
            f"{column.label} {part}" if column.unit else part for column, part in parts if part not in {DASH, ""}
        ],
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
