"""Any figure, by anything, against anything."""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from pages.sales import view_bar
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """The question in one row; the answer as a sentence, a picture and a table."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        page.choice("metric", kind="list", width=230, label=True)
        page.choice("by", kind="list", width=150, label=True)
        page.choice("across", kind="list", width=150, label=True)
        page.choice("span", kind="list", width=190, label=True)
        page.choice("compare", kind="list", width=170, label=True)
        page.choice("view", kind="buttons", label=True)
    view_bar.draw(page)
    page.block("headline")
    page.block("picture")
    page.block("rows", height=520)
    page.block("crossed", height=520)
    page.block("definition")


PAGE = PageSpec("explore", "sales", 5, board("explore"), widgets)
