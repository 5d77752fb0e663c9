"""Tables: rows under their headers; a picked row sets a choice or opens its number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from pages.kit.downloads import block_menu
from pages.kit.literal import literal
from pages.kit.render import row_list
from pages.kit.render.grid import grid, picked_row, picked_state
from pages.kit.render.headline import section_heading
from sales_core.api import Table, count, foot_text

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage


def draw(
    page: BoardPage,
    block_id: str,
    block: Table,
    *,
    height: int | Literal["auto"] = "auto",
    form: Literal["grid", "list"] = "grid",
    foot: bool = True,
) -> None:
    """Draws the table; the row that the URL has chosen is picked. As a `list` it is one at any width.

    `foot` offers the rows of a list as a file.
    """
    section_heading(block.title, block.note)
    if not block.rows:
        return
    if form == "list":
        _list(page, block_id, block, foot=foot)
        return
    # The canvas keeps the widths of an earlier layout: another shape is another widget.
    variant = page.variant(block_id)
    key = f"{page.key(block_id)}_{variant}" if variant else page.key(block_id)
    chosen = page.value(block.selects) if block.selects else ""
    with st.container(key=f"phone_{key}"):
        if (row := row_list.draw(page.context, block, key=key)) is not None:
            _touch(page, block, row)
        grid(
            page.context,
            block,
            key=key,
            height=height,
            on_select=_picked(page, key, block) if block.opens else "ignore",
            selected=block.keys.index(chosen) if chosen in block.keys else None,
            links=partial(_menu, page, block_id, block),
        )
    if line := foot_text(page.context, block):
        st.caption(literal(line))


def _list(page: BoardPage, block_id: str, block: Table, *, foot: bool) -> None:
    if (row := row_list.draw(page.context, block, key=page.key(block_id), is_short=True)) is not None:
        _touch(page, block, row)
    if block.file and foot:
        _menu(page, block_id, block)
    if line := foot_text(page.context, block):
        st.caption(literal(line))


def _menu(page: BoardPage, block_id: str, block: Table) -> None:
    block_menu(page, block_id, block, page.t("shell.download_rows", rows=count(len(block.rows), page.context.locale)))


def _touch(page: BoardPage, block: Table, row: int) -> None:
    """A row of a list was touched: the address changes in the middle of a run, which begins anew for it."""
    _open(page, block, row)
    if block.selects:
        st.rerun()


def _picked(page: BoardPage, key: str, block: Table) -> Callable[[], None]:
    """Runs when the selection changes, on the rows that were on the screen."""

    def pick() -> None:
        row = picked_row(st.session_state.get(f"table_{key}"), block)
        st.session_state[f"table_{key}"] = picked_state(row if block.selects else None)
        _open(page, block, row)

    return pick


def _open(page: BoardPage, block: Table, row: int | None) -> None:
    """What a row leads to: the choice that it sets, or its number."""
    picked = "" if row is None else block.keys[row]
    if block.selects:
        page.choose(block.selects, str(picked))
    elif row is not None and block.numbers:
        page.open_number(block.numbers[row])
    elif picked and block.drill is not None:
        page.open_mark(block.drill, picked)
