"""Native charts in a workbook: what `kernel.native_chart` says, over cells of a sheet that holds their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sales_core.format import axis_format, cell_format
from sales_core.i18n import Locale
from sales_core.kernel.native_chart import AxisEnds, NativeChart, NativeForm, NativeSeries

#: Rows of a sheet, of 20 pixels each, that a chart takes.
CHART_ROWS = 21
_SIZE = {"width": 960, "height": 400}
_TYPES = {
    NativeForm.BARS: {"type": "bar"},
    NativeForm.STACKED_BARS: {"type": "bar", "subtype": "stacked"},
    NativeForm.COLUMNS: {"type": "column"},
    NativeForm.STACKED_COLUMNS: {"type": "column", "subtype": "stacked"},
    NativeForm.LINES: {"type": "line"},
    NativeForm.DOTS: {"type": "scatter"},
}
_LYING = (NativeForm.BARS, NativeForm.STACKED_BARS)
_STACKED = (NativeForm.STACKED_BARS, NativeForm.STACKED_COLUMNS)
_OPEN = (NativeForm.LINES, NativeForm.DOTS)
#: Columns of the sheet of figures that are wide enough for money.
_WRITTEN = 12
_GRID, _MUTED = "#e6eaf0", "#5d6b7c"
_GAP, _WIDE_GAP, _FEW = 45, 140, 6


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart and where its upper left corner stands."""

    chart: NativeChart
    sheet: Any
    row: int


def draw_charts(book: Any, placed: list[PlacedChart], name: str, *, locale: Locale, currency: str) -> None:
    """Draws each chart at its place. Its figures stand on a new sheet called `name`, one block a chart."""
    if not placed:
        return
    figures, top = book.add_worksheet(name), 0
    figures.set_column(0, 0, 28)
    figures.set_column(1, _WRITTEN, 16)
    for one in placed:
        shown = cell_format(_largest(one.chart), one.chart.unit, locale, currency)
        rows = _write(figures, one.chart, top, book.add_format({"num_format": shown}))
        drawn = book.add_chart(dict(_TYPES[one.chart.form]))
        for at, series in enumerate(one.chart.series):
            drawn.add_series(_series(one.chart, series, (name, top, rows, at)))
        _dress(drawn, one.chart, locale, currency)
        one.sheet.insert_chart(one.row, 0, drawn)
        top += rows + 2


def _largest(chart: NativeChart) -> float:
    return max((abs(value) for one in chart.series for value in one.values if value is not None), default=0.0)


def _write(sheet: Any, chart: NativeChart, top: int, number: Any) -> int:
    """Names and values as a block from row `top` on; the rows below its header."""
    is_dots = chart.form is NativeForm.DOTS
    rows = max((len(one.values) for one in chart.series), default=0)
    for at, series in enumerate(chart.series):
        sheet.write_string(top, _value_column(chart, at), series.name)
    for row in range(rows):
        if not is_dots:
            sheet.write_string(top + 1 + row, 0, chart.categories[row])
        for at, series in enumerate(chart.series):
            places = ((_value_column(chart, at) - 1, series.at, None),) if is_dots else ()
            for column, values, shown in (*places, (_value_column(chart, at), series.values, number)):
                if row < len(values) and (value := values[row]) is not None:
                    sheet.write_number(top + 1 + row, column, float(value), shown)
    return rows


def _value_column(chart: NativeChart, at: int) -> int:
    """Dots have a column of places before that of their values; all others share the names in the first column."""
    return 2 * at + 1 if chart.form is NativeForm.DOTS else at + 1


def _series(chart: NativeChart, series: NativeSeries, block: tuple[str, int, int, int]) -> dict[str, Any]:
    name, top, rows, at = block
    column = _value_column(chart, at)
    is_dots = chart.form is NativeForm.DOTS
    names = column - 1 if is_dots else 0
    said: dict[str, Any] = {
        # What programs show that compute nothing: rows written are no longer at hand for the library.
        "categories_data": list(series.at if is_dots else chart.categories),
        "values_data": list(series.values),
        "name": [name, top, column],
        "categories": [name, top + 1, names, top + rows, names],
        "values": [name, top + 1, column, top + rows, column],
        **_look(chart, series),
    }
    if any(series.labels):
        position = "above" if chart.form in _OPEN else "center" if chart.form in _STACKED else "outside_end"
        custom = [{"value": text} if text else {"delete": True} for text in series.labels]
        said["data_labels"] = {"value": True, "position": position, "custom": custom}
    return said


def _look(chart: NativeChart, series: NativeSeries) -> dict[str, Any]:
    if chart.form is NativeForm.LINES:
        line = {"color": series.colour, "width": 3 if series.is_strong else 1.5}
        return {"line": line | ({"dash_type": "dash"} if series.is_dashed else {})}
    points = [{"fill": {"color": own}} for own in series.colours]
    if chart.form is NativeForm.DOTS:
        fill = {"fill": {"color": series.colour}, "border": {"none": True}}
        return {"marker": {"type": "circle", "size": 9, **fill}, "points": points or None}
    if series.is_unseen:
        return {"fill": {"none": True}, "border": {"none": True}}
    gap = _GAP if len(chart.categories) >= _FEW else _WIDE_GAP
    overlap = {"overlap": 100} if chart.form in _STACKED else {}
    return {"fill": {"color": series.colour}, "points": points or None, "gap": gap, **overlap}


def _dress(drawn: Any, chart: NativeChart, locale: Locale, currency: str) -> None:
    drawn.set_size(_SIZE)
    drawn.set_title({"none": True})
    has_legend = len(chart.series) > 1 and not any(one.is_unseen for one in chart.series)
    drawn.set_legend({"position": "bottom"} if has_legend else {"none": True})
    shown = axis_format(_largest(chart), chart.unit, locale, currency)
    lying, is_dots = chart.form in _LYING, chart.form is NativeForm.DOTS
    values = _axis(chart.limits) | {
        "num_format": shown,
        "major_gridlines": {"visible": not lying, "line": {"color": _GRID}},
        "label_position": "none" if lying else "low" if is_dots else "next_to",
    }
    names: dict[str, Any] = _axis(chart.limits_at if is_dots else (None, None)) | {"label_position": "low"}
    if is_dots:
        names |= {"num_format": axis_format(0, chart.unit_at, locale, currency), "name": chart.titles[0]}
        values |= {"name": chart.titles[1]}
    if lying:
        drawn.set_x_axis(values)
        drawn.set_y_axis(names | {"reverse": True, "major_gridlines": {"visible": False}})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)


def _axis(limits: AxisEnds) -> dict[str, Any]:
    ends = zip(("min", "max"), limits, strict=True)
    return {name: end for name, end in ends if end is not None} | {
        "num_font": {"color": _MUTED}, "line": {"color": _GRID}
    }  # fmt: skip
