"""Which branch earns what it costs, and where does money go faster than planned?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """Cards, then the branches beside the ladder of the one picked, spending, or cash."""
    page.block("headline")
    page.block("cards")
    view = page.choice("view", kind="buttons")
    if view == "profit":
        page.block("branches", height=420)
        left, right = st.columns((1, 1), gap="medium")
        with left:
            page.block("ladder")
        with right:
            page.block("lines")
        page.block("yields")
        page.block("head_yields")
    if view == "spending":
        page.block("burn_up")
        page.choice("by")
        page.block("usage", height=420)
    page.block("collected")
    page.block("weeks")


PAGE = PageSpec("expenses", "money", 2, board("expenses"), widgets)
