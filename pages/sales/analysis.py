"""What explains the change: price, volume, mix, new, lost, returns; who brings it back; what is new in the growth?"""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from sales_core.api import Table, board

_LEVELS = tuple(choice.id.removeprefix("inside_") for choice in board("analysis").choices if choice.id[:7] == "inside_")


def widgets(page: BoardPage) -> None:
    """The bridge with its basis and level, then the way back beside the growth."""
    page.choice("against", kind="buttons", label=True)
    page.block("no_basis")
    page.block("headline")
    page.choice("by", kind="buttons", label=True)
    _way_out(page)
    left, right = st.columns((1, 1), gap="medium")
    with left:
        page.block("bridge")
    with right:
        page.block("bridge_parts", height=360)
        _picked(page)
    left, right = st.columns((3, 2), gap="medium")
    with left:
        page.block("way_back", height=320)
    with right:
        page.block("growth")
    page.block("narrative")


def _inside(page: BoardPage) -> list[str]:
    return [level for level in _LEVELS if page.value(f"inside_{level}")]


def _way_out(page: BoardPage) -> None:
    """Where the viewer has drilled into: each step of the way leads back to it, the first to the whole."""
    entered = _inside(page)
    if not entered:
        return

    def leave(kept: int) -> None:
        for level in entered[kept:]:
            page.choose(f"inside_{level}", "")
        page.choose("part", "")

    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bridge_path"):
        st.button(page.t("bridge.whole"), on_click=leave, args=(0,), key="bridge_leave", type="tertiary")
        for at, level in enumerate(entered, start=1):
            name = literal(page.opened.option_name(f"inside_{level}", page.value(f"inside_{level}")))
            here = at == len(entered)
            st.button(f"› {name}", on_click=leave, args=(at,), key=f"bridge_to_{level}", type="tertiary", disabled=here)


def _picked(page: BoardPage) -> None:
    """What can be done with the part picked: look inside, or open its number."""
    part, level, parts = page.value("part"), page.value("by"), page.opened.block("bridge_parts")
    if not part or not isinstance(parts, Table) or parts.drill is None:
        return
    drill = parts.drill

    def enter() -> None:
        page.choose(f"inside_{level}", part)
        page.choose("part", "")
        page.choose("by", _LEVELS[min(_LEVELS.index(level) + 1, len(_LEVELS) - 1)])

    with st.container(horizontal=True):
        who = literal(page.opened.option_name("part", part))
        entered = level in _inside(page)
        st.button(page.t("bridge.inside", who=who), on_click=enter, disabled=entered, key="bridge_enter")
        st.button(page.t("bridge.number"), on_click=lambda: page.open_mark(drill, part), key="bridge_number")


PAGE = PageSpec("analysis", "sales", 4, board("analysis"), widgets)
