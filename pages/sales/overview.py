"""Are we on track for this point of the period, where do we land, why, and what needs me?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import Right, board


def widgets(page: BoardPage) -> None:
    """Fits one screen; on a phone the same order, one below the other."""
    page.block("headline")
    page.block("standing")
    left, right = st.columns((1, 1), gap="medium")
    with left:
        page.block("distance", height=236, foot=False)
    with right, st.container(border=True, key="why_card"):
        page.block("why", form="list")
        page.block("way_back", form="list")
    with st.container(border=True, key="needs_card"):
        page.block("needs", form="list")
    page.panel("need", "need_cases", "promise", "decision", "watch")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="health_strip"):
        pages = st.session_state.get("pages", {})
        if page.block("health") and "health" in pages and page.context.may(Right.VIEW_UPLOADS):
            st.page_link(pages["health"], label=f"{page.t('page.health')} ›")


PAGE = PageSpec("overview", "sales", 1, board("overview"), widgets)
