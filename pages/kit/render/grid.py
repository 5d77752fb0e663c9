"""The grid that draws a table's rows: figures aligned, numbers sortable, a row clickable, the whole downloadable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from sales_core.api import CellForm, Column, Figure, Row, Table, cell_text, withheld
from sales_core.charts.theme import theme_named

_DASH = "—"
#: Pixels of the canvas: a row and the header at most, what stands beside the text of a cell and the pen of an edited
#: column, a Latin letter, a Chinese one, the widest column of texts.
_ROW, _CELL_PADDING, _PEN, _NARROW, _WIDE, _WIDEST_TEXT = 35, 24, 24, 8, 14, 260
_COMPACT_ROW = 27
#: Rows by which the browser sizes a column.
_MEASURED = 10
#: Pixels of the widths that a column declares, as the framework has them.
_WIDTHS = {"small": 75, "medium": 200, "large": 400}
#: The framework greys a column that stays where it is when the others move; fewer columns than these have no need to.
_WIDE_TABLE = 7
#: Columns, such as a rank, that may stand before the name and stay with it.
_MOST_BEFORE_NAME = 2
_WIDE_LETTER = re.compile(r"[\u2e81-\U0010ffff]")
_WIDEST_HEADER = 150


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
    named = _named_by(table) if len(table.columns) >= _WIDE_TABLE else -1
    draw: Any = st.dataframe  # its overloads tie the result to a literal `on_select`
    drawn = draw(
        styled_frame(pd.DataFrame(cells), texts, _colours(context, table)),
        key=f"table_{key}",
        hide_index=True,
        # Rows are as high as the type of the screen wants: the browser alone knows how high few of them are.
        height=height
        if height == "auto"
        else "content"
        if _ROW * (len(table.rows) + 1) <= height
        else context.pixels(height),
        row_height=context.pixels(_COMPACT_ROW) if context.is_compact else None,
        column_config={
            column.id: _config(context, column, texts[column.id], is_text=column.id in as_texts, is_name=at <= named)
            for at, column in enumerate(table.columns)
        },
        on_select=on_select,
        # A click anywhere in a row picks it, not only one into the small box before it.
        selection_mode=("single-row", "single-cell"),
        selection_default=None if selected is None else picked_state(selected),
        placeholder=_DASH,
    )
    if table.file:
        links() if links is not None else downloads.table_links(context, table)
    return None if on_select == "ignore" else picked_row(drawn, table)


def picked_row(state: Any, table: Table) -> int | None:
    """The index of the row picked in the state of a grid: by one of its cells, else by its box; None when none is.

    The state was written by a browser: whatever names no row of the table picks none.
    """
    selection = (state or {}).get("selection") or {}
    cells, rows = selection.get("cells") or [], selection.get("rows") or []
    at = cells[0][0] if cells and isinstance(cells[0], list | tuple) and cells[0] else rows[0] if rows else None
    return at if isinstance(at, int) and 0 <= at < len(table.rows) else None


def picked_state(row: int | None) -> dict[str, Any]:
    """The state of a grid in which a row's box is ticked and no cell is: the next click is news, even on that row."""
    return {"selection": {"rows": [] if row is None else [row], "columns": [], "cells": []}}


def shown_text(context: PageContext, column: Column, row: Row) -> str:
    """The text of a cell; a dash where there is nothing. No change of rank is a newcomer's, or nobody's."""
    is_nothing = row.get(column.id) is None and column.form is not CellForm.RANK_CHANGE
    return _DASH if is_nothing else cell_text(context, column, row)


def _named_by(table: Table) -> int:
    """The place of the column that names a row: the first text, where it stands among the first; else the first."""
    names = (at for at, one in enumerate(table.columns) if one.unit is None and one.form is CellForm.PLAIN)
    found = next(names, 0)
    return found if found <= _MOST_BEFORE_NAME else 0


