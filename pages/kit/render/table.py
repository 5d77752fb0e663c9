"""Tables: rows under their headers; a picked row sets a choice or opens its number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from pages.kit.downloads import block_links
from pages.kit.literal import literal
from pages.kit.render import row_list
from pages.kit.render.grid import grid, picked_row, picked_state
from pages.kit.render.headline import section_heading
from sales_core.api import Table, foot_text

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage


def draw(page: BoardPage, block_id: str, block: Table, *, height: int | Literal["auto"] = "auto") -> None:
    """Draws the table; the row that the URL has chosen is picked."""
    section_heading(block.title, block.note)
    if not block.rows:
        return
    # The canvas keeps the widths of an earlier layout: another shape is another widget.
    variant = page.variant(block_id)
    key = f"{block_id}_{variant}" if variant else block_id
    chosen = page.value(block.selects) if block.selects else ""
    opens = bool(block.selects or block.drill)
    with st.container(key=f"phone_{key}"):
        row = row_list.draw(page.context, block, key=key, opens=opens)
        if row is not None:
            _open(page, block, row)
        grid(
            page.context,
            block,
            key=key,
            height=height,
            on_select=_picked(page, key, block) if opens else "ignore",
            selected=block.keys.index(chosen) if chosen in block.keys else None,
            links=partial(block_links, page, block_id, block, len(block.rows)),
        )
    if foot := foot_text(page.context, block):
        st.caption(literal(foot))


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
    elif picked and block.drill is not None:
        page.open_mark(block.drill, picked)
