"""Which dots of a plot carry their names: none over another, over other words or outside, however narrow the plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sales_core.kernel.display_width import display_width

#: Pixels of a letter, and how far the middle of a name is above its dot.
LETTER, ABOVE = 11, 14
_LINE = 1.4 * LETTER

#: Left, right, bottom and top, in pixels from the lower left corner of the plot.
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class DotPlot:
    """The plot at its narrowest: pixels, the ends of both axes, and words in its corners.

    `corners`: upper left, upper right, lower left, lower right; "" where there is none.
    """

    width: float
    height: float
    x_ends: tuple[float, float]
    y_ends: tuple[float, float]
    corners: tuple[str, str, str, str] = ("", "", "", "")

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Pixels from the lower left corner."""
        return self.width * _share(x, self.x_ends), self.height * _share(y, self.y_ends)


def named_dots(dots: Sequence[tuple[str, float, float]], plot: DotPlot, most: int) -> dict[int, str]:
    """Indices of the dots (name, x, y; most important first) that are named, and the end of the name at the dot."""
    taken = _corner_boxes(plot)
    found: dict[int, str] = {}
    for at, (name, x, y) in enumerate(dots):
        anchor, box = _beside(name, plot.place(x, y), plot.width)
        if len(found) < most and not any(_meet(box, other) for other in taken):
            taken.append(box)
            found[at] = anchor
    return found


def _beside(name: str, place: tuple[float, float], room: float) -> tuple[str, _Box]:
    """Over the middle of the dot, or to the side where there is room."""
    (at, up), wide = place, _pixels(name)
    anchor = "left" if at < wide / 2 else "right" if at > room - wide / 2 else "center"
    left = at - {"left": 0.0, "center": wide / 2, "right": wide}[anchor]
    return anchor, (left, left + wide, up + ABOVE - _LINE / 2, up + ABOVE + _LINE / 2)


def _corner_boxes(plot: DotPlot) -> list[_Box]:
    """The upper words stand on the upper edge, the lower ones above the lower edge."""
    lines = (plot.height - _LINE / 2, plot.height - _LINE / 2, LETTER, LETTER)
    boxes = []
    for at, (word, bottom) in enumerate(zip(plot.corners, lines, strict=True)):
        left = plot.width - _pixels(word) if at % 2 else 0.0
        boxes.append((left, left + _pixels(word), bottom, bottom + _LINE))
    return [box for box, word in zip(boxes, plot.corners, strict=True) if word]


def _pixels(text: str) -> float:
    return display_width(text) * LETTER / 2


def _share(value: float, ends: tuple[float, float]) -> float:
    return (value - ends[0]) / (ends[1] - ends[0])


def _meet(one: _Box, two: _Box) -> bool:
    return one[0] < two[1] and two[0] < one[1] and one[2] < two[3] and two[2] < one[3]
