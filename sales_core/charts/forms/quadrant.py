"""Quadrants: two measures a dot, lines at the two middles, corners named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.charts.axes import ChartSpec, empty, figure, note, value_axis
from sales_core.charts.dot_names import ABOVE, LETTER, DotPlot, named_dots
from sales_core.charts.labels import PlotValue, number, shortened, ticks
from sales_core.charts.markup import bold
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

NAMED = 8
#: Letters of a name; pixels of the narrowest plot (a phone's), of what title and axis take of the height, of a slide's.
_NAME, _NARROWEST, _AXIS, _SLIDE = 12, 260, 80, (560, 300)

#: A dot with its place.
_Placed = tuple["Dot", float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing at (x, y); `size` is an area (money)."""

    key: str
    name: str
    x: PlotValue
    y: PlotValue
    size: PlotValue = None
    mine: bool = False


def quadrant(
    dots: Sequence[Dot],
    style: ChartStyle,
    *,
    middle: tuple[float, float],
    units: tuple[Unit, Unit],
    titles: tuple[str, str],
    corners: tuple[str, str, str, str] = ("", "", "", ""),
    is_more_bad: bool = False,
    height: int = 380,
) -> ChartSpec:
    """`corners`: upper left, upper right, lower left, lower right. `is_more_bad`: more of either measure is worse.

    A dot lacking a measure is left out.
    """
    drawn = [(dot, x, y) for dot in dots if (x := number(dot.x)) is not None and (y := number(dot.y)) is not None]
    if not drawn:
        return empty(style.word("nothing"), style.theme, height=height)
    xs, ys = [x for _, x, _ in drawn], [y for _, _, y in drawn]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": xs,
        "y": ys,
        "marker": {
            "size": _sizes([dot for dot, _, _ in drawn]),
            "color": [style.theme.colour(_tone(x, y, middle, is_more_bad=is_more_bad)) for _, x, y in drawn],
            "opacity": 0.75,
            "line": {"width": [3 if dot.mine else 1 for dot, _, _ in drawn], "color": style.theme.surface},
        },
        "customdata": [dot.key for dot, _, _ in drawn],
        "hovertext": [
            f"{bold(dot.name)}\n{titles[0]} {style.text(x, units[0])}\n{titles[1]} {style.text(y, units[1])}"
            for dot, x, y in drawn
        ],
        "hoverinfo": "text",
    }
    axes = _axes(xs, ys, middle, style, units=units, titles=titles, is_more_bad=is_more_bad)
    x_ends, y_ends = ((axis["range"][0], axis["range"][1]) for axis in axes)
    plot = DotPlot(_NARROWEST, height - _AXIS, x_ends, y_ends, corners)
    return figure(
        [trace],
        style.theme,
        height=height,
        xaxis=axes[0],
        yaxis=axes[1],
        margin=(8, 8, 24, 8),
        shapes=[_middle_line("x", middle[0], style), _middle_line("y", middle[1], style)],
        annotations=[*_corner_notes(corners, style), *_names(_farthest(drawn, middle), plot, style)],
    )


def _axes(
    xs: list[float],
    ys: list[float],
    middle: tuple[float, float],
    style: ChartStyle,
    *,
    units: tuple[Unit, Unit],
    titles: tuple[str, str],
    is_more_bad: bool,
) -> list[dict[str, Any]]:
    """The two axes, with their titles, and room below the lowest dot."""
    axes = [
        value_axis(min(*v, m, *_zero(is_more_bad=is_more_bad)), max(*v, m), unit, style, headroom=0.05, cropped=True)
        for v, m, unit in ((xs, middle[0], units[0]), (ys, middle[1], units[1]))
    ]
    for axis, title in zip(axes, titles, strict=True):
        axis["title"] = {"text": title, "font": {"size": style.theme.size - 1, "color": style.theme.muted}}
        axis["range"][0] -= 0.05 * (axis["range"][1] - axis["range"][0])
    return axes


def _zero(*, is_more_bad: bool) -> tuple[float, ...]:
    """Where little is good, its axes begin at nothing."""
    return (0.0,) if is_more_bad else ()


