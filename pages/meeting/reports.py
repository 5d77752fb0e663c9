"""Reports: choose one, read its first page, take it away."""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from pages.meeting import own_templates
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """Which report and of whom, its files beside it; then its first page and what follows."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        page.choice("report", kind="buttons")
        if page.opened.is_open("subject"):
            page.choice("subject", kind="list", width=220)
        page.block("files")
    page.block("headline")
    page.block("cards")
    page.block("sentences")
    page.block("needs")
    page.block("contents")
    page.block("written")
    with st.container(horizontal=True, gap="small"):
        page.block("written_files")
    own_templates.draw(page)


PAGE = PageSpec("reports", "room", 4, board("reports"), widgets)
