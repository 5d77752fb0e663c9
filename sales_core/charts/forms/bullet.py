"""Target bars: a thin actual inside a wide target, with a mark where the pace says it should be today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sales_core.charts.axes import ChartSpec, axis_over, empty, figure, name_axis, note
from sales_core.charts.labels import PlotValue, is_missing, number, numbers, shortened
from sales_core.charts.markup import bold
from sales_core.charts.style import ChartStyle
from sales_core.charts.theme import tone_of
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

_ROW_HEIGHT = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """One node: what it sold, what it should sell, what it should have sold by now (`pace`, same unit)."""

    key: str
    name: str
    actual: PlotValue
    target: PlotValue = None
    pace: PlotValue = None
    last_year: PlotValue = None


def bullet(bars: Sequence[Bar], style: ChartStyle, *, unit: Unit = Unit.MONEY) -> ChartSpec:
    """One row per bar, in the order given. A missing or non-positive target is said, never drawn as 0%."""
    if not bars:
        return empty(style.word("nothing"), style.theme)
    values = numbers(v for bar in bars for v in (bar.actual, bar.target, bar.pace))
    axis = axis_over(values, unit, style)
    places = list(range(len(bars)))
    tones = [_tone(bar) for bar in bars]
    shared = {
        "y": places,
        "customdata": [bar.key for bar in bars],
        "hovertext": [_hover(b, style, unit) for b in bars],
    }
    colours = [style.theme.colour(tone) for tone in tones]
    traces = [
        shared | _bars([number(bar.target) or 0 for bar in bars], 0.62, style.theme.track),
        shared | _bars([number(bar.actual) or 0 for bar in bars], 0.3, colours),
        _pace_marks(bars, style),
    ]
    return figure(
        traces,
        style.theme,
        height=_ROW_HEIGHT * len(bars) + 44,
        xaxis=axis,
        yaxis=name_axis([shortened(bar.name) for bar in bars], style.theme),
        barmode="overlay",
        margin=(8, 84, 8, 8),
        annotations=[_label(i, bar, tones[i], style) for i, bar in enumerate(bars)],
    )


def share_of_target(bar: Bar) -> float | None:
    """Actual over target; None when there is no positive target."""
    actual, target = number(bar.actual), number(bar.target)
    return actual / target if actual is not None and target is not None and target > 0 else None


def _tone(bar: Bar) -> Tone:
    actual, line = number(bar.actual), number(bar.target if is_missing(bar.pace) else bar.pace)
    if actual is None or line is None or share_of_target(bar) is None:
        return Tone.NEUTRAL
    return tone_of(actual - line, dead_band=abs(line) * 0.005)


def _bars(values: list[float], width: float, colour: str | list[str]) -> dict[str, object]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "width": width,
        "marker": {"color": colour, "line": {"width": 0}},
        "hoverinfo": "text",
    }


def _pace_marks(bars: Sequence[Bar], style: ChartStyle) -> dict[str, object]:
    marked = [(i, x) for i, bar in enumerate(bars) if (x := number(bar.pace)) is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for _, x in marked],
        "y": [i for i, _ in marked],
        "marker": {
            "symbol": "line-ns",
            "size": 20,
            "line": {"width": 2.5, "color": style.theme.ink},
        },
        "hoverinfo": "skip",
    }


def _label(place: int, bar: Bar, tone: Tone, style: ChartStyle) -> dict[str, object]:
    share = share_of_target(bar)
    label = style.word("no_target") if share is None else f"{style.text(share, Unit.PERCENT)} {tone.sign}"
    colour = style.theme.muted if share is None else style.theme.colour(tone)
    return note(label, 1, place, colour, xref="paper", shift=(6, 0), size=style.theme.size)


def _hover(bar: Bar, style: ChartStyle, unit: Unit) -> str:
    lines = [bold(bar.name), f"{style.word('actual')} {style.text(bar.actual, unit)}"]
    for word, value in (("target", bar.target), ("pace", bar.pace), ("last_year", bar.last_year)):
        if not is_missing(value):
            lines.append(f"{style.word(word)} {style.text(value, unit)}")
    if (share := share_of_target(bar)) is not None:
        lines.append(f"{style.word('achievement')} {style.text(share, Unit.PERCENT)}")
    return "\n".join(lines)


def bullet_native(bars: Sequence[Bar], style: ChartStyle, *, unit: Unit = Unit.MONEY) -> NativeChart:
    """Three bars a row: what is done with its share of the target, what is due by now, the target."""
    tones = [_tone(bar) for bar in bars]
    done = NativeSeries(
        style.word("actual"),
        tuple(number(bar.actual) for bar in bars),
        style.theme.neutral,
        tuple(str(_label(i, bar, tones[i], style)["text"]) for i, bar in enumerate(bars)),
        tuple(style.theme.colour(tone) for tone in tones),
    )
    lines = [
        NativeSeries(style.word(word), values, colour)
        for word, values, colour in (
            ("pace", tuple(number(bar.pace) for bar in bars), style.theme.muted),
            ("target", tuple(number(bar.target) for bar in bars), style.theme.track),
        )
        if any(value is not None for value in values)
    ]
    return NativeChart(NativeForm.BARS, tuple(bar.name for bar in bars), (done, *lines), unit)
