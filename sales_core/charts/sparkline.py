"""Sparkline: the shape of a series beside its number, without axes."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.charts.frame import Figure, empty, figure, hidden_axis
from sales_core.charts.labels import Number, Unit, number, numbers
from sales_core.charts.look import Look
from sales_core.charts.theme import Tone


def sparkline(
    names: Sequence[str],
    values: Sequence[Number],
    look: Look,
    *,
    unit: Unit = Unit.MONEY,
    tone: Tone = Tone.NEUTRAL,
    height: int = 44,
) -> Figure:
    """`values` in order, one per name; the last known one is marked. Gaps stay gaps."""
    drawn = [number(value) for value in values]
    known = numbers(values)
    if not known:
        return empty(look.word("nothing"), look.theme, height=height)
    colour = look.theme.colour(tone)
    last = max(i for i, value in enumerate(drawn) if value is not None)
    low, high = min(known), max(known)
    room = (high - low) * 0.18 or abs(high) * 0.1 or 1.0
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(len(drawn))),
        "y": drawn,
        "line": {"color": colour, "width": 2},
        "hovertext": [f"{name} {look.text(value, unit)}" for name, value in zip(names, values, strict=True)],
        "hoverinfo": "text",
    }
    dot = {
        "type": "scatter",
        "mode": "markers",
        "x": [last],
        "y": [drawn[last]],
        "marker": {"color": colour, "size": 7},
        "hoverinfo": "skip",
    }
    return figure(
        [line, dot],
        look.theme,
        height=height,
        margin=(2, 4, 2, 2),
        xaxis=hidden_axis() | {"range": [-0.3, len(drawn) - 0.5]},
        yaxis=hidden_axis() | {"range": [low - room, high + room]},
    )
