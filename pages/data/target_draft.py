"""What a person typed about targets and did not load, in the session: every year and measure. A new version ends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import streamlit as st

from sales_core.api import MonthGrid, TargetEntry

_CENT = Decimal("0.01")
_DRAFT, _ROUND, _BASE = "target_draft", "target_round", "target_base"
#: Year and measure of a grid.
GridKey = tuple[int, str]
#: Ids of the twelve columns of a sheet, January first.
MONTHS = tuple(f"m{number:02d}" for number in range(1, 13))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a grid that are drawn to be typed in. `key`: that of what draws them."""

    grid: MonthGrid
    nodes: tuple[tuple[str, ...], ...]
    key: str


def grids(version: int) -> dict[GridKey, MonthGrid]:
    """The grids that differ from what stands on the version."""
    held = st.session_state.get(_DRAFT)
    return dict(held[1]) if held and held[0] == version else {}


def note(entry: TargetEntry, grid: MonthGrid) -> None:
    """Holds the entry's grid as it is typed now, or nothing where it says what stands."""
    found = grids(entry.version)
    found.pop((entry.year, entry.measure), None)
    if entry.changes(grid):
        found[entry.year, entry.measure] = grid
    st.session_state[_DRAFT] = (entry.version, found)


def keep(entry: TargetEntry, changed: Iterable[MonthGrid]) -> None:
    """Holds grids that were changed beside the sheet, and draws the sheet anew from them."""
    for grid in changed:
        note(entry.of(grid.year, grid.measure), grid)
    redraw()
    st.rerun()


def forget() -> None:
    """Drops all of it."""
    st.session_state.pop(_DRAFT, None)
    redraw()


def redraw() -> None:
    """Lets the sheet be drawn from what is held, without what was typed in it."""
    st.session_state.pop(_BASE, None)


def base(entry: TargetEntry, stands: MonthGrid, level: str) -> Sheet:
    """The sheet of a level as it was when it was first drawn; what is typed comes on it.

    What was typed in the sheet drawn before, of another level, measure or year, is held first.
    """
    asked = (entry.year, entry.measure, entry.version, level)
    held: tuple[object, Sheet] | None = st.session_state.get(_BASE)
    if held and held[0] == asked:
        return held[1]
    if held:
        before = typed(held[1], st.session_state.get(held[1].key) or {})
        note(entry.of(before.year, before.measure), before)
    number = st.session_state.get(_ROUND, 0) + 1
    st.session_state[_ROUND] = number
    grid = grids(entry.version).get((entry.year, entry.measure), stands)
    nodes = entry.levels(grid).get(level, tuple(grid.lines))
    st.session_state[_BASE] = (asked, sheet := Sheet(grid, nodes, f"target_grid|{number}"))
    return sheet


def typed(sheet: Sheet, state: Mapping[str, Any]) -> MonthGrid:
    """The whole grid with what was typed in the sheet; a line without a name or a value is none.

    `state`: what the browser says of the sheet's edited, added and deleted rows.
    """
    gone = set(state.get("deleted_rows") or ())
    edited = {int(at): cells for at, cells in (state.get("edited_rows") or {}).items()}
    place = {node: at for at, node in enumerate(sheet.nodes)}
    rows = [
        (node, stood, edited.get(place.get(node, -1), {}))
        for node, stood in sheet.grid.lines.items()
        if place.get(node) not in gone
    ]
    nobody, nothing = ("",) * len(sheet.grid.columns), (None,) * len(MONTHS)
    rows += [(nobody, nothing, cells) for cells in state.get("added_rows") or ()]
    lines: dict[tuple[str, ...], tuple[Decimal | None, ...]] = {}
    for node, stood, cells in rows:
        named = tuple(_text(cells.get(name, old)) for name, old in zip(sheet.grid.columns, node, strict=True))
        months = tuple(_amount(cells.get(name, old)) for name, old in zip(MONTHS, stood, strict=True))
        if any(named) and any(value is not None for value in months):
            lines[named] = months
    return replace(sheet.grid, lines=lines)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _amount(value: Any) -> Decimal | None:
    """What is typed, to the cent; what stood there, with all its digits."""
    if value is None or isinstance(value, Decimal):
        return value
    return Decimal(str(value)).quantize(_CENT, ROUND_HALF_UP)
