"""Are we on track for this point of the period, where do we land, why, and what needs me?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """Fits one screen; on a phone the same order, one below the other."""
    with st.container(gap="small", key="one_screen"):
        page.block("digest")
        page.block("headline")
        page.block("standing", is_low=True)
        _explained(page)
        with st.container(border=True, gap="small", key="card_needs"):
            page.block("needs", form="list", foot=False)
    page.panel("need", "need_cases", "promise", "decision", "watch")


def _explained(page: BoardPage) -> None:
    """The distance to the pace, why there is one, and who brings it back; as many columns as have something to say."""
    blocks = [name for name in ("why", "way_back") if page.opened.block(name) is not None]
    places = st.columns((5, 4, 4)[: 1 + len(blocks)], gap="small")
    with places[0]:
        page.block("distance", height=232, foot=False, fills=True)
    for place, name in zip(places[1:], blocks, strict=True):
        with place, st.container(border=True, gap="small", height="stretch", key=f"card_{name}"):
            page.block(name, form="list", foot=False)


PAGE = PageSpec("overview", "sales", 1, board("overview"), widgets)
