"""Whom does nobody visit, and what comes of visits?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """Cards, then coverage with the calendar, the customers without a visit, or the visits themselves."""
    page.block("headline")
    page.block("cards")
    view = page.choice("view", kind="buttons")
    page.block("calendar")
    page.block("classes")
    page.block("orders")
    page.block("reps", height=400)
    if view == "unvisited":
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            page.choice("days", kind="list", width=140)
            page.choice("class", kind="list", width=140)
    page.block("unvisited", height=560)
    page.block("log", height=560)


PAGE = PageSpec("visits", "customers", 2, board("visits"), widgets)
