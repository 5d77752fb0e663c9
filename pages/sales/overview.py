"""Are we on track for this point of the period, where do we land, what needs me?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import Right, board


def widgets(page: BoardPage) -> None:
    """Fits one screen; the sentences are below the fold."""
    page.block("headline")
    page.block("standing")
    left, right = st.columns((3, 2), gap="medium")
    with left:
        page.block("running", height=170)
    with right:
        page.block("gap_map")
    page.block("risks")
    page.block("narrative", choice="why")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="health_strip"):
        pages = st.session_state.get("pages", {})
        if page.block("health") and "health" in pages and page.context.may(Right.VIEW_UPLOADS):
            st.page_link(pages["health"], label=f"{page.t('page.health')} ›")


PAGE = PageSpec("overview", "sales", 1, board("overview"), widgets)
