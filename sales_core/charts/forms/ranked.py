"""Ranked bars: place, name, value, and how many places somebody moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sales_core.charts.axes import ChartSpec, axis_over, empty, figure, name_axis, note
from sales_core.charts.labels import PlotValue, number, numbers, shortened
from sales_core.charts.markup import bold, coloured
from sales_core.charts.room import beside_bars
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

_ROW_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class RankRow:
    """One row. `move` counts places gained (+) or lost (−); None = new. `mine` is drawn strong."""

    key: str
    name: str
    value: PlotValue
    rank: int | None = None
    move: int | None = None
    tone: Tone = Tone.NEUTRAL
    mine: bool = False
    detail: str = ""


def ranked(
    places: Sequence[RankRow], style: ChartStyle, *, unit: Unit = Unit.MONEY, moves: bool = True, width: int = 14
) -> ChartSpec:
    """One bar per place, in the order given; names are cut at `width` letters."""
    if not places:
        return empty(style.word("nothing"), style.theme)
    values = numbers(place.value for place in places)
    said = [(f"{style.text(place.value, unit)}{_sign(place)}", _moved(place) if moves else "") for place in places]
    names = [_name(place, width) for place in places]
    axis = beside_bars(
        axis_over(values, unit, style),
        names,
        (f"{value}{f'  {move}' if move else ''}" for value, move in said),
    )
    some_mine = any(place.mine for place in places)
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(places))),
        "x": [number(place.value) or 0 for place in places],
        "width": 0.64,
        "marker": {
            "color": [style.theme.colour(place.tone) for place in places],
            "opacity": [1.0 if place.mine or not some_mine else 0.45 for place in places],
            "line": {"width": 0},
        },
        "customdata": [place.key for place in places],
        "hovertext": [_hover(place, style, unit) for place in places],
        "hoverinfo": "text",
    }
    return figure(
        [bars],
        style.theme,
        height=_ROW_HEIGHT * len(places) + 16,
        xaxis=axis | {"showticklabels": False, "showgrid": False},
        yaxis=name_axis(
            [bold(name) if place.mine else name for place, name in zip(places, names, strict=True)], style.theme
        ),
        margin=(8, 8, 4, 4),
        annotations=[
            note(
                f"{value}{coloured(f'  {move}', _move_colour(place, style)) if move else ''}",
                max(number(place.value) or 0, 0),
                i,
                style.theme.ink,
                shift=(6, 0),
            )
            for i, (place, (value, move)) in enumerate(zip(places, said, strict=True))
        ],
    )


def rank_change(move: int | None) -> str:
    """▲2, ▼1, ＝ for no move, ✦ for a newcomer."""
    if move is None:
        return "✦"
    return f"▲{move}" if move > 0 else f"▼{-move}" if move < 0 else "＝"


def _name(place: RankRow, width: int) -> str:
    short = shortened(place.name, width)
    return short if place.rank is None else f"{short}  {place.rank}"


def _sign(place: RankRow) -> str:
    """What the colour says, where the number's own sign does not."""
    value = number(place.value) or 0.0
    if place.tone is Tone.BAD and value >= 0:
        return " ▼"
    return " ✓" if place.tone is Tone.GOOD and place.rank is not None else ""


def _moved(place: RankRow) -> str:
    return "" if place.rank is None else rank_change(place.move)


def _move_colour(place: RankRow, style: ChartStyle) -> str:
    if not place.move:
        return style.theme.muted
    return style.theme.colour(Tone.GOOD if place.move > 0 else Tone.BAD)


def _hover(place: RankRow, style: ChartStyle, unit: Unit) -> str:
    lines = [bold(place.name), style.text(place.value, unit)]
    return "\n".join([*lines, *([place.detail] if place.detail else [])])


def ranked_native(
    places: Sequence[RankRow], style: ChartStyle, *, unit: Unit = Unit.MONEY, moves: bool = True, width: int = 14
) -> NativeChart:
    """A bar a place; how many places it moved stands behind its value."""
    del width  # names are written whole
    series = NativeSeries(
        style.word("actual"),
        tuple(number(place.value) for place in places),
        style.theme.neutral,
        tuple(
            f"{style.text(place.value, unit)}{_sign(place)}  {_moved(place) if moves else ''}".rstrip()
            for place in places
        ),
        tuple(style.theme.colour(place.tone) for place in places),
    )
    names = tuple(place.name if place.rank is None else f"{place.rank}  {place.name}" for place in places)
    return NativeChart(NativeForm.BARS, names, (series,), unit)
