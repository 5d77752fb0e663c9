"""A figure for a screen whose type is larger: whatever it has in pixels grows alike, what it says stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sales_core.charts.axes import ChartSpec

#: Pixels, wherever they stand; a bar's own `width` is in units of its axis.
_PIXELS = frozenset({"size", "xshift", "yshift", "xgap", "ygap", "pad", "ticklabelstandoff"})
#: Parts all of whose numbers are pixels.
_PARTS = frozenset({"margin", "line"})


def magnified(figure: ChartSpec, factor: float) -> ChartSpec:
    """`figure` with type, margins, marks, lines and height `factor` times as large."""
    layout = figure["layout"]
    sized = layout | {"height": round(layout["height"] * factor)}
    return {"data": [_grown(trace, factor) for trace in figure["data"]], "layout": _grown(sized, factor)}


def _grown(part: Any, factor: float) -> Any:
    if isinstance(part, list | tuple):
        return [_grown(item, factor) if isinstance(item, Mapping) else item for item in part]
    if not isinstance(part, Mapping):
        return part
    return {
        name: _times(value, factor, every=name in _PARTS)
        if name in _PIXELS or name in _PARTS
        else _grown(value, factor)
        for name, value in part.items()
    }


def _times(value: Any, factor: float, *, every: bool) -> Any:
    """`value` in larger pixels: a number, or one for each mark; with `every`, each number of a part."""
    if isinstance(value, Mapping):
        return {name: _times(one, factor, every=every) if every else one for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_times(one, factor, every=every) for one in value]
    return value if isinstance(value, bool) or not isinstance(value, int | float) else value * factor
