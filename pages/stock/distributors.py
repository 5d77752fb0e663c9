"""Distributor stock: is the channel being loaded, and do the reports balance?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from pages.kit import chart, tables
from pages.kit.amounts import ZERO
from pages.kit.analysed import analysed
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.analysis.stock.channel_loading import Distributor, Loading
from sales_core.analysis.stock.distributors import distributors
from sales_core.analysis.stock.replenishment_line import StockLine
from sales_core.charts.forms.supply import Cover, supply
from sales_core.charts.forms.trend import Series, trend
from sales_core.format import plain, short_month
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit

_MOST = 16


def section(page: PageContext, plan: Sequence[StockLine]) -> None:
    """Days on hand against the healthy band, the loading list, and the months of the one picked."""
    del plan
    found = analysed(page, distributors)
    if not found:
        chart.heading(page.t("stock.no_distributors"), page.t("stock.no_distributors_do"))
        return
    left, right = st.columns((2, 3), gap="medium")
    with left:
        covers = [_cover(one) for one in sorted(found, key=lambda one: -(one.days_on_hand or 0.0))[:_MOST]]
        points = chart.frame(
            page, _message(page, found), supply(covers, look(page)), key="on_hand",
            note=page.t("stock.on_hand_note"), pick=True,
        )  # fmt: skip
        holder = picked(points)
        query = page.query("distributor_stock_quantity")
        keys = {"holder": str(holder)} if holder else None
        open_number(page, query, "distributor_stock_quantity", keys, key="on_hand")
    with right:
        at = tables.show(
            page,
            [_row(page, one) for one in found],
            _columns(page),
            key="loading",
            file="distributors",
            height=400,
            pick=True,
        )
        _months(page, found[at or 0])


def _message(page: PageContext, found: Sequence[Distributor]) -> str:
    red = [one for one in found if one.loading is Loading.RED]
    if not red:
        return page.t("stock.none_loaded", count=len(found))
    worst = red[0]
    index = worst.loading_index or 0.0
    return page.t("stock.loaded", count=len(red), who=worst.holder_name, index=plain(index, Unit.RATIO, page.locale))


def _cover(one: Distributor) -> Cover:
    return Cover(one.holder, one.holder_name, one.days_on_hand, one.band.min_days, one.band.max_days)


def _months(page: PageContext, one: Distributor) -> None:
    names = [short_month(month, page.locale) for month, _, _ in one.months]
    sold_in = tuple(value for _, value, _ in one.months)
    sold_out = tuple(value for _, _, value in one.months)
    series = [
        Series("in", page.t("stock.sell_in"), sold_in, strong=True),
        Series("out", page.t("stock.sell_out"), sold_out),
    ]
    surplus: Decimal = sum(sold_in, ZERO) - sum(sold_out, ZERO)
    said = page.t("stock.in_out", who=one.holder_name, surplus=page.compact("stock_quantity", surplus))
    figure = trend(names, series, look(page), unit=Unit.COUNT, height=220)
    chart.frame(page, said, figure, key="in_out", note=page.t("stock.in_out_note"))


def _row(page: PageContext, one: Distributor) -> dict[str, Value]:
    return {
        "name": one.holder_name,
        "light": page.t(f"stock.loading_{one.loading.value}"),
        "index": None if one.loading_index is None else round(one.loading_index, 2),
        "in": one.sell_in,
        "out": one.sell_out,
        "stock": one.stock,
        "days": one.days_on_hand,
        "rush": one.last_days_share,
        "returns": one.later_returns,
        "near": one.near_expiry_value or None,
        "unbalanced": one.unbalanced or None,
    }


def _columns(page: PageContext) -> list[tables.TableColumn]:
    return [
        tables.TableColumn("name", page.t("stock.distributor"), width="medium"),
        tables.TableColumn("light", page.t("stock.light")),
        tables.TableColumn("index", page.t("stock.loading_index"), "count", help=page.t("stock.loading_help")),
        tables.TableColumn("in", page.t("stock.sell_in"), "count"),
        tables.TableColumn("out", page.t("stock.sell_out"), "count"),
        tables.TableColumn("stock", page.t("stock.on_hand"), "count"),
        tables.TableColumn("days", page.t("stock.days_on_hand"), "days"),
        tables.TableColumn("rush", page.t("stock.rush"), "percent", help=page.t("stock.rush_help")),
        tables.TableColumn("returns", page.t("stock.later_returns"), "percent"),
        tables.TableColumn("near", page.metric_name("near_expiry_value"), "money"),
        tables.TableColumn("unbalanced", page.t("stock.unbalanced"), "count", help=page.t("stock.unbalanced_help")),
    ]
