"""Expiry bands: value of stock by share of life remaining; expired is a band of its own."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.charts.axes import ChartSpec
from sales_core.charts.forms.stacked import StackedBand, bands_bar
from sales_core.charts.labels import PlotValue
from sales_core.charts.style import ChartStyle

#: Band ids as the stock analysis names them, most urgent first, with their urgency.
BANDS = (
    ("expired", 4),
    ("near", 3),
    ("third_to_half", 2),
    ("half_to_two_thirds", 1),
    ("fresh", 0),
    ("no_shelf_life", 0),
    ("no_expiry", 0),
)


def expiry(values: Mapping[str, PlotValue], style: ChartStyle) -> ChartSpec:
    """`values` by band id; bands that are absent are not drawn."""
    shown = [(band, urgency) for band, urgency in BANDS if band in values]
    bands = [StackedBand(band, style.word(f"expiry_{band}"), urgency) for band, urgency in shown]
    return bands_bar(bands, [values[band] for band, _ in shown], style)
