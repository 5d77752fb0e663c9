"""What every figure shares: transparent ground, axes with texts written here, no legend, no mode bar clutter.

Figures are plain dictionaries: building six `go.ChartSpec`s costs 30 ms of CPU, six dictionaries 0.3 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sales_core.charts.labels import PlotValue, numbers, ticks
from sales_core.charts.style import ChartStyle
from sales_core.charts.theme import Theme
from sales_core.kernel.units import Unit

ChartSpec = dict[str, Any]


def figure(
    traces: Sequence[dict[str, Any]],
    theme: Theme,
    *,
    height: int,
    xaxis: dict[str, Any] | None = None,
    yaxis: dict[str, Any] | None = None,
    margin: tuple[int, int, int, int] = (8, 8, 8, 8),
    **layout: Any,
) -> ChartSpec:
    """A figure of `traces`; `margin` is left, right, top, bottom in pixels."""
    left, right, top, bottom = margin
    return {
        "data": [_picked_gently(trace) for trace in traces],
        "layout": {
            "height": height,
            "margin": {"l": left, "r": right, "t": top, "b": bottom},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": theme.font, "size": theme.size, "color": theme.ink},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": theme.surface,
                "bordercolor": theme.muted,
                "font": {"family": theme.font, "color": theme.ink, "size": theme.size},
                "align": "left",
                "namelength": -1,
            },
            "xaxis": xaxis or hidden_axis(),
            "yaxis": yaxis or hidden_axis(),
            **layout,
        },
    }


def _picked_gently(trace: dict[str, Any]) -> dict[str, Any]:
    """A click shall mark its bar, not wash out all others."""
    marker = trace.get("marker", {})
    if (
        trace.get("type") not in {"bar", "scatter"}
        or "customdata" not in trace
        or isinstance(marker.get("opacity"), list)
    ):
        return trace
    return trace | {"unselected": {"marker": {"opacity": 0.7 * marker.get("opacity", 1)}}}


def hidden_axis() -> dict[str, Any]:
    """An axis that is not drawn."""
    return {"visible": False, "fixedrange": True}


def axis_over(
    values: Iterable[PlotValue], unit: Unit, style: ChartStyle, *, headroom: float = 0.0, cropped: bool = False
) -> dict[str, Any]:
    """A numeric axis that holds every value that can be drawn; from 0 to 1 where none can."""
    drawn = numbers(values)
    low, high = min(drawn, default=0.0), max(drawn, default=1.0)
    return value_axis(low, high, unit, style, headroom=headroom, cropped=cropped)


def value_axis(
    low: float, high: float, unit: Unit, style: ChartStyle, *, headroom: float = 0.0, cropped: bool = False
) -> dict[str, Any]:
    """A numeric axis with its ticks as texts; from 0 unless `cropped`. `headroom` widens its range."""
    theme = style.theme
    if not cropped:
        low, high = min(low, 0.0), max(high, 0.0)
    marks = ticks(low, high)
    span = high - low if high > low else marks[-1] - marks[0]
    bottom = min(low, marks[0]) if cropped else low - (headroom * span if low < 0 else 0.0)
    top = low + span * (1.03 + headroom)
    marks = [mark for mark in marks if bottom <= mark <= top] or marks
    return {
        "tickmode": "array",
        "tickvals": marks,
        "ticktext": [style.tick(mark, unit) for mark in marks],
        "range": [bottom, top],
        "gridcolor": theme.grid,
        "zeroline": low < 0,
        "zerolinecolor": theme.muted,
        "zerolinewidth": 1,
        "tickfont": {"color": theme.muted, "size": theme.size - 1},
        "fixedrange": True,
        "automargin": True,
    }


def name_axis(names: Sequence[str], theme: Theme, *, downward: bool = True) -> dict[str, Any]:
    """An axis of named rows at 0, 1, 2 … . Positions are numbers, so two people of one name stay two rows."""
    span = [len(names) - 0.45, -0.55] if downward else [-0.55, len(names) - 0.45]
    return {
        "type": "linear",
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "range": span,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"color": theme.ink, "size": theme.size},
        "ticklabelstandoff": 4,
        "ticks": "",
    }


def note(
    message: str,
    x: float,
    y: float,
    colour: str,
    *,
    xref: str = "x",
    yref: str = "y",
    anchor: str = "left",
    size: int = 12,
    shift: tuple[int, int] = (0, 0),
) -> dict[str, Any]:
    """A direct label."""
    return {
        "text": message,
        "x": x,
        "y": y,
        "xref": xref,
        "yref": yref,
        "xanchor": anchor,
        "xshift": shift[0],
        "yshift": shift[1],
        "showarrow": False,
        "font": {"color": colour, "size": size},
    }


Ends = list[tuple[float, str, str]]


def apart(ends: Ends, gap: float, top: float) -> Ends:
    """Labels (height, text, colour), lowest first, moved just enough not to touch; none above `top`."""
    heights: list[float] = []
    for value, _, _ in ends:
        heights.append(max(value, heights[-1] + gap) if heights else value)
    limit = top
    for place in reversed(range(len(heights))):
        heights[place] = min(heights[place], limit)
        limit = heights[place] - gap
    return [(height, label, colour) for height, (_, label, colour) in zip(heights, ends, strict=True)]


def empty(message: str, theme: Theme, *, height: int = 120) -> ChartSpec:
    """A figure that says in words why there is nothing to draw."""
    label = note(message, 0.5, 0.5, theme.muted, xref="paper", yref="paper", anchor="center", size=theme.size)
    # plotly refuses a figure without a trace.
    unseen = {"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip"}
    return figure([unseen], theme, height=height, annotations=[label])
