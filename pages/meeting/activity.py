"""What was said and decided, the newest first: about the whole company, a branch, a customer."""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """The list; what is picked can be changed beside it by who may."""
    page.block("headline")
    with st.container(horizontal=True):
        page.choice("kind", kind="list", width=220)
    page.block("entries", form="list")
    page.panel("entry", "chosen")


PAGE = PageSpec("activity", "room", 3, board("activity"), widgets)
