"""Expiry bands: value of stock by share of life remaining; expired is a band of its own."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.catalogue.lists.expiring_lots import EXPIRY_BANDS
from sales_core.charts.axes import ChartSpec
from sales_core.charts.forms.stacked import StackedBand, bands_bar
from sales_core.charts.labels import PlotValue
from sales_core.charts.style import ChartStyle


def expiry(values: Mapping[str, PlotValue], style: ChartStyle) -> ChartSpec:
    """`values` by band id; bands that are absent are not drawn."""
    shown = [(band, urgency) for band, urgency in EXPIRY_BANDS.items() if band in values]
    bands = [StackedBand(band, style.word(f"expiry_{band}"), urgency) for band, urgency in shown]
    return bands_bar(bands, [values[band] for band, _ in shown], style)
