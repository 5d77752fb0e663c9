"""Days of supply: one bar a product, against the band in which stock is healthy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.charts.axes import ChartSpec, empty, figure, name_axis, note, value_axis
from sales_core.charts.labels import PlotValue, is_withheld, number, numbers, shortened
from sales_core.charts.markup import bold
from sales_core.charts.room import beside_bars
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

_ROW_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class Cover:
    """`days` of supply; None = nothing moves, said in words. `low`..`high` is this row's healthy band."""

    key: str
    name: str
    days: PlotValue
    low: PlotValue = None
    high: PlotValue = None
    detail: str = ""


def days_of_supply(covers: Sequence[Cover], style: ChartStyle) -> ChartSpec:
    """Bars cut at three times the widest band, so that one dead product does not flatten the rest."""
    if not covers:
        return empty(style.word("nothing"), style.theme)
    known = numbers(cover.days for cover in covers)
    most = numbers(cover.high for cover in covers)
    limit = 3 * max(most) if most else max(known, default=1.0)
    longest = min(max(known, default=1.0), limit) or 1.0
    names = [shortened(cover.name) for cover in covers]
    labels = [_label(i, cover, limit, style) for i, cover in enumerate(covers)]
    axis = beside_bars(
        value_axis(0, max(longest, *most, 1.0), Unit.DAYS, style), names, (str(label["text"]) for label in labels)
    )
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(covers))),
        "x": [min(max(number(cover.days) or 0, 0), limit) for cover in covers],
        "width": 0.5,
        "marker": {"color": [style.theme.colour(state(cover)) for cover in covers], "line": {"width": 0}},
        "customdata": [cover.key for cover in covers],
        "hovertext": [_hover(cover, style) for cover in covers],
        "hoverinfo": "text",
    }
    return figure(
        [bars],
        style.theme,
        height=_ROW_HEIGHT * len(covers) + 20,
        xaxis=axis | {"showticklabels": False},  # each bar has its days
        yaxis=name_axis(names, style.theme),
        shapes=[shape for i, cover in enumerate(covers) if (shape := _band(i, cover, style))],
        annotations=labels,
    )


def state(cover: Cover) -> Tone:
    """BAD outside the healthy band, GOOD inside, NEUTRAL when either is unknown."""
    days, low, high = number(cover.days), number(cover.low), number(cover.high)
    if days is None or (low is None and high is None):
        return Tone.NEUTRAL
    below = low is not None and days < low
    above = high is not None and days > high
    return Tone.BAD if below or above else Tone.GOOD


def _band(place: int, cover: Cover, style: ChartStyle) -> dict[str, Any] | None:
    low, high = number(cover.low), number(cover.high)
    if low is None or high is None:
        return None
    return {
        "type": "rect",
        "x0": low,
        "x1": high,
        "y0": place - 0.4,
        "y1": place + 0.4,
        "fillcolor": style.theme.track,
        "line": {"width": 0},
        "layer": "below",
    }


def _label(place: int, cover: Cover, limit: float, style: ChartStyle) -> dict[str, Any]:
    days, low = number(cover.days), number(cover.low)
    if days is None:
        return note(_without_days(cover, style), 0, place, style.theme.muted, shift=(6, 0))
    tone = state(cover)
    sign = "" if tone is not Tone.BAD else " ▼" if low is not None and days < low else " ▲"
    cut = "→ " if days > limit else ""
    return note(
        f"{cut}{style.text(days, Unit.DAYS)}{sign}",
        min(max(days, 0), limit),
        place,
        style.theme.colour(tone) if tone is Tone.BAD else style.theme.ink,
        shift=(6, 0),
    )


def _without_days(cover: Cover, style: ChartStyle) -> str:
    return style.text(cover.days) if is_withheld(cover.days) else style.word("no_movement")


def _hover(cover: Cover, style: ChartStyle) -> str:
    label = _without_days(cover, style) if number(cover.days) is None else style.text(cover.days, Unit.DAYS)
    lines = [bold(cover.name), label]
    if number(cover.low) is not None and number(cover.high) is not None:
        low, high = style.text(cover.low, Unit.DAYS), style.text(cover.high, Unit.DAYS)
        lines.append(style.word("healthy_band", low=low, high=high))
    return "\n".join([*lines, *([cover.detail] if cover.detail else [])])


def days_of_supply_native(covers: Sequence[Cover], style: ChartStyle) -> NativeChart:
    """The days of each product, uncut, in the colour of whether they lie in its healthy band."""
    series = NativeSeries(
        style.word("days"),
        tuple(number(cover.days) for cover in covers),
        style.theme.neutral,
        tuple(
            _without_days(cover, style) if number(cover.days) is None else style.text(cover.days, Unit.DAYS)
            for cover in covers
        ),
        tuple(style.theme.colour(state(cover)) for cover in covers),
    )
    return NativeChart(NativeForm.BARS, tuple(cover.name for cover in covers), (series,), Unit.DAYS)
