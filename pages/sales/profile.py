"""One customer, rep, product or branch, seen from every side."""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board

#: So many codes are offered in a list; of more, one is found by the search.
_MOST_OFFERED = 1_000


def widgets(page: BoardPage) -> None:
    """Whom it is about, then figures, months beside parts, rows about it, what was decided and noted."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        page.choice("kind")
        if len(page.opened.options("code")) <= _MOST_OFFERED:
            page.choice("code", kind="list", width=300)
        else:
            st.caption(page.t("profile.search_for"))
    page.block("headline")
    page.block("master")
    page.block("cards")
    left, right = st.columns((1, 1), gap="medium")
    with left:
        has_months = page.block("months")
    with right:
        if has_months:
            page.choice("by", kind="list", width=190, label=True)
        page.block("parts", height=300)
    page.choice("list")
    page.block("rows", height=360)
    page.block("bought", height=300)
    page.block("not_bought", height=300)
    page.block("decisions")
    page.block("notes")
    page.block("promises")
    page.block("uploads", height=260)


PAGE = PageSpec("profile", "sales", 6, board("profile"), widgets)
