"""What a person typed about targets and did not load, in the session: every year and measure. A new version ends it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from sales_core.api import MonthGrid, TargetEntry

_DRAFT, _ROUND, _BASE = "target_draft", "target_round", "target_base"
#: Year and measure of a grid.
GridKey = tuple[int, str]


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


def base(entry: TargetEntry, stands: MonthGrid) -> tuple[MonthGrid, str]:
    """The grid as it was when the sheet was first drawn, on which what is typed comes, and the key of that sheet."""
    asked = (entry.year, entry.measure, entry.version)
    held = st.session_state.get(_BASE)
    if not held or held[0] != asked:
        number = st.session_state.get(_ROUND, 0) + 1
        st.session_state[_ROUND] = number
        grid = grids(entry.version).get((entry.year, entry.measure), stands)
        held = (asked, grid, f"target_grid|{number}")
        st.session_state[_BASE] = held
    _, grid, key = held
    return grid, key
