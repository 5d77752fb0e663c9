"""Native charts on a slide: what `kernel.native_chart` says, as the office program's own objects."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from sales_core.format import axis_format
from sales_core.i18n import Locale
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries

Rectangle = tuple[int, int, int, int]
"""Left, top, width and height in EMU."""


def rgb(colour: str) -> Any:
    """The colour `#rrggbb` as the library takes it."""
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))


_TYPES = {
    NativeForm.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    NativeForm.STACKED_BARS: XL_CHART_TYPE.BAR_STACKED,
    NativeForm.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    NativeForm.STACKED_COLUMNS: XL_CHART_TYPE.COLUMN_STACKED,
    NativeForm.LINES: XL_CHART_TYPE.LINE,
    NativeForm.DOTS: XL_CHART_TYPE.XY_SCATTER,
}
_LYING = (NativeForm.BARS, NativeForm.STACKED_BARS)
_STACKED = (NativeForm.STACKED_BARS, NativeForm.STACKED_COLUMNS)
#: Lines and dots stand alone: they have neither gaps nor ends.
_OPEN = (NativeForm.LINES, NativeForm.DOTS)
_MUTED = rgb("#5d6b7c")
_GRID = rgb("#e6eaf0")
_LABEL, _AXIS = Pt(11), Pt(10)
#: The space between bars in percent of a bar: with few of them it is wide, so that none is a slab.
_GAP, _WIDE_GAP, _FEW = 45, 140, 6


def add_chart(slide: Any, chart: NativeChart, place: Rectangle, *, locale: Locale, currency: str) -> None:
    """Puts the chart on the slide; its figures are those of the workbook inside it."""
    numbers = [value for series in chart.series for value in series.values if value is not None]
    shown = axis_format(max(map(abs, numbers), default=0), chart.unit, locale, currency)
    frame = slide.shapes.add_chart(_TYPES[chart.form], *place, _data(chart, shown))
    drawn = frame.chart
    drawn.font.size = _LABEL
    seen = [series for series in chart.series if not series.is_unseen]
    drawn.has_title = False
    # Pieces of one step are no series of their own.
    drawn.has_legend = len(seen) > 1 and len(seen) == len(chart.series)
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(drawn, chart, shown, axis_format(0, chart.unit_at, locale, currency))
    plot = drawn.plots[0]
    if chart.form not in _OPEN:
        plot.gap_width = _GAP if len(chart.categories) >= _FEW else _WIDE_GAP
        if chart.form in _STACKED:
            plot.overlap = 100
    for series, said in zip(plot.series, chart.series, strict=True):
        _series(series, said, chart.form)


def _data(chart: NativeChart, shown: str) -> Any:
    if chart.form is NativeForm.DOTS:
        dots = XyChartData(number_format=shown)
        for series in chart.series:
            one = dots.add_series(series.name)
            for x, y in zip(series.at, series.values, strict=True):
                one.add_data_point(x, y)
        return dots
    data = CategoryChartData(number_format=shown)
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)
    return data


def _axes(drawn: Any, chart: NativeChart, shown: str, shown_at: str) -> None:
    value, name = drawn.value_axis, drawn.category_axis
    for axis, number_format in ((value, shown), (name, shown_at)):
        axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = _AXIS, _MUTED
        axis.format.line.color.rgb = _GRID
        if axis is value or chart.form is NativeForm.DOTS:
            axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number_format, False
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = _GRID
    for axis, (lowest, highest) in ((value, chart.limits), (name, chart.limits_at)):
        if lowest is not None:
            axis.minimum_scale = lowest
        if highest is not None:
            axis.maximum_scale = highest
    # Names and places stay at the edge where values are negative.
    name.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.form is NativeForm.DOTS:
        value.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        name.has_major_gridlines = False
        for axis, title in zip((name, value), chart.titles, strict=True):
            axis.has_title = bool(title)
            if title:
                axis.axis_title.text_frame.text = title
        return
    if chart.form in _LYING:
        name.reverse_order = True
        value.has_major_gridlines = False
        value.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _series(series: Any, said: NativeSeries, form: NativeForm) -> None:
    colour = rgb(said.colour)
    if form is NativeForm.LINES:
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.color.rgb = colour
        series.format.line.width = Pt(3 if said.is_strong else 1.5)
        if said.is_dashed:
            series.format.line.dash_style = MSO_LINE.DASH
    elif form is NativeForm.DOTS:
        series.format.line.fill.background()
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        for at, own in enumerate(said.colours):
            marker = series.points[at].marker
            marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 9
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = rgb(own)
            marker.format.line.fill.background()
    elif said.is_unseen:
        series.format.fill.background()
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        for at, own in enumerate(said.colours):
            fill = series.points[at].format.fill
            fill.solid()
            fill.fore_color.rgb = rgb(own)
    _labels(series, said, form)


def _labels(series: Any, said: NativeSeries, form: NativeForm) -> None:
    for at, text in enumerate(said.labels):
        if not text:
            continue
        label = series.points[at].data_label
        label.has_text_frame = True
        label.text_frame.text = text
        label.text_frame.paragraphs[0].runs[0].font.size = _LABEL
        if form in _OPEN:
            label.position = XL_LABEL_POSITION.ABOVE
        elif form not in _STACKED:
            label.position = XL_LABEL_POSITION.OUTSIDE_END
