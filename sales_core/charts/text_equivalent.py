"""What a figure says, mark by mark, as texts: for who works it by keyboard or does not see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sales_core.charts.axes import ChartSpec
from sales_core.charts.markup import pieces
from sales_core.charts.style import ChartStyle
from sales_core.format import day

_SILENT = ("skip", "none")
_TOGETHER = "x unified"


@dataclass(frozen=True, slots=True)
class MarkText:
    """One mark: which trace of the figure, which point of it, and what it says when it is pointed at."""

    trace: int
    point: int
    text: str


def mark_texts(figure: ChartSpec, style: ChartStyle) -> tuple[MarkText, ...]:
    """The marks that say something, in the order of the figure's data.

    Where a figure says all of one place together, each mark says its place too.
    """
    is_placed = figure.get("layout", {}).get("hovermode") == _TOGETHER
    traces = enumerate(figure.get("data", ()))
    return tuple(mark for at, trace in traces for mark in _of_trace(at, trace, style, is_placed=is_placed))


def _of_trace(at: int, trace: dict[str, Any], style: ChartStyle, *, is_placed: bool) -> Iterator[MarkText]:
    if trace.get("hoverinfo") in _SILENT:
        return
    values = trace.get("y") or ()
    for point, said in enumerate(trace.get("hovertext") or ()):
        is_drawn = point >= len(values) or values[point] is not None
        if said and is_drawn:
            place = _place(trace, point, style) if is_placed else ""
            yield MarkText(at, point, ": ".join(filter(None, (place, _plain(str(said))))))


def _place(trace: dict[str, Any], point: int, style: ChartStyle) -> str:
    """The name of the mark's place along the axis: what its series calls it, else its day."""
    named = (trace.get("customdata") or ())[point : point + 1]
    if named and isinstance(named[0], list):
        return str(named[0][-1])
    try:
        return day(date.fromisoformat(str(trace["x"][point])), style.locale)
    except ValueError:
        return str(trace["x"][point])


def _plain(text: str) -> str:
    return ", ".join(line for parts in pieces(text) if (line := "".join(piece.text for piece in parts).strip()))
