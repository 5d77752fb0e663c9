"""Stacked ordered bands: receivables by age, stock by remaining life. Bands always add up to the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.charts.axes import ChartSpec, empty, figure, name_axis, note, value_axis
from sales_core.charts.labels import PlotValue, is_withheld, number, numbers, shortened
from sales_core.charts.markup import bold, coloured
from sales_core.charts.room import NARROWEST, beside_bars, text_pixels
from sales_core.charts.style import ChartStyle
from sales_core.charts.theme import LIGHT
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.units import Unit

#: Pixels of a row, of a line of the key above them, and of its type.
_ROW_HEIGHT, _KEY_LINE, _KEY_TYPE = 32, 18, 11


@dataclass(frozen=True, slots=True)
class StackedBand:
    """One band, mildest first; `urgency` 0 to 4 picks its shade."""

    key: str
    name: str
    urgency: int


@dataclass(frozen=True, slots=True)
class Stack:
    """One row: a value per band, in the order of the bands."""

    key: str
    name: str
    values: tuple[PlotValue, ...]


def bands_bar(
    bands: Sequence[StackedBand], values: Sequence[PlotValue], style: ChartStyle, *, unit: Unit = Unit.MONEY
) -> ChartSpec:
    """One row per band with value and share: reads on a phone, where a single stacked bar does not.

    Negative bands (unapplied cash, over-returns) are drawn to the left and keep their sign.
    """
    if not bands:
        return empty(style.word("nothing"), style.theme)
    drawn = [number(value) or 0.0 for value in values]
    total = sum(drawn)
    texts = [_with_share(value, total, style, unit) for value in values]
    axis = beside_bars(value_axis(min(drawn), max(drawn), unit, style), (band.name for band in bands), texts)
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(bands))),
        "x": drawn,
        "width": 0.66,
        "marker": {"color": [style.theme.ramp[min(band.urgency, 4)] for band in bands], "line": {"width": 0}},
        "customdata": [band.key for band in bands],
        "hovertext": [f"{bold(band.name)}\n{texts[i]}" for i, band in enumerate(bands)],
        "hoverinfo": "text",
    }
    return figure(
        [bars],
        style.theme,
        height=_ROW_HEIGHT * len(bands) + 12,
        xaxis=axis | {"showticklabels": False, "showgrid": False},
        yaxis=name_axis([band.name for band in bands], style.theme),
        margin=(8, 8, 4, 4),
        annotations=[note(texts[i], max(value, 0), i, style.theme.ink, shift=(6, 0)) for i, value in enumerate(drawn)],
    )


def stacked(
    bands: Sequence[StackedBand], stacks: Sequence[Stack], style: ChartStyle, *, unit: Unit = Unit.MONEY
) -> ChartSpec:
    """One stacked row per stack, its total written at the end; a key of the shades stands above the rows."""
    if not bands or not stacks:
        return empty(style.word("nothing"), style.theme)
    totals = [sum(numbers(stack.values)) for stack in stacks]
    ends = [sum(v for v in numbers(stack.values) if v > 0) for stack in stacks]
    lows = [sum(v for v in numbers(stack.values) if v < 0) for stack in stacks]
    names, said = [shortened(stack.name) for stack in stacks], [style.text(total, unit) for total in totals]
    axis = beside_bars(value_axis(min(lows), max(ends), unit, style), names, said)
    key = _key_lines(bands)
    return figure(
        [_layer(i, band, stacks, style, unit) for i, band in enumerate(bands)],
        style.theme,
        height=_ROW_HEIGHT * len(stacks) + 38 + _KEY_LINE * len(key),
        barmode="relative",
        xaxis=axis | {"showticklabels": False, "showgrid": False},
        yaxis=name_axis(names, style.theme),
        margin=(8, 8, 22 + _KEY_LINE * len(key), 4),
        annotations=[
            *(note(said[i], ends[i], i, style.theme.ink, shift=(6, 0)) for i in range(len(stacks))),
            *(_key(line, len(key) - at, style) for at, line in enumerate(key)),
        ],
    )


def _layer(place: int, band: StackedBand, stacks: Sequence[Stack], style: ChartStyle, unit: Unit) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": band.name,
        "y": list(range(len(stacks))),
        "x": [number(stack.values[place]) or 0 for stack in stacks],
        "width": 0.62,
        "marker": {
            "color": style.theme.ramp[min(band.urgency, 4)],
            "line": {"width": 1, "color": style.theme.surface},
        },
        "customdata": [[stack.key, band.key] for stack in stacks],
        "hovertext": [f"{bold(stack.name)}\n{band.name} {style.text(stack.values[place], unit)}" for stack in stacks],
        "hoverinfo": "text",
    }


def _key_lines(bands: Sequence[StackedBand]) -> list[list[StackedBand]]:
    """The shades on as few lines as a phone has room for."""
    lines: list[list[StackedBand]] = [[]]
    for band in bands:
        whole = text_pixels("   ".join(f"■ {one.name}" for one in (*lines[-1], band)))
        if lines[-1] and whole * _KEY_TYPE / LIGHT.size > NARROWEST:
            lines.append([])
        lines[-1].append(band)
    return lines


def _key(bands: Sequence[StackedBand], above: int, style: ChartStyle) -> dict[str, Any]:
    """A line of the key, so many lines above the rows."""
    squares = (f"{coloured('■', style.theme.ramp[min(band.urgency, 4)])} {band.name}" for band in bands)
    height = 4 + _KEY_LINE * above
    return note(
        "   ".join(squares), 0, 1, style.theme.muted, xref="paper", yref="paper", size=_KEY_TYPE, shift=(0, height)
    )


def _with_share(value: PlotValue, total: float, style: ChartStyle, unit: Unit) -> str:
    if is_withheld(value):
        return style.text(value, unit)
    size = number(value) or 0.0
    share = f" · {style.text(size / total, Unit.PERCENT)}" if total > 0 and size >= 0 else ""
    return f"{style.text(size, unit)}{share}"


def bands_bar_native(
    bands: Sequence[StackedBand], values: Sequence[PlotValue], style: ChartStyle, *, unit: Unit = Unit.MONEY
) -> NativeChart:
    """A bar a band with value and share."""
    total = sum(number(value) or 0.0 for value in values)
    series = NativeSeries(
        style.word("actual"),
        tuple(map(number, values)),
        style.theme.neutral,
        tuple(_with_share(value, total, style, unit) for value in values),
        tuple(style.theme.ramp[min(band.urgency, 4)] for band in bands),
    )
    return NativeChart(NativeForm.BARS, tuple(band.name for band in bands), (series,), unit)


def stacked_native(
    bands: Sequence[StackedBand], stacks: Sequence[Stack], style: ChartStyle, *, unit: Unit = Unit.MONEY
) -> NativeChart:
    """A series a band, stacked."""
    series = (
        NativeSeries(
            band.name,
            tuple(number(stack.values[place]) for stack in stacks),
            style.theme.ramp[min(band.urgency, 4)],
        )
        for place, band in enumerate(bands)
    )
    return NativeChart(NativeForm.STACKED_BARS, tuple(stack.name for stack in stacks), tuple(series), unit)
