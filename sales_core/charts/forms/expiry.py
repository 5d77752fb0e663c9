"""Expiry bands: value of stock by share of life remaining; expired is a band of its own."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.catalogue.lists.expiring_lots import EXPIRY_BANDS
from sales_core.charts.axes import ChartSpec
from sales_core.charts.forms.stacked import StackedBand, bands_bar, bands_bar_native
from sales_core.charts.labels import PlotValue
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart


def expiry(values: Mapping[str, PlotValue], style: ChartStyle) -> ChartSpec:
    """`values` by band id; bands that are absent are not drawn."""
    return bands_bar(*_bands(values, style), style)


def expiry_native(values: Mapping[str, PlotValue], style: ChartStyle) -> NativeChart:
    """A bar a band."""
    return bands_bar_native(*_bands(values, style), style)


def _bands(values: Mapping[str, PlotValue], style: ChartStyle) -> tuple[list[StackedBand], list[PlotValue]]:
    shown = [(band, urgency) for band, urgency in EXPIRY_BANDS.items() if band in values]
    bands = [StackedBand(band, style.word(f"expiry_{band}"), urgency) for band, urgency in shown]
    return bands, [values[band] for band, _ in shown]
