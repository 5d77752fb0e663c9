"""What will run out, what is too much, what expires?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board

#: Width of the left column and what stands in the two, by view; each block with its height.
_VIEWS = {
    "shortages": ((2, 3), (("supply", None),), (("shortages", 500),)),
    "excess": ((1, 1), (("stock_tree", None),), (("excess", 440),)),
    "expiry": ((2, 3), (("expiry", None), ("stock_age", None)), (("fefo", 560),)),
    "distributors": ((2, 3), (("on_hand", None),), (("loading", 400), ("in_out", None))),
    "classes": ((2, 3), (("classes_grid", None),), (("classes", 520),)),
}


def widgets(page: BoardPage) -> None:
    """Cards, then a chart beside a list."""
    page.block("headline")
    page.block("cards")
    view = page.choice("view", kind="buttons")
    widths, *sides = _VIEWS[view]
    for column, blocks in zip(st.columns(widths, gap="medium"), sides, strict=True):
        with column:
            for block_id, height in blocks:
                page.block(block_id, **({"height": height} if height else {}))


PAGE = PageSpec("inventory", "stock", 1, board("inventory"), widgets)
