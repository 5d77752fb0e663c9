"""What expires: stock by remaining life, which batches to sell first, and how old stock is."""

from __future__ import annotations

from sales_core.analysis.stock.age import AGE_BANDS, stock_ages
from sales_core.analysis.stock.expiry import batches_by_expiry, expiry_bands
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Chart, Table
from sales_core.boards.columns import list_columns, list_drill
from sales_core.boards.context import BoardContext
from sales_core.boards.number import METRIC, Drill
from sales_core.charts.forms import expiry as expiry_chart
from sales_core.charts.forms.stacked import StackedBand, bands_bar
from sales_core.kernel.figure import Figure
from sales_core.kernel.units import Unit

_COLUMNS = (
    "product_name", "expiry", "days_left", "value_at_risk", "value", "quantity", "warehouse", "batch", "left_share",
)  # fmt: skip
_URGENT = ("expired", "near")
_METRIC_OF = {"expired": "expired_value", "near": "near_expiry_value"}
#: The darkest shade of an age band.
_OLDEST = 4


def bands(context: BoardContext) -> Chart:
    """Stock by what is left of its life."""
    batches = context.on_day(batches_by_expiry)
    values = {band.band: context.figure("stock_value", band.value) for band in expiry_bands(batches) if band.batches}
    risk = sum((batch.value_at_risk or ZERO for batch in batches), ZERO)
    return Chart(
        context.t("stock.at_risk", amount=context.short("near_expiry_value", risk)),
        expiry_chart.expiry,
        (values,),
        note=context.t("stock.expiry_note"),
        drill=Drill(context.query("stock_value"), "stock_value", (METRIC,), _METRIC_OF),
    )


def fefo(context: BoardContext) -> Table:
    """Batches near their end, the most money at risk first and then the first to expire; below them the expired."""
    batches = context.on_day(batches_by_expiry)
    urgent = sorted(
        (batch for batch in batches if batch.band in _URGENT),
        key=lambda batch: (batch.band == "expired", -(batch.value_at_risk or ZERO)),
    )
    near = [batch for batch in urgent if batch.band == "near"]
    value = context.short("near_expiry_value", sum((batch.value or ZERO for batch in near), ZERO))
    columns = list_columns(context, "expiring_lots", *_COLUMNS)
    return Table.of(
        context.t("stock.fefo", batches=len(near), amount=value, expired=len(urgent) - len(near)), columns, urgent,
        key=lambda batch: (batch.product, batch.batch), note=context.t("stock.fefo_note"), file="fefo",
        drill=list_drill(context, "expiring_lots", "value"),
    )  # fmt: skip


def ages(context: BoardContext) -> Chart:
    """How long stock has been lying, as quantities; what cannot be dated is a band of its own."""
    aged = context.on_day(stock_ages)
    sums = {band: ZERO for band, _, _ in AGE_BANDS}
    for one in aged:
        for band, quantity in one.bands:
            sums[band] += quantity
    unknown = sum((one.unknown for one in aged), ZERO)
    named = [
        StackedBand(band, context.t(f"stock.age_{band}"), min(place, _OLDEST))
        for place, (band, _, _) in enumerate(AGE_BANDS)
    ]
    values = [sums[band.key] for band in named]
    if unknown:
        named.append(StackedBand("unknown", context.t("stock.age_unknown"), 0))
        values.append(unknown)
    estimated = sum(one.estimated for one in aged)
    note = context.t("stock.age_estimated", products=estimated) if estimated else context.t("stock.age_note")
    figures = [Figure.of(value, Unit.QUANTITY) for value in values]
    return Chart(context.t("stock.age"), bands_bar, (named, figures), {"unit": Unit.QUANTITY}, note=note)
