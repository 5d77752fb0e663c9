"""The frame around every chart: the message as title, the figure, its as-of line, download and click."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.kit import downloads
from pages.kit.literal import as_named, drawable
from pages.kit.render import chart_keys
from pages.kit.render.headline import section_heading
from sales_core.api import Chart, Drill
from sales_core.charts.axes import ChartSpec
from sales_core.charts.magnified import magnified
from sales_core.charts.plotly_figure import ReadyFigure
from sales_core.charts.style import ChartStyle
from sales_core.charts.theme import theme_named

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage
    from pages.kit.context import PageContext

#: The chart whose mark opened the number that is open.
_LEFT = "chart_left"
_CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def chart_style(context: PageContext) -> ChartStyle:
    """Theme, language and currency of the page."""
    usual = theme_named(context.theme, context.rise)
    sized = replace(usual, size=context.type_size) if context.type_size else usual
    return ChartStyle(sized, context.locale, context.currency)


def ready(figure: ChartSpec, context: PageContext) -> ReadyFigure:
    """The figure as the browser draws it: no tag but our own, and as large as the type of the page."""
    sized = magnified(figure, context.magnification) if context.magnification > 1 else figure
    return ReadyFigure(drawable(sized))


def draw(page: BoardPage, block_id: str, block: Chart, *, foot: bool = True, fills: bool = False, **size: Any) -> None:
    """Draws the chart with its downloads; a clicked mark opens its number. `foot` shows the as-of line.

    `fills` makes it as high as what stands beside it, at least as high as its own form.
    """
    name = page.key(block_id)
    # A chart keeps what was clicked, dims the rest and calls a second click on it no news: once the number is closed
    # it is another chart.
    key = f"figure_{name}_{st.session_state.get(_round_of(name), 0)}"
    with st.container(border=True, key=f"chart_{name}", height="stretch" if fills else "content"):
        section_heading(block.title, block.note)
        style = chart_style(page.context)
        figure = block.figure(style, **size)
        st.plotly_chart(
            ready(figure, page.context),
            key=key,
            theme=None,
            height="stretch" if fills else "content",
            config=_CONFIG,
            on_select=_opened(page, name, key, block.drill) if block.drill else "ignore",
            selection_mode="points",
            alt=block.title,
        )
        below = downloads.block_menu_html(page, block_id, block) + chart_keys.texts(figure, block.title, style)
        if foot and block.export is None and block.result is not None:
            below += f'<div class="sc-foot">{html.escape(page.opened.context.as_of_line(block.result))}</div>'
        st.html(below)


def _round_of(name: str) -> str:
    return f"round_{name}"


def _opened(page: BoardPage, name: str, key: str, drill: Drill) -> Callable[[], None]:
    """Runs when the selection changes, and only then: a later run does not open the same number again."""

    def open_number() -> None:
        if mark := picked_key(st.session_state.get(key)):
            page.open_mark(drill, mark)
            st.session_state[_LEFT] = _round_of(name)

    return open_number


def let_go() -> None:
    """The number that a mark had opened is closed: its chart is drawn as if nothing had been clicked."""
    if counter := st.session_state.pop(_LEFT, None):
        st.session_state[counter] = st.session_state.get(counter, 0) + 1


def picked_key(state: Any) -> str | tuple[str, ...] | None:
    """The key of the first mark clicked, as the figure's `customdata` has it; None when none is.

    What arrives was written by a browser: whatever is no text or number names no mark.
    """
    selection: Mapping[str, Any] = (state or {}).get("selection") or {}
    points = selection.get("points") if isinstance(selection, Mapping) else None
    first = points[0] if isinstance(points, list) and points else None
    found = first.get("customdata") if isinstance(first, Mapping) else None
    if isinstance(found, list | tuple):
        return tuple(str(as_named(part)) for part in found) if found and all(map(_is_plain, found)) else None
    return str(as_named(found)) if _is_plain(found) else None


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float)
