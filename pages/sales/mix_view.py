"""What the ranking counts: one measure, or several weighed into a score."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.sales import outlet_view
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import facts_of
from sales_core.catalogue.metric import Fact
from sales_core.kernel.terms import Right

SINGLE = ("achievement", "pace", "net_sales", "yoy", "gross_profit", "new_customers", "collections")
#: The score a company starts from; every weight can be moved.
WEIGHTS = {"achievement": 50, "yoy": 20, "margin": 10, "new_customers": 20}
MIXABLE = ("achievement", "yoy", "margin", "gross_profit", "new_customers", "active_products", "collections")
#: Half volume, half shelf: offered where outlets are audited.
SCHEME = "scheme_score"
_SCORE = "score"


def chosen(page: PageContext) -> dict[str, float]:
    """Measure ids with their weights; one measure alone has weight 1."""
    options = [*(metric for metric in SINGLE if _may(page, metric)), _SCORE]
    if outlet_view.has_audits(page):
        options.insert(1, SCHEME)
    if st.session_state.get("board_measure") not in options:
        # An earlier version may know no audits.
        st.session_state.pop("board_measure", None)
    measure = st.segmented_control(
        page.t("board.by"),
        options,
        default="achievement",
        format_func=lambda name: page.t("board.score") if name == _SCORE else page.metric_name(name),
        key="board_measure",
        required=True,
    )
    if measure != _SCORE:
        return {measure or "achievement": 1.0}
    with st.popover(page.t("board.weights"), icon=":material/tune:"):
        return _weights(page)


def _weights(page: PageContext) -> dict[str, float]:
    found = {
        metric: float(
            st.slider(page.metric_name(metric), 0, 100, WEIGHTS.get(metric, 0), 5, key=f"board_weight_{metric}")
        )
        for metric in MIXABLE
        if _may(page, metric)
    }
    total = sum(found.values())
    st.caption(page.t("board.weights_note"))
    if not total:
        return {"achievement": 1.0}
    return {metric: weight for metric, weight in found.items() if weight}


def _may(page: PageContext, metric: str) -> bool:
    facts: tuple[Fact, ...] = facts_of(product(), metric)
    return all(page.may(Right(fact.right)) for fact in facts)
