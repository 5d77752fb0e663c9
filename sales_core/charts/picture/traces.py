"""Marks that stand on two axes: lines with the areas they bound, single marks, and bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sales_core.charts.picture.plot import Part, Plot, only
from sales_core.charts.picture.svg import Pixel, element, path

#: What is said to a pointer, or names a series in a legend that no chart has: nothing to draw.
UNSEEN = ("type", "hoverinfo", "hovertext", "customdata", "unselected", "name")
_DASHES = {"solid": None, "dash": "7 5", "dot": "1.5 4"}


def scatter(trace: Part, plot: Plot) -> str:
    """A line, with the area that it bounds, and its marks."""
    only(trace, *UNSEEN, "mode", "x", "y", "line", "marker", "fill", "fillcolor", "opacity")
    drawn = ""
    if "lines" in trace.get("mode", ""):
        stretches = list(_stretches(trace["x"], trace["y"], plot))
        drawn += _area(trace, stretches, plot) + _line(trace, stretches)
    if "markers" in trace.get("mode", ""):
        drawn += _marks(trace, plot)
    return drawn


def _stretches(xs: Sequence[Any], ys: Sequence[Any], plot: Plot) -> Iterator[list[Pixel]]:
    """The points without a gap between them; a missing value is a gap."""
    found: list[Pixel] = []
    for x, y in zip(xs, ys, strict=True):
        if x is None or y is None:
            if found:
                yield found
            found = []
        else:
            found.append(plot.at(x, y))
    if found:
        yield found


def _area(trace: Part, stretches: Sequence[Sequence[Pixel]], plot: Plot) -> str:
    if "fill" not in trace:
        return ""
    shapes = []
    for points in stretches:
        if trace["fill"] == "tozeroy":
            floor = plot.y.at(0)
            points = [Pixel(points[0].x, floor), *points, Pixel(points[-1].x, floor)]  # noqa: PLW2901 - as it is drawn
        shapes.append(path(points, is_closed=True))
    return element("path", d="".join(shapes), fill=trace["fillcolor"], opacity=trace.get("opacity"))


def _line(trace: Part, stretches: Sequence[Sequence[Pixel]]) -> str:
    line = trace.get("line", {})
    only(line, "color", "width", "dash")
    if not line.get("width"):
        return ""
    return element(
        "path", d="".join(path(points) for points in stretches), fill="none", stroke=line["color"],
        stroke_width=line["width"], stroke_dasharray=_DASHES[line.get("dash", "solid")], stroke_linejoin="round",
        stroke_linecap="round",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark: its middle, half its size, and its looks."""

    at: Pixel
    radius: float
    colour: str
    width: float
    edge: str | None
    opacity: float


def _marks(trace: Part, plot: Plot) -> str:
    marker = trace["marker"]
    only(marker, "size", "color", "symbol", "opacity", "line")
    size, colour = _each(marker.get("size", 6)), _each(marker.get("color", plot.ink))
    line, opacity = marker.get("line", {}), _each(marker.get("opacity", 1))
    if marker.get("opacity") == 0:  # there for the pointer only
        return ""
    width, draw = _each(line.get("width", 0)), _SYMBOLS[marker.get("symbol", "circle")]
    return "".join(
        draw(_Mark(plot.at(x, y), size(at) / 2, colour(at), width(at), line.get("color"), opacity(at)))
        for at, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True))
        if x is not None and y is not None and size(at) and opacity(at)
    )


def _each(value: Any) -> Callable[[int], Any]:
    """One value for all, or one for each."""
    return value.__getitem__ if isinstance(value, list | tuple) else lambda _: value


def _circle(mark: _Mark) -> str:
    return element(
        "circle", cx=mark.at.x, cy=mark.at.y, r=mark.radius, fill=mark.colour, opacity=mark.opacity,
        stroke=mark.edge if mark.width else None, stroke_width=mark.width or None,
    )  # fmt: skip


def _ring(mark: _Mark) -> str:
    return _circle(replace(mark, colour="#ffffff", width=mark.width or 1, edge=mark.edge or mark.colour))


def _upright(mark: _Mark) -> str:
    return _stroke(mark, Pixel(mark.at.x, mark.at.y - mark.radius), Pixel(mark.at.x, mark.at.y + mark.radius))


def _level(mark: _Mark) -> str:
    return _stroke(mark, Pixel(mark.at.x - mark.radius, mark.at.y), Pixel(mark.at.x + mark.radius, mark.at.y))


def _stroke(mark: _Mark, start: Pixel, end: Pixel) -> str:
    return element(
        "path", d=path((start, end)), stroke=mark.edge or mark.colour, stroke_width=mark.width, opacity=mark.opacity
    )


def _diamond(mark: _Mark) -> str:
    x, y, r = mark.at.x, mark.at.y, mark.radius * 2**0.5
    corners = (Pixel(x, y - r), Pixel(x + r, y), Pixel(x, y + r), Pixel(x - r, y))
    return element("path", d=path(corners, is_closed=True), fill=mark.colour, opacity=mark.opacity)


_SYMBOLS = {"circle": _circle, "diamond": _diamond, "circle-open": _ring, "line-ns": _upright, "line-ew": _level}


class Stacks:
    """How high bars stand on each other so far, apart for those above and below zero."""

    def __init__(self, mode: str) -> None:
        self._mode = mode
        self._ends: dict[tuple[Any, bool], float] = {}

    def foot(self, at: Any, value: float) -> float:
        """Where a bar begins; the next one at its place begins at its end."""
        if self._mode != "relative":
            return 0.0
        key = (at, value >= 0)
        start = self._ends.get(key, 0.0)
        self._ends[key] = start + value
        return start


def bars(trace: Part, plot: Plot, stacks: Stacks) -> str:
    """Bars from their foot, lying or upright."""
    only(trace, *UNSEEN, "orientation", "x", "y", "width", "base", "marker")
    marker = trace["marker"]
    only(marker, "color", "opacity", "line")
    only(marker["line"], "width", "color")
    lies = trace.get("orientation") == "h"
    places, values = (trace["y"], trace["x"]) if lies else (trace["x"], trace["y"])
    colour, opacity = _each(marker["color"]), _each(marker.get("opacity", 1))
    scale, across = (plot.x, plot.y) if lies else (plot.y, plot.x)
    thick, edge = across.length(trace["width"]), marker["line"]
    drawn = []
    for number, (at, value) in enumerate(zip(places, values, strict=True)):
        foot = trace["base"][number] if "base" in trace else stacks.foot(at, value)
        ends = sorted((scale.at(foot), scale.at(foot + value)))
        middle, length = across.at(at) - thick / 2, ends[1] - ends[0]
        if length <= 0:
            continue
        box = (ends[0], middle, length, thick) if lies else (middle, ends[0], thick, length)
        looks = {"fill": colour(number), "opacity": None if opacity(number) == 1 else opacity(number)}
        if edge.get("width"):
            looks |= {"stroke": edge["color"], "stroke_width": edge["width"]}
        drawn.append(element("rect", x=box[0], y=box[1], width=box[2], height=box[3], **looks))
    return "".join(drawn)
