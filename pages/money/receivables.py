"""Who owes what, how late, over which limit?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """Ageing beside days outstanding, then one of three views."""
    page.block("headline")
    page.block("cards")
    left, right = st.columns((1, 1), gap="medium")
    with left:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            page.choice("basis")
            page.choice("split", width=140)
        page.block("ageing")
    with right:
        page.block("dso")
    page.choice("view")
    page.block("overdue", height=380)
    page.panel("customer", "customer_items", "promise", "statement")
    if {"over_limit", "collections", "largest", "expected"}.isdisjoint(spec.id for spec in page.opened.specs()):
        return
    left, right = st.columns((3, 2), gap="medium")
    with left:
        page.block("over_limit", height=360)
        page.block("collections")
    with right:
        page.block("largest")
        page.block("expected")


PAGE = PageSpec("receivables", "money", 1, board("receivables"), widgets)
