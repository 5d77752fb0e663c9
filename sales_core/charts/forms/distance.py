"""How far the period is above or below its pace, day by day, and where it lands: the distance is the picture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sales_core.charts.axes import ChartSpec, axis_over, empty, figure, note
from sales_core.charts.forms.cumulative import Fan, Point
from sales_core.charts.labels import number, numbers
from sales_core.charts.room import told_apart
from sales_core.charts.style import ChartStyle
from sales_core.charts.theme import tone_of
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

#: Dates written below, at most.
_DATES = 6
#: A share of the height.
_STEEP = 0.15


def distance(
    points: Sequence[Point],
    style: ChartStyle,
    *,
    ends: date | None = None,
    landing: Fan | None = None,
    unit: Unit = Unit.MONEY,
    height: int = 260,
) -> ChartSpec:
    """`points` are amounts above (+) or below (−) the pace at the end of each day; the pace is the line at 0.

    `landing` is where the period ends (on the day `ends`), as an amount above or below its target.
    """
    known = [(point.day, value) for point in points if (value := number(point.value)) is not None]
    if not known:
        return empty(style.word("nothing"), style.theme, height=height)
    theme, last = style.theme, known[-1]
    fan = landing if landing is not None and number(landing.base) is not None and ends else None
    until = max(ends or last[0], last[0])
    values = [value for _, value in known] + (numbers((fan.low, fan.base, fan.high)) if fan else [])
    axis = axis_over(values, unit, style, headroom=0.08)
    traces = [
        _area(known, theme.good_soft, above=True),
        _area(known, theme.bad_soft, above=False),
        *(_fan(last, fan, until, style, unit) if fan else []),
        _pace(known[0][0], until, style),
        _line(known, points, style, unit),
    ]
    at_end: dict[str, Any] = {"xref": "paper", "anchor": "right"}
    labels = [note(style.word("on_pace"), 1, 0, theme.ink, shift=(0, 9), size=theme.size - 1, **at_end)]
    if fan and ends:
        text, base = f"{style.word('landing')} {style.change(fan.base, unit)}", number(fan.base) or 0.0
        # Below its line, which a steep one would cross.
        is_steep = base - last[1] > _STEEP * (axis["range"][1] - axis["range"][0])
        labels.append(
            note(text, 1, base, theme.neutral, shift=(0, 12 if is_steep else -12), size=theme.size - 1, **at_end)
        )
    return figure(
        traces,
        theme,
        height=height,
        yaxis=axis | {"zeroline": False},
        xaxis=_days(known[0][0], until, style),
        hovermode="x unified",
        margin=(8, 12, 10, 28),
        annotations=labels,
    )


def _area(known: Sequence[tuple[date, float]], colour: str, *, above: bool) -> dict[str, Any]:
    """The ground between the line and the pace on one side of it, cut where the line crosses."""
    x, y = [], []
    for at, (day, value) in enumerate(known):
        before = known[at - 1][1] if at else 0.0
        if before * value < 0:
            x.append(_crossing(known[at - 1], (day, value)))
            y.append(0.0)
        x.append(day.isoformat())
        y.append(max(value, 0.0) if above else min(value, 0.0))
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "fill": "tozeroy", "fillcolor": colour,
        "line": {"width": 0}, "hoverinfo": "skip",
    }  # fmt: skip


def _crossing(before: tuple[date, float], after: tuple[date, float]) -> str:
    """The hour at which a straight line between two days meets the pace."""
    part = before[1] / (before[1] - after[1])
    seconds = (after[0] - before[0]).days * 86_400 * part
    days, rest = divmod(int(seconds), 86_400)
    return f"{(before[0] + timedelta(days=days)).isoformat()} {rest // 3600:02d}:{rest % 3600 // 60:02d}"


def _pace(first: date, until: date, style: ChartStyle) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": [first.isoformat(), until.isoformat()], "y": [0, 0],
        "line": {"color": style.theme.ink, "width": 1.5, "dash": "dash"}, "hoverinfo": "skip",
    }  # fmt: skip


def _line(
    known: Sequence[tuple[date, float]], points: Sequence[Point], style: ChartStyle, unit: Unit
) -> dict[str, Any]:
    """The distance itself; its last day is marked, and each stretch has the colour of its side by the area below."""
    said = {point.day: style.change(point.value, unit) for point in points}
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": style.word("distance"),
        "x": [day.isoformat() for day, _ in known],
        "y": [value for _, value in known],
        "line": {"color": style.theme.colour(tone_of(known[-1][1])), "width": 2.6},
        "marker": {"size": [0] * (len(known) - 1) + [9], "color": style.theme.colour(tone_of(known[-1][1]))},
        "hovertext": [f"{style.word('distance')} {said[day]}" for day, _ in known],
        "hoverinfo": "x+text",
    }


def _fan(last: tuple[date, float], fan: Fan, until: date, style: ChartStyle, unit: Unit) -> list[dict[str, Any]]:
    base = number(fan.base)
    low, high = (base if number(end) is None else number(end) for end in (fan.low, fan.high))
    start, end = last[0].isoformat(), until.isoformat()
    area = {
        "type": "scatter", "mode": "lines", "x": [start, end, end, start], "y": [last[1], high, low, last[1]],
        "fill": "toself", "fillcolor": style.theme.neutral_soft, "opacity": 0.7, "line": {"width": 0},
        "hoverinfo": "skip",
    }  # fmt: skip
    line = {
        "type": "scatter", "mode": "lines", "x": [start, end], "y": [last[1], base],
        "line": {"color": style.theme.neutral, "width": 1.8, "dash": "dot"},
        "hovertext": ["", f"{style.word('landing')} {style.change(fan.base, unit)}"], "hoverinfo": "x+text",
    }  # fmt: skip
    return [area, line]


def _days(first: date, until: date, style: ChartStyle) -> dict[str, Any]:
    every = [first + timedelta(days=step) for step in range((until - first).days + 1)]
    step = max(len(every) // _DATES, 1)
    shown = every[step // 2 :: step]
    return {
        "type": "date", "tickmode": "array", "tickvals": [day.isoformat() for day in shown],
        "ticktext": [style.word("day", month=day.month, day=day.day) for day in shown],
        "hoverformat": "%Y-%m-%d", "tickangle": 0, "showgrid": False, "zeroline": False, "fixedrange": True,
        "tickfont": {"color": style.theme.muted, "size": style.theme.size - 1},
    }  # fmt: skip


def distance_native(
    points: Sequence[Point],
    style: ChartStyle,
    *,
    ends: date | None = None,
    landing: Fan | None = None,
    unit: Unit = Unit.MONEY,
    height: int = 260,  # noqa: ARG001 - a slide has its own
) -> NativeChart:
    """A line of the distance; the fan is its three ends, joined with the last day known."""
    theme = style.theme
    found = {point.day: point.value for point in points if number(point.value) is not None}
    days = sorted({*found, *((ends,) if ends else ())})
    lines = [("distance", found, theme.colour(tone_of(number(found[max(found)]))) if found else theme.muted)]
    if landing is not None and number(landing.base) is not None and found and ends:
        last = max(found)
        tips = (("landing", landing.base), ("fan_low", landing.low), ("fan_high", landing.high))
        lines += [(word, {last: found[last], ends: value}, theme.colour(Tone.NEUTRAL)) for word, value in tips]
    lines = [line for line in lines if line[1] and number(line[1][max(line[1])]) is not None]
    tips_at = [number(values[max(values)]) for _, values, _ in lines]
    told = told_apart(tips_at, (0.0, *tips_at, *map(number, found.values())))
    series = []
    for (word, values, colour), is_told in zip(lines, told, strict=True):
        labels = tuple(style.change(values[day], unit) if day == max(values) and is_told else "" for day in days)
        amounts = tuple(number(values.get(day)) for day in days)
        is_main = word == "distance"
        series.append(NativeSeries(style.word(word), amounts, colour, labels, is_strong=is_main, is_dashed=not is_main))
    names = tuple(style.word("day", month=day.month, day=day.day) for day in days)
    return NativeChart(NativeForm.LINES, names, tuple(series), unit)
