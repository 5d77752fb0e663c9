"""What runs out: products below their reorder point, the tightest first, and what it costs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from pages.kit import chart, tables
from pages.kit.amounts import ZERO
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.analysis.stock.replenishment_line import StockLine, StockState
from sales_core.catalogue.metrics.stock import EXCESS_DAYS
from sales_core.charts.forms.supply import Cover, supply
from sales_core.format import plain
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit

_MOST = 16
_SHORT = (StockState.OUT, StockState.REORDER)


def short_lines(plan: Sequence[StockLine]) -> list[StockLine]:
    """Lines out of stock or at their reorder point; the fewest days of supply first, larger sellers before smaller."""
    found = [line for line in plan if line.state in _SHORT]
    return sorted(found, key=lambda line: (line.days_of_supply or 0.0, -(line.outflow or 0.0)))


def section(page: PageContext, plan: Sequence[StockLine]) -> None:
    """Bars of the tightest products and the list to order from."""
    short = short_lines(plan)
    if not short:
        chart.heading(page.t("stock.none_short"), page.t("stock.short_note"))
        return
    left, right = st.columns((2, 3), gap="medium")
    with left:
        points = chart.frame(
            page, _message(page, short), supply([_cover(page, line) for line in short[:_MOST]], look(page)),
            key="shortages", note=page.t("stock.supply_note"), pick=True,
        )  # fmt: skip
    code = picked(points)
    query = page.query("days_of_supply")
    open_number(page, query, "days_of_supply", {"product": str(code)} if code else None, key="shortages")
    with right:
        columns = _columns(page)
        rows = [_row(page, line) for line in short]
        at = tables.show(page, rows, columns, key="shortages", file="reorder", height=500, pick=True)
        keys = None if at is None else {"product": short[at].product}
        open_number(page, query, "days_of_supply", keys, key="shortage_rows")


def _message(page: PageContext, short: Sequence[StockLine]) -> str:
    lost = sum((line.lost_sales for line in short), ZERO)
    out = sum(line.state is StockState.OUT for line in short)
    key = "stock.short_lost" if lost > 0 else "stock.short"
    return page.t(key, out=out, short=len(short), lost=page.compact("net_sales", lost))


def _cover(page: PageContext, line: StockLine) -> Cover:
    low = line.reorder_point / line.outflow if line.reorder_point and line.outflow else None
    detail = page.t("stock.cover_detail", quantity=page.compact("stock_quantity", line.quantity),
                    daily=plain(line.outflow or 0, Unit.QUANTITY, page.locale, 1))  # fmt: skip
    return Cover(line.product, line.product_name, line.days_of_supply or 0.0, low, max(low or 0, EXCESS_DAYS), detail)


def _row(page: PageContext, line: StockLine) -> dict[str, Value]:
    return {
        "name": line.product_name,
        "category": page.label("category", line.category),
        "state": page.t(f"stock.state_{line.state.value}"),
        "stock_quantity": line.quantity,
        "outflow": line.outflow,
        "days_of_supply": line.days_of_supply,
        "reorder_point": _whole(line.reorder_point),
        "shortage": _whole(line.shortage),
        "lead": line.lead_time_days,
        "lost": line.lost_sales or None,
    }


def _whole(units: float | None) -> int | None:
    return None if units is None else math.ceil(units)


def _columns(page: PageContext) -> list[tables.TableColumn]:
    return [
        tables.TableColumn("name", page.t("stock.product"), width="medium"),
        tables.TableColumn("state", page.t("stock.state")),
        tables.metric_column(page, "days_of_supply"),
        tables.metric_column(page, "stock_quantity"),
        tables.TableColumn("outflow", page.t("stock.daily"), "ratio"),
        tables.TableColumn("reorder_point", page.t("stock.reorder_point"), "count", help=page.t("stock.reorder_help")),
        tables.TableColumn("shortage", page.t("stock.to_order"), "count"),
        tables.TableColumn("lead", page.t("stock.lead"), "count"),
        tables.TableColumn("lost", page.t("stock.lost"), "money", help=page.t("stock.lost_help")),
        tables.TableColumn("category", page.t("shell.dimension_category")),
    ]
