"""Who grows, who leaves, whom to visit?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """Cards, then one of seven views; classes by segments stand over the list that they narrow."""
    page.block("headline")
    page.block("cards")
    view = page.choice("view", kind="buttons")
    if view == "value":
        page.block("classes")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            page.choice("class", kind="list", width=140)
            page.choice("segment", kind="list", width=170)
        page.block("customers", height=460)
        page.block("rules")
    page.block("leaving", height=560)
    page.block("new_months")
    page.block("recruited", height=400)
    page.block("triangle")
    page.block("repeat")
    page.block("largest")
    page.block("spread")
    if view == "space":
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            page.choice("segment_by", kind="list", width=160)
            page.choice("group_by", kind="list", width=160)
    page.block("matrix")
    page.block("spaces", height=300)
    page.block("space_calls", height=460)
    page.block("calls", height=560)
    if view == "calls" and page.opened.is_open("since"):
        page.choice("since", kind="list", width=200, label=True)
        page.block("worth")
        page.block("left_out", height=300)


PAGE = PageSpec("customers", "customers", 1, board("customers"), widgets)
