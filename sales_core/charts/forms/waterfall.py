"""Bridge: from one total to another by signed steps that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.charts.axes import ChartSpec, empty, figure, name_axis, note, value_axis
from sales_core.charts.labels import PlotValue, number, ticks
from sales_core.charts.markup import bold
from sales_core.charts.room import on_two_lines
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class Step:
    """A signed step, or with `total` a level that stands on the floor."""

    key: str
    name: str
    value: PlotValue
    total: bool = False


#: Pixels of a step, and of what stands above and below all of them.
_STEP, _AROUND = 38, 44
#: Pixels of the column of amounts at the right.
_AMOUNTS = 84


def waterfall(steps: Sequence[Step], style: ChartStyle, *, unit: Unit = Unit.MONEY, height: int = 0) -> ChartSpec:
    """Bars below each other, in order: name and amount of a step have a line of their own at any width.

    When the steps are small against the totals the axis is cut, and the figure says so. `height` is the least one.
    """
    if not steps:
        return empty(style.word("nothing"), style.theme, height=height or 120)
    spans = _spans(steps)
    low, high = min(min(s) for s in spans), max(max(s) for s in spans)
    floor = _floor(steps, spans)
    axis = value_axis(
        floor or low,
        high,
        unit,
        style,
        cropped=bool(floor),
    ) | {"showticklabels": False}  # each bar has its amount
    return figure(
        [_bars(steps, spans, axis["range"][0] if floor else 0.0, style, unit)],
        style.theme,
        height=max(height, _STEP * len(steps) + _AROUND),
        xaxis=axis,
        yaxis=name_axis([on_two_lines(step.name) for step in steps], style.theme),
        margin=(8, _AMOUNTS, 24, 8),
        shapes=_links(spans, style),
        annotations=[*_labels(steps, style, unit), *([_cut(style)] if floor else [])],
    )


def _colour(step: Step, style: ChartStyle) -> str:
    return style.theme.neutral if step.total else style.theme.change(number(step.value))


def _bars(
    steps: Sequence[Step], spans: list[tuple[float, float]], bottom: float, style: ChartStyle, unit: Unit
) -> dict[str, Any]:
    feet = [max(min(span), bottom) if step.total else min(span) for step, span in zip(steps, spans, strict=True)]
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(steps))),
        "base": feet,
        "x": [max(span) - foot for span, foot in zip(spans, feet, strict=True)],
        "width": 0.66,
        "marker": {"color": [_colour(step, style) for step in steps], "line": {"width": 0}},
        "customdata": [step.key for step in steps],
        "hovertext": [f"{bold(step.name)}\n{_said(step, style, unit)}" for step in steps],
        "hoverinfo": "text",
    }


def _said(step: Step, style: ChartStyle, unit: Unit) -> str:
    return style.text(step.value, unit) if step.total else style.change(step.value, unit)


def _labels(steps: Sequence[Step], style: ChartStyle, unit: Unit) -> list[dict[str, Any]]:
    """The amounts, below each other at the right, where no bar of any width meets them."""
    return [
        note(
            _said(step, style, unit),
            1,
            place,
            style.theme.ink if step.total else _colour(step, style),
            xref="paper",
            anchor="right",
            shift=(_AMOUNTS - 6, 0),
        )
        for place, step in enumerate(steps)
    ]


def _cut(style: ChartStyle) -> dict[str, Any]:
    return note(style.word("cut_axis"), 0, 1, style.theme.muted, xref="paper", yref="paper", size=11, shift=(0, 16))


def _spans(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """From and to of every bar, in the order of travel."""
    spans, level = [], 0.0
    for step in steps:
        value = number(step.value) or 0.0
        start, level = (0.0, value) if step.total else (level, level + value)
        spans.append((start, level))
    return spans


def _floor(steps: Sequence[Step], spans: list[tuple[float, float]]) -> float | None:
    """Where to cut the axis; None = start at 0."""
    levels = [end for _, end in spans]
    low, high = min(levels), max(levels)
    if low <= 0 or not any(step.total for step in steps) or high - low > 0.35 * high:
        return None
    return max(low - 0.6 * (high - low), 0.0) or None


def _links(spans: list[tuple[float, float]], style: ChartStyle) -> list[dict[str, Any]]:
    line = {"color": style.theme.muted, "width": 1, "dash": "dot"}
    return [
        {"type": "line", "y0": i + 0.33, "y1": i + 0.67, "x0": span[1], "x1": span[1], "line": line}
        for i, span in enumerate(spans[:-1])
    ]


def waterfall_native(
    steps: Sequence[Step],
    style: ChartStyle,
    *,
    unit: Unit = Unit.MONEY,
    height: int = 320,  # noqa: ARG001 - a slide has its own
) -> NativeChart:
    """Stacked columns: an unseen foot below each step; a step across zero is a part above and a part below it."""
    spans = [(min(span), max(span)) for span in _spans(steps)] if steps else []
    foot = tuple(low if low > 0 else high if high < 0 else 0.0 for low, high in spans)
    above = tuple(max(high, 0.0) - max(low, 0.0) for low, high in spans)
    below = tuple(min(low, 0.0) - min(high, 0.0) for low, high in spans)
    colours = tuple(_colour(step, style) for step in steps)
    labels = tuple(_said(step, style, unit) for step in steps)
    series = [
        NativeSeries(style.word("foot"), foot, style.theme.surface, is_unseen=True),
        NativeSeries(style.word("steps"), above, style.theme.neutral, colours=colours),
    ]
    if any(below):
        series.append(NativeSeries(style.word("steps_below"), below, style.theme.neutral, colours=colours))
    highest = max((high for _, high in spans), default=0.0)
    floor = _floor(steps, _spans(steps)) if steps else None
    marks = ticks(floor or 0.0, highest)
    # A label above its step: it stands in an unseen piece of its own, since inside a small one it could not be read.
    room = tuple(0.08 * (highest - (floor or 0.0)) for _ in spans)
    series.append(NativeSeries(style.word("labels"), room, style.theme.surface, labels, is_unseen=True))
    return NativeChart(
        NativeForm.STACKED_COLUMNS,
        tuple(step.name for step in steps),
        tuple(series),
        unit,
        limits=(marks[0] if floor else None, None),
    )
