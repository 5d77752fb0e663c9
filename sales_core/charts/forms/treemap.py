"""Treemap: size is value, shade is good or bad; the sign stands in the label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sales_core.charts.axes import ChartSpec, empty, figure
from sales_core.charts.labels import PlotValue, number
from sales_core.charts.markup import bold
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeSeries
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class Tile:
    """One leaf. Values that are not positive cannot have an area and are left out; the page lists them."""

    key: str
    name: str
    value: PlotValue
    group: str = ""
    tone: Tone = Tone.NEUTRAL
    detail: str = ""


def treemap(tiles: Sequence[Tile], style: ChartStyle, *, unit: Unit = Unit.MONEY, height: int = 320) -> ChartSpec:
    """Leaves below their groups."""
    drawn = [(tile, size) for tile in tiles if (size := number(tile.value)) is not None and size > 0]
    if not drawn:
        return empty(style.word("nothing"), style.theme, height=height)
    groups: dict[str, float] = {}
    for tile, size in drawn:
        if tile.group:
            groups[tile.group] = groups.get(tile.group, 0.0) + size
    names = [*groups, *(tile.name for tile, _ in drawn)]
    trace = {
        "type": "treemap",
        "ids": [*(f"group:{group}" for group in groups), *(f"tile:{tile.key}" for tile, _ in drawn)],
        "labels": names,
        "parents": [
            *("" for _ in groups),
            *(f"group:{tile.group}" if tile.group else "" for tile, _ in drawn),
        ],
        "values": [*groups.values(), *(size for _, size in drawn)],
        "branchvalues": "total",
        "text": [
            *(style.text(size, unit) for size in groups.values()),
            *(f"{style.text(size, unit)} {tile.tone.sign}".strip() for tile, size in drawn),
        ],
        "texttemplate": "%{label}\n%{text}",
        "hovertext": [
            *(f"{bold(group)}\n{style.text(size, unit)}" for group, size in groups.items()),
            *(_hover(tile, size, style, unit) for tile, size in drawn),
        ],
        "hoverinfo": "text",
        "customdata": [*groups, *(tile.key for tile, _ in drawn)],
        "marker": {
            "colors": [
                *(style.theme.track for _ in groups),
                *(style.theme.soft(tile.tone) for tile, _ in drawn),
            ],
            "line": {"width": 1, "color": style.theme.surface},
        },
        "textfont": {"color": style.theme.ink},
        "tiling": {"pad": 2},
        "pathbar": {"visible": False},
    }
    return figure([trace], style.theme, height=height, margin=(0, 0, 0, 0))


def _hover(tile: Tile, size: float, style: ChartStyle, unit: Unit) -> str:
    lines = [bold(tile.name), style.text(size, unit)]
    return "\n".join([*lines, *([tile.detail] if tile.detail else [])])


def treemap_native(
    tiles: Sequence[Tile],
    style: ChartStyle,
    *,
    unit: Unit = Unit.MONEY,
    height: int = 320,  # noqa: ARG001 - a slide has its own
) -> NativeChart:
    """Bars, the largest first: the files of older office programs have no treemap."""
    drawn = [(size, tile) for tile in tiles if (size := number(tile.value)) is not None and size > 0]
    drawn.sort(key=lambda pair: -pair[0])
    series = NativeSeries(
        style.word("actual"),
        tuple(size for size, _ in drawn),
        style.theme.neutral,
        tuple(f"{style.text(tile.value, unit)} {tile.tone.sign}".strip() for _, tile in drawn),
        tuple(style.theme.colour(tile.tone) for _, tile in drawn),
    )
    names = (f"{tile.group} · {tile.name}" if tile.group else tile.name for _, tile in drawn)
    return NativeChart(NativeForm.BARS, tuple(names), (series,), unit)
