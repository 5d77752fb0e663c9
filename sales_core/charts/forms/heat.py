"""Heat table: who × when, each cell a share of target with its number written in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.charts.axes import ChartSpec, empty, figure, name_axis
from sales_core.charts.labels import PlotValue, is_missing, number, numbers, shortened
from sales_core.charts.markup import bold
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeCell, NativeTable
from sales_core.kernel.units import Unit

_ROW_HEIGHT = 26
#: Within ±2% of the middle nothing is claimed; at ±25% the colour is full.
CALM, FULL = 0.02, 0.25


@dataclass(frozen=True, slots=True)
class HeatCell:
    """`value` of a row in a column; None = nothing to compare with, which `missing` says (by default: no target).

    `detail` is added to the hover.
    """

    row: str
    column: str
    value: PlotValue
    detail: str = ""
    missing: str = ""


def heat(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    cells: Sequence[HeatCell],
    style: ChartStyle,
    *,
    middle: float = 1.0,
    unit: Unit = Unit.PERCENT,
    partial: str | None = None,
    judge: bool = True,
    by_size: bool = False,
) -> ChartSpec:
    """`rows` and `columns` are (key, name). `partial` is the key of a column that is not over (◔).

    Without `judge` the cells only count: no shade, no sign; `by_size` shades them from the smallest to the largest.
    """
    if not rows or not columns:
        return empty(style.word("nothing"), style.theme)
    found = {(cell.row, cell.column): cell for cell in cells}
    grid = [[found.get((row, column)) for column, _ in columns] for row, _ in rows]
    ends = _ends(cells) if by_size else None
    shades = [[_shade(cell, middle, ends, judge=judge) for cell in line] for line in grid]
    theme = style.theme
    trace = {
        "type": "heatmap",
        "x": list(range(len(columns))),
        "y": list(range(len(rows))),
        "z": shades,
        "zmin": -1,
        "zmax": 1,
        "colorscale": [
            [0, theme.bad_soft],
            [0.5, theme.surface],
            [1, theme.neutral_soft if by_size else theme.good_soft],
        ],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "text": [[_written(cell, unit, style) for cell in line] for line in grid],
        "texttemplate": "%{text}",
        "textfont": {"color": style.theme.ink, "size": style.theme.size - 2},
        "hoverinfo": "skip",
    }
    return figure(
        [trace, _targets(rows, columns, grid, unit, style)],
        style.theme,
        height=_ROW_HEIGHT * len(rows) + 40,
        yaxis=name_axis([shortened(name) for _, name in rows], style.theme),
        xaxis=_top([name + (" ◔" if key == partial else "") for key, name in columns], style),
        margin=(8, 8, 30, 4),
    )


def _targets(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    grid: Sequence[Sequence[HeatCell | None]],
    unit: Unit,
    style: ChartStyle,
) -> dict[str, Any]:
    """Unseen marks over the cells: a heat map itself tells nobody that it was clicked."""
    places = [(i, j) for i in range(len(rows)) for j in range(len(columns))]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [j for _, j in places],
        "y": [i for i, _ in places],
        "marker": {"symbol": "square", "size": _ROW_HEIGHT - 4, "opacity": 0},
        "customdata": [[rows[i][0], columns[j][0]] for i, j in places],
        "hovertext": [_hover(grid[i][j], rows[i][1], columns[j][1], unit, style) for i, j in places],
        "hoverinfo": "text",
    }


def _top(names: list[str], style: ChartStyle) -> dict[str, Any]:
    axis = name_axis(names, style.theme, downward=False)
    # They turn where they would lie on each other, on a phone.
    return axis | {"side": "top", "ticks": "", "range": [-0.5, len(names) - 0.5]}


def _ends(cells: Sequence[HeatCell]) -> tuple[float, float]:
    """The smallest and the largest value."""
    known = numbers(cell.value for cell in cells)
    return min(known, default=0.0), max(known, default=0.0)


def _shade(cell: HeatCell | None, middle: float, ends: tuple[float, float] | None, *, judge: bool) -> float | None:
    """From -1 (bad) to 1 (good); between `ends` from 0 (the smallest) to 1 (the largest)."""
    value = number(cell.value) if cell else None
    if value is None:
        return None
    if ends is not None:
        return (value - ends[0]) / (ends[1] - ends[0]) if ends[1] > ends[0] else 0.0
    if not judge:
        return 0.0
    away = value - middle
    if abs(away) <= CALM:
        return 0.0
    return max(-1.0, min(1.0, away / FULL))


def _written(cell: HeatCell | None, unit: Unit, style: ChartStyle) -> str:
    """Shares as whole percent without the sign, so that twelve months fit on a phone; below 100 reads as short."""
    return "" if cell is None or is_missing(cell.value) else style.cell(cell.value, unit)


def _hover(cell: HeatCell | None, row: str, column: str, unit: Unit, style: ChartStyle) -> str:
    if cell is None:
        return f"{bold(row)} · {column}\n{style.word('no_data')}"
    lines = [
        f"{bold(row)} · {column}",
        cell.missing or style.word("no_target") if is_missing(cell.value) else style.text(cell.value, unit),
    ]
    return "\n".join([*lines, *([cell.detail] if cell.detail else [])])


def heat_native(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    cells: Sequence[HeatCell],
    style: ChartStyle,
    *,
    middle: float = 1.0,
    unit: Unit = Unit.PERCENT,
    partial: str | None = None,
    judge: bool = True,
    by_size: bool = False,
) -> NativeTable:
    """A tinted table: office programs have no heat chart."""
    found, ends = {(cell.row, cell.column): cell for cell in cells}, _ends(cells) if by_size else None
    good = style.theme.neutral_soft if by_size else style.theme.good_soft

    def written(row: str, column: str) -> NativeCell:
        cell = found.get((row, column))
        shade = _shade(cell, middle, ends, judge=judge) or 0.0
        ground = good if shade > 0 else style.theme.bad_soft
        return NativeCell(_written(cell, unit, style), _mixed(style.theme.surface, ground, abs(shade)) if shade else "")

    header = ("", *(name + (" ◔" if key == partial else "") for key, name in columns))
    lines = ((NativeCell(name), *(written(row, key) for key, _ in columns)) for row, name in rows)
    return NativeTable(header, tuple(lines))


def _mixed(ground: str, colour: str, share: float) -> str:
    """A colour between two `#rrggbb`."""
    pairs = ((int(ground[at : at + 2], 16), int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
