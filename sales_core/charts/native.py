"""What each chart form is in an office program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sales_core.charts.axes import ChartSpec
from sales_core.charts.forms.bullet import bullet, bullet_native
from sales_core.charts.forms.columns import columns, columns_native
from sales_core.charts.forms.cumulative import cumulative, cumulative_native
from sales_core.charts.forms.days_of_supply import days_of_supply, days_of_supply_native
from sales_core.charts.forms.distance import distance, distance_native
from sales_core.charts.forms.expiry import expiry, expiry_native
from sales_core.charts.forms.heat import heat, heat_native
from sales_core.charts.forms.quadrant import quadrant, quadrant_native
from sales_core.charts.forms.ranked import ranked, ranked_native
from sales_core.charts.forms.stacked import bands_bar, bands_bar_native, stacked, stacked_native
from sales_core.charts.forms.treemap import treemap, treemap_native
from sales_core.charts.forms.trend import trend, trend_native
from sales_core.charts.forms.waterfall import waterfall, waterfall_native
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeTable

_Form = Callable[..., ChartSpec]
_Native = Callable[..., NativeChart | NativeTable]
NATIVE: Mapping[_Form, _Native] = {
    bands_bar: bands_bar_native,
    bullet: bullet_native,
    columns: columns_native,
    cumulative: cumulative_native,
    days_of_supply: days_of_supply_native,
    distance: distance_native,
    expiry: expiry_native,
    heat: heat_native,
    quadrant: quadrant_native,
    ranked: ranked_native,
    stacked: stacked_native,
    treemap: treemap_native,
    trend: trend_native,
    waterfall: waterfall_native,
}
"""Form → what makes its native equivalent of the same data, style and options."""


def native_chart(
    form: _Form, data: Sequence[Any], style: ChartStyle, options: Mapping[str, Any]
) -> NativeChart | NativeTable:
    """What a form is in an office program, with the data and options that it would draw.

    Raises KeyError for a form that has none.
    """
    return NATIVE[form](*data, style, **options)
