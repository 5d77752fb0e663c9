"""The month so far as a running total against the pace curve, with the fan of where it will land."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sales_core.charts.axes import ChartSpec, apart, axis_over, empty, figure, note
from sales_core.charts.labels import PlotValue, number, numbers
from sales_core.charts.room import behind_lines, told_apart
from sales_core.charts.style import ChartStyle
from sales_core.charts.theme import tone_of
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class Point:
    """A running total at the end of a day."""

    day: date
    value: PlotValue


@dataclass(frozen=True, slots=True)
class Fan:
    """Where the period lands: low, base and high."""

    low: PlotValue
    base: PlotValue
    high: PlotValue


def cumulative(
    actual: Sequence[Point],
    pace: Sequence[Point],
    style: ChartStyle,
    *,
    landing: Fan | None = None,
    last_year: Sequence[Point] = (),
    unit: Unit = Unit.MONEY,
    height: int = 300,
    is_cost: bool = False,
) -> ChartSpec:
    """`actual` runs to the as-of date, `pace` to the period's end; the last point of `pace` is the target.

    `last_year` carries this year's days, so that the lines lie on each other. `is_cost`: below the pace is
    good, and its end is a budget.
    """
    if not actual and not pace:
        return empty(style.word("nothing"), style.theme, height=height)
    fan = landing if landing and number(landing.base) is not None and actual else None
    end = max(point.day for point in (*actual, *pace, *last_year))
    values = numbers(p.value for p in (*actual, *pace, *last_year))
    values += numbers((fan.low, fan.base, fan.high)) if fan else []
    axis = axis_over(values, unit, style, headroom=0.06)
    tone = tone_of(_lead(actual, pace), higher_is_good=not is_cost)
    traces: list[dict[str, Any]] = []
    if last_year:
        traces.append(_line(last_year, "last_year", style.theme.muted, style, unit, width=1.2, dash="dot"))
    if pace:
        traces.append(_line(pace, "pace", style.theme.ink, style, unit, width=1.5, dash="dash"))
    if fan:
        traces += _fan(actual[-1], fan, end, style, unit)
    if actual:
        traces.append(_line(actual, "actual", style.theme.colour(tone), style, unit, width=3.2))
    ends = [
        *((("budget" if is_cost else "target", pace[-1].value, style.theme.ink),) if pace else ()),
        *((("last_year", last_year[-1].value, style.theme.muted),) if last_year else ()),
        *((("landing", fan.base, style.theme.neutral),) if fan else ()),
        *((("actual", actual[-1].value, style.theme.ink),) if actual and not fan else ()),
    ]
    labels = _labels(ends, style, unit, gap=_span(axis) * 17 / max(height - 48, 60), top=axis["range"][1])
    return figure(
        traces,
        style.theme,
        height=height,
        yaxis=axis,
        xaxis=_days(actual, pace, last_year, style),
        hovermode="x unified",
        margin=(8, behind_lines(str(label["text"]) for label in labels), 10, 28),
        annotations=labels,
    )


def _lead(actual: Sequence[Point], pace: Sequence[Point]) -> float | None:
    if not actual:
        return None
    due = next((number(p.value) for p in pace if p.day == actual[-1].day), None)
    done = number(actual[-1].value)
    return None if due is None or done is None else done - due


def _line(
    points: Sequence[Point],
    word: str,
    colour: str,
    style: ChartStyle,
    unit: Unit,
    *,
    width: float,
    dash: str = "solid",
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": style.word(word),
        "x": [p.day.isoformat() for p in points],
        "y": [number(p.value) for p in points],
        "line": {"color": colour, "width": width, "dash": dash},
        "hovertext": [f"{style.word(word)} {style.text(p.value, unit)}" for p in points],
        "hoverinfo": "x+text",
    }


def _fan(start: Point, fan: Fan, end: date, style: ChartStyle, unit: Unit) -> list[dict[str, Any]]:
    low, high = (number(v) if number(v) is not None else number(fan.base) for v in (fan.low, fan.high))
    here = number(start.value)
    days = [start.day.isoformat(), end.isoformat()]
    area = {
        "type": "scatter",
        "mode": "lines",
        "x": [*days, end.isoformat(), start.day.isoformat()],
        "y": [here, high, low, here],
        "fill": "toself",
        "fillcolor": style.theme.neutral_soft,
        "opacity": 0.55,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    base = _line((start, Point(end, fan.base)), "landing", style.theme.neutral, style, unit, width=1.8, dash="dot")
    return [area, base]


def _days(
    actual: Sequence[Point], pace: Sequence[Point], last_year: Sequence[Point], style: ChartStyle
) -> dict[str, Any]:
    every = sorted({p.day for p in (*actual, *pace, *last_year)})
    step = max(len(every) // 4, 1)
    # None under the corner, where the value axis writes its zero.
    shown = every[step // 2 :: step]
    return {
        "type": "date",
        "tickmode": "array",
        "tickvals": [day.isoformat() for day in shown],
        "ticktext": [style.word("day", month=day.month, day=day.day) for day in shown],
        "hoverformat": "%Y-%m-%d",
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": style.theme.muted, "size": style.theme.size - 1},
    }


def _span(axis: dict[str, Any]) -> float:
    return float(axis["range"][1] - axis["range"][0])


def _labels(
    ends: Sequence[tuple[str, PlotValue, str]], style: ChartStyle, unit: Unit, *, gap: float, top: float
) -> list[dict[str, Any]]:
    known = sorted(
        (value, f"{style.word(word)} {style.text(value, unit)}", colour)
        for word, raw, colour in ends
        if (value := number(raw)) is not None
    )
    spread = apart(known, gap, top)
    return [note(label, 1, y, colour, xref="paper", shift=(4, 0)) for y, label, colour in spread]


#: Lines of a native chart by how much their ends say.
_TOLD = ("actual", "pace", "landing", "last_year", "fan_low", "fan_high")


def cumulative_native(
    actual: Sequence[Point],
    pace: Sequence[Point],
    style: ChartStyle,
    *,
    landing: Fan | None = None,
    last_year: Sequence[Point] = (),
    unit: Unit = Unit.MONEY,
    height: int = 300,  # noqa: ARG001 - a slide has its own
    is_cost: bool = False,
) -> NativeChart:
    """A line each; the fan is its three ends, joined with the last day known."""
    days = sorted({point.day for point in (*actual, *pace, *last_year)})
    theme = style.theme
    lines: list[tuple[str, Sequence[Point], str]] = [
        ("actual", actual, theme.colour(tone_of(_lead(actual, pace), higher_is_good=not is_cost))),
        ("pace", pace, theme.ink),
        ("last_year", last_year, theme.muted),
    ]
    if landing is not None and number(landing.base) is not None and actual:
        ends = (("landing", landing.base), ("fan_low", landing.low), ("fan_high", landing.high))
        lines += [(word, (actual[-1], Point(days[-1], value)), theme.neutral) for word, value in ends]
    lines = [line for line in lines if line[1] and number(line[1][-1].value) is not None]
    last_values = {
        word: number(points[-1].value) for word, points, _ in sorted(lines, key=lambda line: _TOLD.index(line[0]))
    }
    told = dict(zip(last_values, told_apart(list(last_values.values()), (0.0, *last_values.values())), strict=True))
    if not told.get("landing"):  # the ends of a fan say nothing without its middle
        told |= {"fan_low": False, "fan_high": False}
    series: list[NativeSeries] = []
    for word, points, colour in lines:
        found, last = {point.day: point.value for point in points}, points[-1].day
        values = tuple(number(found.get(day)) for day in days)
        labels = tuple(style.text(found[day], unit) if day == last and told[word] else "" for day in days)
        is_actual = word == "actual"
        name = style.word(word)
        series.append(NativeSeries(name, values, colour, labels, is_strong=is_actual, is_dashed=not is_actual))
    names = (style.word("day", month=day.month, day=day.day) for day in days)
    return NativeChart(NativeForm.LINES, tuple(names), tuple(series), unit)
