"""What expires: stock by remaining life, which batches to sell first, and how old stock is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import chart, tables
from pages.kit.amounts import ZERO
from pages.kit.analysed import analysed
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.analysis.stock.age import AGE_BANDS, AgedStock, stock_ages
from sales_core.analysis.stock.expiry import Batch, batches_by_expiry, expiry_bands
from sales_core.analysis.stock.replenishment_line import StockLine
from sales_core.charts.forms import expiry as expiry_chart
from sales_core.charts.forms.stacked import Band, bands_bar
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit

_URGENT = ("expired", "near")
_METRIC_OF = {"expired": "expired_value", "near": "near_expiry_value"}


def section(page: PageContext, plan: Sequence[StockLine]) -> None:
    """Bands of remaining life, the FEFO list, and age."""
    del plan
    batches = analysed(page, batches_by_expiry)
    left, right = st.columns((2, 3), gap="medium")
    with left:
        _bands(page, batches)
        _ages(page, analysed(page, stock_ages))
    with right:
        _fefo(page, sorted((b for b in batches if b.band in _URGENT), key=lambda b: b.band == "expired"))


def _bands(page: PageContext, batches: Sequence[Batch]) -> None:
    bands = {band.band: band.value for band in expiry_bands(batches) if band.batches}
    risk = sum((batch.value_at_risk or ZERO for batch in batches), ZERO)
    said = page.t("stock.at_risk", amount=page.compact("near_expiry_value", risk))
    figure = expiry_chart.expiry(bands, look(page))
    points = chart.frame(page, said, figure, key="expiry", note=page.t("stock.expiry_note"), pick=True)
    band = picked(points)
    metric = _METRIC_OF.get(str(band), "stock_value")
    open_number(page, page.query(metric), metric, {} if band in _METRIC_OF else None, key="expiry")


def _fefo(page: PageContext, urgent: Sequence[Batch]) -> None:
    near = [batch for batch in urgent if batch.band == "near"]
    value = page.compact("near_expiry_value", sum((batch.value for batch in near), ZERO))
    chart.heading(
        page.t("stock.fefo", batches=len(near), amount=value, expired=len(urgent) - len(near)),
        page.t("stock.fefo_note"),
    )
    if not urgent:
        return
    columns = [
        tables.TableColumn("name", page.t("stock.product"), width="medium"),
        tables.TableColumn("expiry", page.t("stock.expires")),
        tables.TableColumn("days", page.t("stock.days_left"), "count"),
        tables.TableColumn("risk", page.t("stock.value_at_risk"), "money", help=page.t("stock.risk_help")),
        tables.metric_column(page, "stock_value"),
        tables.metric_column(page, "stock_quantity"),
        tables.TableColumn("warehouse", page.t("stock.warehouse")),
        tables.TableColumn("batch", page.t("stock.batch")),
        tables.TableColumn("left", page.t("stock.life_left"), "percent"),
    ]
    rows = [_row(page, batch) for batch in urgent]
    at = tables.show(page, rows, columns, key="fefo", file="fefo", height=560, pick=True)
    keys = None if at is None else {"product": urgent[at].product, "batch": urgent[at].batch}
    open_number(page, page.query("stock_value"), "stock_value", keys, key="fefo")


def _row(page: PageContext, batch: Batch) -> dict[str, Value]:
    return {
        "name": batch.product_name,
        "batch": batch.batch,
        "warehouse": page.label("warehouse", batch.warehouse),
        "expiry": batch.expiry,
        "days": batch.days_left,
        "left": batch.left_share,
        "stock_quantity": batch.quantity,
        "stock_value": batch.value,
        "risk": batch.value_at_risk,
    }


def _ages(page: PageContext, ages: Sequence[AgedStock]) -> None:
    sums = {band: ZERO for band, _, _ in AGE_BANDS}
    for aged in ages:
        for band, quantity in aged.bands:
            sums[band] += quantity
    unknown = sum((aged.unknown for aged in ages), ZERO)
    named = [Band(band, page.t(f"stock.age_{band}"), min(place, 4)) for place, (band, _, _) in enumerate(AGE_BANDS)]
    values = [sums[band.key] for band in named]
    if unknown:
        named.append(Band("unknown", page.t("stock.age_unknown"), 0))
        values.append(unknown)
    estimated = sum(aged.estimated for aged in ages)
    note = page.t("stock.age_estimated", products=estimated) if estimated else page.t("stock.age_note")
    figure = bands_bar(named, values, look(page), unit=Unit.COUNT)
    chart.frame(page, page.t("stock.age"), figure, key="stock_age", note=note)
