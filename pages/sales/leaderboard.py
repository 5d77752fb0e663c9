"""Who leads among equals, who moved, why?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board

_WEIGHT = "weight_"


def widgets(page: BoardPage) -> None:
    """What is ranked above; bars beside everybody, then what one does differently, then shelves."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        page.choice("measure", kind="buttons", label=True)
        _weights(page)
        page.choice("level", kind="list", width=130, label=True)
        page.choice("cohort", kind="list", width=150, label=True)
    page.block("headline")
    left, right = st.columns((2, 3), gap="medium")
    with left:
        page.block("board")
    with right:
        page.block("board_rows", height=440)
    left, right = st.columns((2, 3), gap="medium")
    with left:
        page.block("drivers", fills=True)
    with right:
        page.block("board_quadrant", fills=True)
    left, right = st.columns((3, 2), gap="medium")
    with left:
        page.block("outlet_quadrant")
    with right:
        page.block("outlets", height=330)


def _weights(page: BoardPage) -> None:
    """A slider a measure, where several are weighed."""
    weights = [choice.id for choice in page.opened.board.choices if choice.id.startswith(_WEIGHT)]
    if not page.opened.is_open(weights[0]):
        return
    with st.popover(page.t("board.weights"), icon=":material/tune:"):
        for choice_id in weights:
            page.choice(choice_id, kind="slider", label=True)
        st.caption(page.t("board.weights_note"))


PAGE = PageSpec("leaderboard", "sales", 3, board("leaderboard"), widgets)