def _colours(context: PageContext, table: Table) -> dict[str, list[str]]:
    """Colour to the cells (`row0_col2`) that are written in it: figures whose sign is good or bad."""
    theme = theme_named(context.theme, context.rise)
    found: dict[str, list[str]] = {}
    for at, column in enumerate(table.columns):
        if not column.good_sign:
            continue
        for line, row in enumerate(table.rows):
            cell = row.get(column.id)
            value = cell.value if isinstance(cell, Figure) else cell
            if not isinstance(value, Decimal | int | float) or not value:
                continue
            # Where rises are red, the colour says the direction alone.
            step = float(value) if theme.is_rise_red else float(value) * column.good_sign
            found.setdefault(theme.change(step), []).append(f"row{line}_col{at}")
    return found


def styled_frame(
    frame: pd.DataFrame, texts: Mapping[str, Sequence[str]], colours: Mapping[str, list[str]] | None = None
) -> Any:
    """The frame as a Styler that shows `texts`, one a cell, and sorts by the frame's own values.

    `colours`: colour to the cells that are written in it, as `row0_col2`.

    Streamlit asks a Styler for the text of each cell. These are made already: translating them to HTML cells with
    classes first, as pandas does, would cost most of a large table's time.
    """
    body = [
        [{"id": f"row{line}_col{at}", "display_value": text} for line, text in enumerate(shown)]
        for at, (name, shown) in enumerate(texts.items())
        if frame[name].tolist() != shown  # a column of texts is shown as it is
    ]
    styles = [{"props": [("color", colour)], "selectors": cells} for colour, cells in (colours or {}).items()]
    made: dict[str, Any] = {"body": body, "cellstyle": styles} if styles else {"body": body}
    styler: Any = frame.style
    styler._compute = lambda: styler  # noqa: SLF001 - what Streamlit calls; a test compares with an ordinary Styler
    styler._translate = lambda *_given, **_named: made  # noqa: SLF001
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


def _config(context: PageContext, column: Column, texts: Sequence[str], *, is_text: bool, is_name: bool) -> Any:
    """How the grid draws a column; what names the row stays where it is when the others move."""
    width = context.pixels(_WIDTHS[column.width]) if column.width else None
    more: dict[str, Any] = {"help": column.help or None, "width": width, "pinned": is_name or None}
    if column.form is CellForm.SERIES:
        # From zero, each row to its own largest: a line between its least and its most would make cliffs of ripples.
        return st.column_config.BarChartColumn(column.label, y_min=0, **more)
    if column.unit is None or is_text:
        aligned: Literal["right"] | None = "right" if is_text or column.form is CellForm.FIGURE else None
        more["width"] = more["width"] or _text_width(context, column.label, texts)
        return st.column_config.Column(column.label, alignment=aligned, **more)
    # The canvas keeps the widths of what it showed before: a number in a column made for shorter ones loses digits.
    return st.column_config.NumberColumn(column.label, **more | {"width": context.pixels(_width(column.label, texts))})


def edited_width(context: PageContext, label: str, texts: Iterable[str]) -> int:
    """Pixels of a column that is typed in: its header and the pen are read whole, what stands in it up to a limit."""
    widest = min(max(map(_pixels, texts), default=0), _WIDEST_TEXT)
    return context.pixels(max(widest, _pixels(label) + _PEN) + _CELL_PADDING)


def _width(label: str, texts: Sequence[str]) -> int:
    """Pixels in which the widest number of a column, and up to a limit its header, is read whole."""
    return max(max(map(_pixels, texts), default=0), min(_pixels(label), _WIDEST_HEADER)) + _CELL_PADDING


def _text_width(context: PageContext, label: str, texts: Sequence[str]) -> int | None:
    """Pixels of a column of texts that the browser would cut; None where it finds the width itself.

    It measures the first rows and leaves out those that are twice as wide as their average.
    """
    measured = [_pixels(text) for text in texts[:_MEASURED]]
    if not measured or max(measured) <= 2 * sum(measured) / len(measured):
        return None
    return context.pixels(max(min(max(measured), _WIDEST_TEXT), _pixels(label)) + _CELL_PADDING)


def _pixels(text: str) -> int:
    return _NARROW * len(text) + (_WIDE - _NARROW) * len(_WIDE_LETTER.findall(text))