def _tone(x: float, y: float, middle: tuple[float, float], *, is_more_bad: bool) -> Tone:
    ahead = (x >= middle[0]) + (y >= middle[1])
    if is_more_bad:
        ahead = 2 - ahead
    return (Tone.BAD, Tone.NEUTRAL, Tone.GOOD)[ahead]


def _sizes(dots: Sequence[Dot]) -> list[float]:
    sizes = [max(number(dot.size) or 0.0, 0.0) for dot in dots]
    most = max(sizes, default=0.0)
    return [8 + 20 * (size / most) ** 0.5 if most > 0 else 11 for size in sizes]


def _middle_line(axis: str, at: float, style: ChartStyle) -> dict[str, object]:
    other = "y" if axis == "x" else "x"
    return {
        "type": "line",
        f"{axis}0": at,
        f"{axis}1": at,
        f"{other}ref": "paper",
        f"{other}0": 0,
        f"{other}1": 1,
        "line": {"color": style.theme.muted, "width": 1, "dash": "dot"},
    }


def _corner_notes(corners: tuple[str, str, str, str], style: ChartStyle) -> list[dict[str, object]]:
    places = ((0, 1, "left"), (1, 1, "right"), (0, 0, "left"), (1, 0, "right"))
    return [
        note(
            word,
            x,
            y,
            style.theme.muted,
            xref="paper",
            yref="paper",
            anchor=anchor,
            size=11,
            shift=(0, 10),
        )
        for word, (x, y, anchor) in zip(corners, places, strict=True)
        if word
    ]


def _names(far: list[_Placed], plot: DotPlot, style: ChartStyle) -> list[dict[str, object]]:
    """Names of the dots that stand out."""
    texts = [(shortened(dot.name, _NAME), x, y) for dot, x, y in far]
    return [
        note(*texts[at], style.theme.ink, anchor=anchor, size=LETTER, shift=(0, ABOVE))
        for at, anchor in named_dots(texts, plot, NAMED).items()
    ]


def _farthest(drawn: list[_Placed], middle: tuple[float, float]) -> list[_Placed]:
    """The viewer's own first, then the farthest from the middle."""
    wide = max(abs(x - middle[0]) for _, x, _ in drawn) or 1.0
    tall = max(abs(y - middle[1]) for _, _, y in drawn) or 1.0
    return sorted(
        drawn,
        key=lambda v: (not v[0].mine, -abs(v[1] - middle[0]) / wide - abs(v[2] - middle[1]) / tall),
    )


def quadrant_native(
    dots: Sequence[Dot],
    style: ChartStyle,
    *,
    middle: tuple[float, float],
    units: tuple[Unit, Unit],
    titles: tuple[str, str],
    corners: tuple[str, str, str, str] = ("", "", "", ""),  # noqa: ARG001 - said by the colours there
    is_more_bad: bool = False,
    height: int = 380,  # noqa: ARG001 - a slide has its own
) -> NativeChart:
    """A dot each, coloured by how many of the two it is ahead in; those that stand out are named."""
    drawn = [(dot, x, y) for dot in dots if (x := number(dot.x)) is not None and (y := number(dot.y)) is not None]
    marks = [
        ticks(min((*values, line, *_zero(is_more_bad=is_more_bad))), max((*values, line)))
        for values, line in (([x for _, x, _ in drawn], middle[0]), ([y for _, _, y in drawn], middle[1]))
    ]
    far = _farthest(drawn, middle) if drawn else []
    plot = DotPlot(*_SLIDE, (marks[0][0], marks[0][-1]), (marks[1][0], marks[1][-1]))
    named = {far[at][0].key for at in named_dots([(dot.name, x, y) for dot, x, y in far], plot, NAMED)}
    series = NativeSeries(
        titles[1],
        tuple(y for _, _, y in drawn),
        style.theme.neutral,
        tuple(dot.name if dot.key in named else "" for dot, _, _ in drawn),
        tuple(style.theme.colour(_tone(x, y, middle, is_more_bad=is_more_bad)) for _, x, y in drawn),
        tuple(x for _, x, _ in drawn),
    )
    return NativeChart(
        NativeForm.DOTS, (), (series,), units[1], units[0], titles,
        limits=plot.y_ends, limits_at=plot.x_ends,
    )  # fmt: skip
