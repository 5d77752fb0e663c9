"""What explains the change: price, volume, mix, new, lost, returns; who brings it back; what is new in the growth?"""

from __future__ import annotations

import streamlit as st

from pages.kit import empty_states
from pages.kit.analysed import figured
from pages.kit.applicable_filters import narrowed, say_dropped
from pages.kit.context import PageContext
from pages.kit.headline import headline
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.sales import bridge_view, growth_view, way_back_view
from sales_core.analysis.sales.bridge import Against, bridge
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Right


def render(page: PageContext) -> None:
    """The whole page."""
    page, dropped = narrowed(page, "net_sales")
    if not page.ask("line_count").one().get("line_count"):
        empty_states.no_rows(page)
        return
    against = bridge_view.chosen_basis(page)
    try:
        whole = figured(page, bridge, against)
    except UsageError as error:
        st.info(literal(error.describe(page.locale)))
        against = Against.LAST_YEAR
        whole = figured(page, bridge, against)
    headline(page, bridge_view.sentence(page, whole, against), bridge_view.basis_text(page, whole))
    say_dropped(page, dropped)
    bridge_view.section(page, against)
    left, right = st.columns((3, 2), gap="medium")
    with left:
        way_back_view.section(page)
    with right:
        growth_view.section(page)


PAGE = PageSpec("analysis", "sales", 4, draw=render, right=Right.VIEW_SALES, question="question.analysis")
