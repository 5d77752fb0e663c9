"""Lines over months, each named at its end; used for DSO (its three ways) and any monthly series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.charts.axes import ChartSpec, apart, axis_over, empty, figure, note
from sales_core.charts.labels import PlotValue, number, numbers
from sales_core.charts.room import behind_lines, told_apart
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.units import Unit

_DASHES = ("solid", "dash", "dot")


@dataclass(frozen=True, slots=True)
class Series:
    """One line; `strong` is the one the sentence is about."""

    key: str
    name: str
    values: tuple[PlotValue, ...]
    strong: bool = False


def trend(
    names: Sequence[str],
    series: Sequence[Series],
    style: ChartStyle,
    *,
    unit: Unit = Unit.MONEY,
    height: int = 260,
    cropped: bool = False,
    partial: bool = False,
) -> ChartSpec:
    """`names` are the columns (months) in order. `partial` marks the last one as not over (hollow end, ◔)."""
    values = numbers(v for line in series for v in line.values)
    if not names or not values:
        return empty(style.word("nothing"), style.theme, height=height)
    axis = axis_over(values, unit, style, headroom=0.06, cropped=cropped)
    ends = _ends(series, axis, style, unit)
    return figure(
        [
            trace
            for place, line in enumerate(series)
            for trace in _line(names, line, style, unit, _DASHES[place % 3], partial=partial)
        ],
        style.theme,
        height=height,
        xaxis=_months(names, style, partial=partial),
        yaxis=axis,
        hovermode="x unified",
        margin=(8, behind_lines(str(end["text"]) for end in ends), 10, 42),
        annotations=ends,
    )


def _line(
    names: Sequence[str], line: Series, style: ChartStyle, unit: Unit, dash: str, *, partial: bool
) -> list[dict[str, Any]]:
    colour = style.theme.neutral if line.strong else style.theme.muted
    drawn = [number(value) for value in line.values]
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.name,
        "x": list(range(len(names))),
        "y": drawn,
        "line": {"color": colour, "width": 3 if line.strong else 1.5, "dash": "solid" if line.strong else dash},
        "marker": {"size": [0] * max(len(drawn) - 1, 0) + [7], "color": colour},
        "customdata": [[line.key, name] for name in names],
        "hovertext": [f"{line.name} {style.text(value, unit)}" for value in line.values],
        "hoverinfo": "x+text",
    }
    if partial:
        trace["marker"] |= {"symbol": "circle-open", "line": {"width": 2, "color": colour}}
    return [trace]


def _months(names: Sequence[str], style: ChartStyle, *, partial: bool) -> dict[str, Any]:
    step = max(-(-len(names) // 6), 1)
    # None under the corner, where the value axis writes its zero.
    shown = [at for at in range((len(names) - 1) % step, len(names), step) if at or len(names) == 1]
    marked = [name + (" ◔" if partial and i == len(names) - 1 else "") for i, name in enumerate(names)]
    # The year and the sign of a month that is not over stand below it: side by side they would turn on a phone.
    return {
        "tickmode": "array",
        "tickvals": shown,
        "ticktext": [marked[i].replace(" ", "\n") for i in shown],
        "tickangle": 0,
        # Heads what is pointed at, between the labels too.
        "labelalias": {str(i): name for i, name in enumerate(marked)},
        "range": [-0.3, len(names) - 0.7],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": style.theme.muted, "size": style.theme.size - 1},
    }


def _ends(series: Sequence[Series], axis: dict[str, Any], style: ChartStyle, unit: Unit) -> list[dict[str, Any]]:
    low, high = axis["range"]
    ends = sorted(
        (known[-1], f"{line.name} {style.text(known[-1], unit)}", style.theme.ink if line.strong else style.theme.muted)
        for line in series
        if (known := numbers(line.values))
    )
    return [
        note(label, 1, y, colour, xref="paper", shift=(4, 0))
        for y, label, colour in apart(ends, (high - low) * 0.085, high)
    ]


def trend_native(
    names: Sequence[str],
    series: Sequence[Series],
    style: ChartStyle,
    *,
    unit: Unit = Unit.MONEY,
    height: int = 260,  # noqa: ARG001 - a slide has its own
    cropped: bool = False,
    partial: bool = False,
) -> NativeChart:
    """A line each, its last value written at its end; the axis begins at 0 unless it is cropped."""
    lines = []
    ends = [next(iter(numbers(reversed(line.values))), None) for line in series]
    order = sorted(range(len(series)), key=lambda at: not series[at].strong)
    every = [value for line in series for value in numbers(line.values)]
    told = dict(zip(order, told_apart([ends[at] for at in order], every if cropped else [0.0, *every]), strict=True))
    for place, line in enumerate(series):
        known = [at for at, value in enumerate(line.values) if number(value) is not None]
        lines.append(
            NativeSeries(
                line.name,
                tuple(map(number, line.values)),
                style.theme.neutral if line.strong else style.theme.muted,
                tuple(
                    style.text(value, unit) if known and at == known[-1] and told[place] else ""
                    for at, value in enumerate(line.values)
                ),
                is_strong=line.strong,
                is_dashed=not line.strong,
            )
        )
    marked = tuple(name + (" ◔" if partial and at == len(names) - 1 else "") for at, name in enumerate(names))
    falls = any(value < 0 for line in lines for value in line.values if value is not None)
    limits = (None, None) if cropped or falls else (0.0, None)
    return NativeChart(NativeForm.LINES, marked, tuple(lines), unit, limits=limits)
