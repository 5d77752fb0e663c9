"""Columns over time: cash expected by week, sales by month beside last year's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sales_core.charts.axes import ChartSpec, axis_over, empty, figure, name_axis, note
from sales_core.charts.labels import PlotValue, is_missing, number, numbers
from sales_core.charts.markup import bold
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """One column; `line` is the level it is compared with (target, last year), drawn as a dash above it."""

    key: str
    name: str
    value: PlotValue
    line: PlotValue = None
    tone: Tone = Tone.NEUTRAL
    partial: bool = False


def columns(
    columns_: Sequence[ChartColumn],
    style: ChartStyle,
    *,
    unit: Unit = Unit.MONEY,
    line_name: str = "",
    height: int = 240,
) -> ChartSpec:
    """In the order given. A partial column is pale and marked ◔."""
    if not columns_:
        return empty(style.word("nothing"), style.theme, height=height)
    values = numbers(v for column in columns_ for v in (column.value, column.line))
    axis = axis_over(values, unit, style, headroom=0.1)
    bars = {
        "type": "bar",
        "x": list(range(len(columns_))),
        "y": [number(column.value) or 0 for column in columns_],
        "width": 0.62,
        "marker": {
            "color": [style.theme.colour(column.tone) for column in columns_],
            "opacity": [0.55 if column.partial else 1.0 for column in columns_],
            "line": {"width": 0},
        },
        "customdata": [column.key for column in columns_],
        "hovertext": [_hover(column, style, unit, line_name) for column in columns_],
        "hoverinfo": "text",
    }
    marked = [(i, level) for i, column in enumerate(columns_) if (level := number(column.line)) is not None]
    dashes = {
        "type": "scatter",
        "mode": "markers",
        "x": [i for i, _ in marked],
        "y": [level for _, level in marked],
        "marker": {"symbol": "line-ew", "size": 18, "line": {"width": 2.5, "color": style.theme.ink}},
        "hoverinfo": "skip",
    }
    step = max(-(-len(columns_) // 8), 1)
    names = [
        f"{column.name}{' ◔' if column.partial else ''}" if i % step == 0 else "" for i, column in enumerate(columns_)
    ]
    return figure(
        [bars, dashes],
        style.theme,
        height=height,
        xaxis=name_axis(names, style.theme, downward=False) | {"tickangle": 0},
        yaxis=axis,
        annotations=[_label(i, column, style, unit) for i, column in enumerate(columns_)] if len(columns_) <= 8 else [],
    )


def _label(place: int, column: ChartColumn, style: ChartStyle, unit: Unit) -> dict[str, object]:
    sign = f" {column.tone.sign}" if column.tone is not Tone.NEUTRAL else ""
    return note(
        f"{style.text(column.value, unit)}{sign}",
        place,
        max(number(column.value) or 0, number(column.line) or 0, 0),
        style.theme.ink,
        anchor="center",
        shift=(0, 10),
    )


def _hover(column: ChartColumn, style: ChartStyle, unit: Unit, line_name: str) -> str:
    lines = [bold(column.name), style.text(column.value, unit)]
    if not is_missing(column.line):
        lines.append(f"{line_name} {style.text(column.line, unit)}")
    return "\n".join(lines)


def columns_native(
    columns_: Sequence[ChartColumn],
    style: ChartStyle,
    *,
    unit: Unit = Unit.MONEY,
    line_name: str = "",
    height: int = 240,  # noqa: ARG001 - a slide has its own
) -> NativeChart:
    """The columns, and beside them the level that each is compared with."""
    own = NativeSeries(
        style.word("actual"),
        tuple(number(column.value) for column in columns_),
        style.theme.neutral,
        tuple(style.text(column.value, unit) for column in columns_),
        tuple(style.theme.colour(column.tone) for column in columns_),
    )
    levels = tuple(number(column.line) for column in columns_)
    line = NativeSeries(line_name or style.word("target"), levels, style.theme.track)
    names = tuple(f"{column.name}{' ◔' if column.partial else ''}" for column in columns_)
    return NativeChart(NativeForm.COLUMNS, names, (own, line) if any(levels) else (own,), unit)
