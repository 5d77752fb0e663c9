"""What was decided, and what its number did since."""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """The list; a decision that is picked can be moved on or changed beside it."""
    page.block("headline")
    with st.container(horizontal=True):
        page.choice("state", kind="list", width=180)
    page.block("decisions", form="list")
    page.drawn("open")
    page.panel("decision", "chosen")


PAGE = PageSpec("decisions", "room", 2, board("decisions"), widgets)
