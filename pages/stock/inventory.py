"""What will run out, what is too much, what expires?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import cards, empty_states
from pages.kit.analysed import analysed
from pages.kit.applicable_filters import narrowed, say_dropped
from pages.kit.context import PageContext
from pages.kit.headline import headline
from pages.kit.page_spec import PageSpec
from pages.stock import classes, distributors, excess, expiry, shortages
from sales_core.analysis.stock.replenishment_line import StockLine, StockState
from sales_core.analysis.stock.replenishment_plan import stock_plan
from sales_core.kernel.query import Compare, Result
from sales_core.kernel.terms import Right

_CARDS = (
    "stock_value",
    "days_of_supply",
    "stock_out_count",
    "excess_value",
    "near_expiry_value",
    "expired_value",
)
_VIEWS = {
    "shortages": shortages.section,
    "excess": excess.section,
    "expiry": expiry.section,
    "distributors": distributors.section,
    "classes": classes.section,
}


def render(page: PageContext) -> None:
    """The whole page."""
    page, dropped = narrowed(page, "stock_value")
    total = page.ask(*_CARDS, compare=Compare.LAST_MONTH)
    if total.one().get("stock_value") is None:
        empty_states.no_rows(page, page.t("stock.nothing"))
        say_dropped(page, dropped)
        return
    plan = analysed(page, stock_plan)
    headline(page, sentence(page, total, plan), page.t("stock.basis"))
    say_dropped(page, dropped)
    cards.show(page, [cards.of(page, total, metric) for metric in _CARDS], key="stock_cards", least=144)
    chosen = st.segmented_control(
        page.t("stock.view"),
        list(_VIEWS),
        default="shortages",
        format_func=lambda view: page.t(f"stock.view_{view}"),
        key="stock_view",
        label_visibility="collapsed",
        required=True,
    )
    _VIEWS[chosen or "shortages"](page, plan)


def sentence(page: PageContext, total: Result, plan: Sequence[StockLine]) -> str:
    """What is missing, what to reorder, and what is about to be lost."""
    row = total.one()
    out = sum(line.state is StockState.OUT for line in plan)
    reorder = sum(line.state is StockState.REORDER for line in plan)
    return page.t(
        "stock.headline" if out else "stock.headline_none_out",
        **({"out": out} if out else {}),
        reorder=reorder,
        expiring=page.compact("near_expiry_value", row.get("near_expiry_value")),
        excess=page.compact("excess_value", row.get("excess_value")),
    )


PAGE = PageSpec("inventory", "stock", 1, draw=render, right=Right.VIEW_STOCK, question="question.inventory")
