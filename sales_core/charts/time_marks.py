"""Marks of what happened along a chart's time axis: a diamond on its ground, a line up, and a text when pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.charts.axes import ChartSpec
from sales_core.charts.style import ChartStyle

#: So far above the ground a diamond stands, as a share of the height: whole inside the plot.
_ABOVE = 0.03


@dataclass(frozen=True, slots=True)
class TimeMark:
    """What happened at a place of the time axis: a day (`2026-06-01`), or the number of a column with its `name`."""

    at: str | int
    text: str
    name: str = ""


def with_time_marks(spec: ChartSpec, marks: Sequence[TimeMark], style: ChartStyle) -> ChartSpec:
    """The figure with its marks. One place has one diamond, which says all that happened there, in the order given.

    A figure that draws nothing has no axis for them and stays as it is.
    """
    reach = spec["layout"]["yaxis"].get("range")
    if not marks or not reach:
        return spec
    texts: dict[str | int, list[str]] = {}
    names = {mark.at: mark.name for mark in marks}
    for mark in marks:
        texts.setdefault(mark.at, []).append(mark.text)
    places = list(texts)
    low, high = reach
    upright: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for place in places for x in (place, place, None)],
        "y": [y for _ in places for y in (low, high, None)],
        "line": {"color": style.theme.muted, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }
    diamonds: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": places,
        "y": [low + _ABOVE * (high - low)] * len(places),
        "marker": {"symbol": "diamond", "size": 10, "color": style.theme.ink},
        "hovertext": ["\n".join(said) for said in texts.values()],
        "hoverinfo": "x+text",
    }
    if any(names.values()):
        diamonds["customdata"] = [["", names[place]] for place in places]
    return spec | {"data": [*spec["data"], upright, diamonds]}
