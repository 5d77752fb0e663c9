"""Who leads among equals, who moved, why?"""

from __future__ import annotations

import streamlit as st

from pages.kit import empty_states
from pages.kit.analysed import figured
from pages.kit.applicable_filters import narrowed, say_dropped
from pages.kit.context import PageContext
from pages.kit.headline import headline
from pages.kit.page_spec import PageSpec
from pages.sales import board_view, drivers_view, mix_view, outlet_view
from sales_core.analysis.sales.rank import Cohort, leaderboard
from sales_core.kernel.terms import Right

LEVELS = ("rep", "branch", "region")


def render(page: PageContext) -> None:
    """The whole page."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        mix = mix_view.chosen(page)
        level = st.selectbox(
            page.t("board.level"), LEVELS, format_func=lambda name: page.t(f"cascade.level_{name}"),
            key="board_level", width=130,
        )  # fmt: skip
        cohort = st.selectbox(
            page.t("board.cohort"), (None, *Cohort), disabled=level != "rep",
            format_func=lambda one: page.t(f"board.cohort_{one.value if one else 'none'}"),
            key="board_cohort", width=150,
        )  # fmt: skip
    page, dropped = narrowed(page, "net_sales", *mix)
    board = figured(page, leaderboard, dict(mix), level, cohort=cohort if level == "rep" else None)
    if not board.standings:
        empty_states.no_rows(page)
        return
    headline(page, board_view.sentence(page, board), board_view.basis_text(page, board))
    say_dropped(page, dropped)
    left, right = st.columns((2, 3), gap="medium")
    with left:
        board_view.bars(page, board, level)
    with right:
        picked = board_view.table(page, board, level)
    drivers_view.section(page, board, level, picked or board.standings[0])
    outlet_view.section(page, board, level)


PAGE = PageSpec("leaderboard", "sales", 3, draw=render, right=Right.VIEW_SALES, question="question.leaderboard")
