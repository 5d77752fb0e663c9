"""Marks that fill the ground: the cells of a heat table and the tiles of a treemap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sales_core.charts.picture.letters import fitted, text_width
from sales_core.charts.picture.plot import Part, Plot, only
from sales_core.charts.picture.svg import LINE, Pixel, element, text_element
from sales_core.charts.picture.traces import UNSEEN

#: Between the edge of a tile and its name; the least height of a group that has its name above its tiles.
_PAD, _NAMED = 5, 44


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def inside(self, edge: float, *, top: float = 0.0) -> Box:
        """The same without an edge, and without so much at its top."""
        return Box(
            self.x + edge, self.y + edge + top, max(self.width - 2 * edge, 0.0), max(self.height - 2 * edge - top, 0.0)
        )


def heat_cells(trace: Part, plot: Plot) -> str:
    """A cell a value with its text; none where there is no value."""
    only(
        trace, *UNSEEN, "x", "y", "z", "zmin", "zmax", "colorscale", "showscale", "xgap", "ygap", "text",
        "texttemplate", "textfont",
    )  # fmt: skip
    font, wide, high = trace["textfont"], plot.x.length(1) - trace["xgap"], plot.y.length(1) - trace["ygap"]
    drawn = []
    for row, line in enumerate(trace["z"]):
        for column, shade in enumerate(line):
            middle, words = plot.at(trace["x"][column], trace["y"][row]), trace["text"][row][column]
            if shade is not None:
                share = (shade - trace["zmin"]) / (trace["zmax"] - trace["zmin"])
                ground = _between(trace["colorscale"], share)
                drawn.append(
                    element("rect", x=middle.x - wide / 2, y=middle.y - high / 2, width=wide, height=high, fill=ground)
                )
            drawn.append(text_element(words, middle, size=font["size"], colour=font["color"], anchor="center"))
    return "".join(drawn)


def _between(scale: Sequence[Sequence[Any]], share: float) -> str:
    """The colour of a share from 0 to 1 on a scale of (share, `#rrggbb`)."""
    for (start, low), (end, high) in pairwise(scale):
        if share <= end:
            part = (share - start) / (end - start)
            pairs = ((int(low[at : at + 2], 16), int(high[at : at + 2], 16)) for at in (1, 3, 5))
            return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)
    return str(scale[-1][1])


def treemap_tiles(trace: Part, ground: Box, size: float) -> str:
    """Tiles in their groups, the largest first, each as large as its value."""
    only(
        trace, *UNSEEN, "ids", "labels", "parents", "values", "branchvalues", "text", "texttemplate", "marker",
        "textfont", "tiling", "pathbar",
    )  # fmt: skip
    return _tiles(trace, "", ground, size)


def _tiles(trace: Part, parent: str, ground: Box, size: float) -> str:
    own = [at for at, above in enumerate(trace["parents"]) if above == parent]
    own.sort(key=lambda at: -trace["values"][at])
    drawn = []
    for at, box in zip(own, squares([trace["values"][at] for at in own], ground), strict=True):
        edge = trace["marker"]["line"]
        drawn.append(
            element(
                "rect",
                x=box.x,
                y=box.y,
                width=box.width,
                height=box.height,
                fill=trace["marker"]["colors"][at],
                stroke=edge["color"],
                stroke_width=edge["width"],
            )
        )
        words = (trace["labels"][at], trace["text"][at])
        if trace["ids"][at] not in trace["parents"]:
            drawn.append(_named(words, box, size, trace["textfont"]["color"]))
            continue
        is_named = box.height >= _NAMED
        if is_named:
            head = Box(box.x, box.y, box.width, size * LINE + _PAD)
            drawn.append(_named(("  ".join(words), ""), head, size, trace["textfont"]["color"]))
        inner = box.inside(trace["tiling"]["pad"], top=size * LINE + _PAD if is_named else 0.0)
        drawn.append(_tiles(trace, trace["ids"][at], inner, size))
    return "".join(drawn)


def _named(words: tuple[str, str], box: Box, size: float, colour: str) -> str:
    """The name in the upper left corner and the value below it, as far as there is room."""
    room, name = box.width - 2 * _PAD, fitted(words[0], size, box.width - 2 * _PAD)
    lines = [name, *([words[1]] if words[1] and text_width(words[1], size) <= room else [])]
    if not name or box.height < size * LINE + _PAD:
        return ""
    if box.height < 2 * size * LINE + _PAD:
        lines = lines[:1]
    return "".join(
        text_element(line, Pixel(box.x + _PAD, box.y + _PAD + size * LINE * (at + 0.5)), size=size, colour=colour)
        for at, line in enumerate(lines)
    )


def squares(values: Sequence[float], ground: Box) -> list[Box]:
    """Boxes of these shares of the ground, as square as they can be. `values` are positive, the largest first.

    Bruls, Huizing, van Wijk: Squarified Treemaps (2000).
    """
    total, boxes, at = sum(values), [], 0
    if total <= 0 or ground.width <= 0 or ground.height <= 0:
        return [Box(ground.x, ground.y, 0.0, 0.0) for _ in values]
    areas = [value / total * ground.width * ground.height for value in values]
    rest = ground
    while at < len(areas):
        side, end = min(rest.width, rest.height), at + 1
        while end < len(areas) and _worst(areas[at : end + 1], side) <= _worst(areas[at:end], side):
            end += 1
        row = areas[at:end]
        placed, rest = _row(row, rest)
        boxes += placed
        at = end
    return boxes


def _worst(row: Sequence[float], side: float) -> float:
    """The longest of the boxes of a row, as a proportion."""
    whole = sum(row)
    if side <= 0 or whole <= 0:
        return float("inf")
    return max(max(side * side * area / whole**2, whole**2 / (side * side * area)) for area in row if area > 0)


def _row(row: Sequence[float], rest: Box) -> tuple[list[Box], Box]:
    """The boxes along the shorter side, and what is left beside them."""
    whole, boxes = sum(row), []
    if rest.width >= rest.height:
        wide, y = whole / rest.height if rest.height else 0.0, rest.y
        for area in row:
            high = area / wide if wide else 0.0
            boxes.append(Box(rest.x, y, wide, high))
            y += high
        return boxes, Box(rest.x + wide, rest.y, max(rest.width - wide, 0.0), rest.height)
    high, x = whole / rest.width if rest.width else 0.0, rest.x
    for area in row:
        wide = area / high if high else 0.0
        boxes.append(Box(x, rest.y, wide, high))
        x += wide
    return boxes, Box(rest.x, rest.y + high, rest.width, max(rest.height - high, 0.0))
