"""What has crossed a line, how much money is it, and who is on it?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """The choice of cases, the list, and at its side what belongs to the case that was picked."""
    page.block("headline")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        view = page.choice("view", kind="buttons")
        if view == "risk":
            page.choice("tab", kind="buttons")
    page.block("cases")
    page.block("gathered")
    page.block("risk_chart")
    page.block("risks")
    if view != "risk":
        page.panel("case", "cause", "answer")


PAGE = PageSpec("alerts", "sales", 6, board("alerts"), widgets)
