"""Where the marks of a chart stand: its scales, and the room that the texts around it take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sales_core.charts.markup import pieces
from sales_core.charts.picture.letters import text_width
from sales_core.charts.picture.svg import LINE, Pixel

Part = Mapping[str, Any]
#: Between an axis and its texts, and around marks at the ends of an axis that has no range of its own.
GAP, _EDGE = 5, 8
_DAY = 86_400.0


def only(part: Part, *names: str) -> None:
    """Checks that a part of a chart asks for nothing but `names`, so that no picture lacks what its page shows.

    Raises ValueError.
    """
    if unknown := sorted(set(part) - set(names)):
        raise ValueError(f"a picture cannot draw: {', '.join(unknown)}")


def place(value: float | str) -> float:
    """A value on an axis as a number; days as ISO texts, also with an hour, in days."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC).timestamp() / _DAY
    return float(value)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values `low`..`high` on the pixels `start`..`end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float | str) -> float:
        """The pixel of a value."""
        span = self.high - self.low
        return self.start + (place(value) - self.low) / span * (self.end - self.start) if span else self.start

    def length(self, size: float) -> float:
        """So many pixels is a stretch of the axis."""
        span = self.high - self.low
        return abs(size / span * (self.end - self.start)) if span else 0.0

    @property
    def is_level(self) -> bool:
        """Whether all of it is one value."""
        return self.high == self.low


@dataclass(frozen=True, slots=True)
class Plot:
    """The ground between the axes, in pixels, with its scales and the type of its texts."""

    left: float
    top: float
    right: float
    bottom: float
    x: Scale
    y: Scale
    size: float
    ink: str

    def at(self, x: float | str, y: float | str) -> Pixel:
        """Where a mark stands."""
        return Pixel(self.x.at(x), self.y.at(y))


def plot_of(spec: Part, width: float) -> Plot:
    """The ground of a chart that is drawn `width` pixels wide."""
    layout = spec["layout"]
    font, margin = layout["font"], layout["margin"]
    x, y = layout["xaxis"], layout["yaxis"]
    left = max(margin["l"], _side_room(y))
    right = width - max(margin["r"], _note_room(layout.get("annotations", ()), font["size"]))
    at_top, room = x.get("side") == "top", _end_room(x)
    top = max(margin["t"], room if at_top else 0)
    bottom = layout["height"] - max(margin["b"], 0 if at_top else room)
    return Plot(
        left, top, right, bottom,
        Scale(*_range(x, spec["data"], "x"), left, right), Scale(*_range(y, spec["data"], "y"), bottom, top),
        font["size"], font["color"],
    )  # fmt: skip


def shows_texts(axis: Part) -> bool:
    """Whether an axis writes its marks."""
    return bool(axis.get("visible", True) and axis.get("showticklabels", True) and axis.get("ticktext"))


def text_lines(words: str) -> list[str]:
    """A text without its settings, line by line."""
    return ["".join(piece.text for piece in line) for line in pieces(words)]


def _widest(texts: Iterable[str], size: float) -> float:
    return max((text_width(line, size) for words in texts for line in text_lines(words)), default=0.0)


def _title_room(axis: Part) -> float:
    return float(axis["title"]["font"]["size"] * LINE + GAP) if "title" in axis else 0.0


def _side_room(axis: Part) -> float:
    if not shows_texts(axis):
        return 0.0
    standoff = float(axis.get("ticklabelstandoff", 0))
    return _widest(axis["ticktext"], axis["tickfont"]["size"]) + standoff + 2 * GAP + _title_room(axis)


def _end_room(axis: Part) -> float:
    if not shows_texts(axis):
        return 0.0
    lines = max(len(text_lines(words)) for words in axis["ticktext"])
    return float(lines * axis["tickfont"]["size"] * LINE + 2 * GAP) + _title_room(axis)


def _note_room(notes: Iterable[Part], size: float) -> float:
    """What is written at the right of the plot."""
    beside = (note for note in notes if note["xref"] == "paper" and note["x"] == 1 and note["xanchor"] == "left")
    return max(
        (_widest((note["text"],), note["font"].get("size", size)) + note["xshift"] + GAP for note in beside),
        default=0.0,
    )


def _range(axis: Part, traces: Iterable[Part], side: str) -> tuple[float, float]:
    if "range" in axis:
        low, high = axis["range"]
        return place(low), place(high)
    found = [place(value) for trace in traces for value in trace.get(side, ()) if value is not None]
    low, high = min(found, default=0.0), max(found, default=1.0)
    # A mark at an end keeps its round: a hundredth of the axis is about its radius.
    edge = (high - low) / 100
    return (low - edge, high + edge) if high > low else (low - 0.5, high + 0.5)
