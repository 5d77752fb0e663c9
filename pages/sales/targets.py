"""Who is ahead or behind, by days and by money, at every level of the tree?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """The running total beside the measures, then one level or the whole tree, then the months."""
    page.block("headline")
    page.block("standing")
    left, right = st.columns((3, 2), gap="medium")
    with left:
        page.block("running", fills=True)
    with right:
        page.block("measures", fills=True)
    page.choice("level", kind="buttons")
    if page.value("level") == "tree":
        page.block("cascade_tree", height=520)
    elif page.opened.block("cascade") is None:
        page.block("cascade_rows", height=480)
    else:
        left, right = st.columns((2, 3), gap="medium")
        with left:
            page.block("cascade")
        with right:
            page.block("cascade_rows", height=480)
    page.choice("months_by")
    page.block("month_heat")


PAGE = PageSpec("targets", "sales", 2, board("targets"), widgets)
