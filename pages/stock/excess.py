"""What is too much: stock beyond its outflow, as areas by category and as a list."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import chart, tables
from pages.kit.amounts import ZERO
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number
from sales_core.analysis.stock.replenishment_line import StockLine, StockState
from sales_core.charts.forms.treemap import Tile, treemap
from sales_core.kernel.query import Value
from sales_core.kernel.tone import Tone

_MOST = 60
_TONES = {
    StockState.EXCESS: Tone.BAD,
    StockState.NO_MOVEMENT: Tone.BAD,
    StockState.OUT: Tone.BAD,
    StockState.REORDER: Tone.BAD,
    StockState.HEALTHY: Tone.GOOD,
}


def section(page: PageContext, plan: Sequence[StockLine]) -> None:
    """The treemap of all stock, shaded by state, and the list of what is too much."""
    much = sorted((line for line in plan if line.excess_value > 0), key=lambda line: -line.excess_value)
    total = sum((line.excess_value for line in much), ZERO)
    said = page.t("stock.excess", products=len(much), amount=page.compact("excess_value", total))
    left, right = st.columns((1, 1), gap="medium")
    with left:
        largest = sorted(plan, key=lambda line: -line.value)[:_MOST]
        tiles = [_tile(page, line) for line in largest]
        chart.frame(
            page, page.t("stock.treemap"), treemap(tiles, look(page), height=460), key="stock_tree",
            note=page.t("stock.treemap_note", most=_MOST),
        )  # fmt: skip
    with right:
        slow = page.ask("slow_moving_value").one().get("slow_moving_value")
        chart.heading(said, page.t("stock.excess_note", slow=page.compact("slow_moving_value", slow)))
        columns = [
            tables.TableColumn("name", page.t("stock.product"), width="medium"),
            tables.metric_column(page, "excess_value"),
            tables.metric_column(page, "days_of_supply"),
            tables.metric_column(page, "stock_value"),
            tables.metric_column(page, "stock_quantity"),
            tables.TableColumn("state", page.t("stock.state")),
        ]
        at = tables.show(
            page,
            [_row(page, line) for line in much],
            columns,
            key="excess",
            file="excess",
            height=440,
            pick=True,
        )
        keys = None if at is None else {"product": much[at].product}
        open_number(page, page.query("excess_value"), "excess_value", keys, key="excess")


def _tile(page: PageContext, line: StockLine) -> Tile:
    days = page.compact("days_of_supply", line.days_of_supply)
    return Tile(
        line.product,
        line.product_name,
        line.value,
        page.label("category", line.category),
        _TONES.get(line.state, Tone.NEUTRAL),
        f"{page.t(f'stock.state_{line.state.value}')} · {page.metric_name('days_of_supply')} {days}",
    )


def _row(page: PageContext, line: StockLine) -> dict[str, Value]:
    return {
        "name": line.product_name,
        "excess_value": line.excess_value,
        "days_of_supply": line.days_of_supply,
        "stock_value": line.value,
        "stock_quantity": line.quantity,
        "state": page.t(f"stock.state_{line.state.value}"),
    }
